"""Addresses of the overview."""

from django.urls import path

from tandem.overview.views import flags, overview, portfolio, search, trace

app_name = "overview"
urlpatterns = [
    path("", overview.home, name="home"),
    path("products/<slug:product>", overview.overview, name="overview"),
    path("products/<slug:product>/flags", flags.flags, name="flags"),
    path("products/<slug:product>/snoozes", flags.snoozes, name="snoozes"),
    path("products/<slug:product>/snoozes/new", flags.snooze_new, name="snooze_new"),
    path("products/<slug:product>/snoozes/<int:snooze>/waking", flags.waking, name="snooze_waking"),
    path("portfolio", portfolio.show, name="portfolio"),
    path("portfolio.csv", portfolio.portfolio_csv, name="portfolio_csv"),
    path("search", search.search, name="search"),
    path("palette", search.palette, name="palette"),
    path("trace/<str:mark>", trace.trace, name="trace"),
    *(
        path(f"portfolio.{kind}", portfolio.portfolio_slides, {"kind": kind}, name=f"portfolio_{kind}")
        for kind in ("pptx", "pdf", "png")
    ),
]
