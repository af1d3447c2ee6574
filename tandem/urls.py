"""Every address, in the order of the stages."""

from importlib.util import find_spec

from django.urls import include, path

from tandem.ui.views import favicon

STAGES = ["record", "team", "evidence", "definition", "charter", "launch", "messaging", "outcomes", "overview", "api"]

urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("accounts/", include("allauth.account.urls")),
    *([path("_ui/", include("tandem.ui.urls"))] if find_spec("tandem.ui.urls") else []),
    *(path("", include(f"tandem.{stage}.urls")) for stage in STAGES if find_spec(f"tandem.{stage}.urls")),
]
