"""Addresses of the record."""

from django.urls import path

from tandem.record import views

app_name = "record"
urlpatterns = [
    path("record", views.record, name="record"),
    path("record/<str:mark>", views.history, name="history"),
]
