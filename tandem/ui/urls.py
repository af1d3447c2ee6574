"""The gallery of components."""

from django.urls import path

from tandem.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("shell/", views.sample_page, name="shell"),
    path("palette/", views.sample_palette, name="palette"),
    path("<slug:story>/", views.story, name="story"),
]
