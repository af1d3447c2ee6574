"""Addresses of the overview."""

from django.urls import path

from tandem.overview.views import overview, portfolio, search, trace

app_name = "overview"
urlpatterns = [
    path("", overview.home, name="home"),
    path("products/<slug:product>", overview.overview, name="overview"),
    path("products/<slug:product>/flags", overview.flags, name="flags"),
    path("products/<slug:product>/snoozes", overview.snoozes, name="snoozes"),
    path("products/<slug:product>/snoozes/new", overview.snooze_new, name="snooze_new"),
    path("portfolio", portfolio.show, name="portfolio"),
    path("portfolio.csv", portfolio.portfolio_csv, name="portfolio_csv"),
    path("search", search.search, name="search"),
    path("palette", search.palette, name="palette"),
    path("trace/<str:mark>", trace.trace, name="trace"),
]
