"""Addresses of launch."""

from django.urls import path

from tandem.launch.views import launches, releases, steps

app_name = "launch"
urlpatterns = [
    path("products/<slug:product>/launch", launches.launches, name="launches"),
    path("products/<slug:product>/launches/new", launches.new, name="new"),
    path("launches/<int:number>", launches.show, name="launch"),
    path("launches/<int:number>/steps", launches.steps, name="steps"),
    path("launches/<int:number>/pasted-steps", launches.paste, name="paste"),
    path("launches/<int:number>/goals", launches.goals, name="goals"),
    path("launches/<int:number>/signature", launches.signature, name="signature"),
    path("launches/<int:number>/overruling", launches.overruling, name="overruling"),
    path("launches/<int:number>/day", launches.day, name="day"),
    path("launches/<int:number>/acceptance", launches.acceptance, name="acceptance"),
    path("launches/<int:number>/launching", launches.launching, name="launching"),
    path("releases/<int:number>/overruling", releases.overruling, name="release_overruling"),
    path("steps/<int:number>", steps.show, name="step"),
    path("steps/<int:number>/completion", steps.completion, name="completion"),
    path("steps/<int:number>/owner", steps.owner, name="owner"),
]
