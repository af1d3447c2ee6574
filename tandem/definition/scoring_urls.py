"""Addresses of prioritizing."""

from django.urls import path

from tandem.definition.views import matrix, priorities, scoring_models

LISTS = "products/<slug:product>/definition"
MODEL = "scoring-models/<int:number>"

urlpatterns = [
    path(f"{LISTS}/priorities", priorities.index, name="priorities"),
    path(f"{LISTS}/matrix", matrix.show, name="matrix"),
    path(f"{LISTS}/comparison", matrix.comparison, name="comparison"),
    path(f"{LISTS}/scores/<str:mark>", priorities.scores, name="scores"),
    path(f"{LISTS}/estimates", priorities.estimates, name="estimates"),
    path("scoring-models/new", scoring_models.new, name="scoring_model_new"),
    path(MODEL, scoring_models.show, name="scoring_model"),
    path(f"{MODEL}/check", scoring_models.check, name="scoring_model_check"),
    path(f"{MODEL}/formula", scoring_models.formula, name="scoring_model_formula"),
    path(f"{MODEL}/drivers", scoring_models.drivers, name="scoring_model_drivers"),
    path(f"{MODEL}/counting", scoring_models.counting, name="scoring_model_counting"),
    path(f"{MODEL}/progress", scoring_models.progress, name="scoring_model_progress"),
    path(f"{MODEL}/retirement", scoring_models.retirement, name="scoring_model_retirement"),
]
