"""Addresses of the programming interface."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from tandem.api.openapi import make_api

api = make_api()


def _open_to_tokens(patterns: list) -> list:  # type: ignore[type-arg]
    """Pages ask for a session; here a token is asked for instead, by the API itself."""
    for pattern in patterns:
        pattern.callback = login_not_required(pattern.callback)
    return patterns


_patterns, _app, _namespace = api.urls
urlpatterns = [path("api/v1/", (_open_to_tokens(_patterns), _app, _namespace))]
