"""Addresses of outcomes."""

from django.urls import path

from tandem.outcomes.views import goals, outcomes

app_name = "outcomes"

urlpatterns = [
    path("products/<slug:product>/outcomes", outcomes.outcomes, name="outcomes"),
    path("products/<slug:product>/outcomes/past", outcomes.past, name="past"),
    path("goals/<int:number>", goals.show, name="goal"),
    path("goals/<int:number>/result", goals.result, name="result"),
    path("goals/<int:number>/judgment", goals.judgment, name="judgment"),
    path("goals/<int:number>/correction", goals.correction, name="correction"),
]
