"""What htmx is answered, and what everyone else is."""

import json
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import Context, Engine
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from tandem.core import htmx

HTMX = {"HX-Request": "true"}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were asked for; no file is needed."""
    asked: list[str] = []

    def render(request: HttpRequest, template: str, context: Any, status: int = 200) -> Any:
        from django.http import HttpResponse

        asked.append(template)
        return HttpResponse(Engine().from_string("{{ word }}").render(Context(context)), status=status)

    monkeypatch.setattr(htmx, "render", render)
    return asked


def request(**headers: str) -> Any:
    made: Any = RequestFactory().get("/notes", headers=headers)
    made.htmx = HtmxDetails(made)
    made.session = {}
    made._messages = FallbackStorage(made)
    return made


def test_htmx_gets_the_fragment_and_everyone_else_the_page(rendered: list[str]) -> None:
    htmx.page(request(**HTMX), "notes.html", {}, fragment="rows")
    htmx.page(request(), "notes.html", {}, fragment="rows")
    assert rendered == ["notes.html#rows", "notes.html"]


def test_a_boosted_link_or_a_step_back_gets_the_whole_page(rendered: list[str]) -> None:
    htmx.page(request(**HTMX, **{"HX-Boosted": "true"}), "notes.html", {}, fragment="rows")
    htmx.page(request(**HTMX, **{"HX-History-Restore-Request": "true"}), "notes.html", {}, fragment="rows")
    assert rendered == ["notes.html", "notes.html"]


def test_caches_keep_fragment_and_page_apart(rendered: list[str]) -> None:
    assert "HX-Request" in htmx.page(request(), "notes.html", {"word": "x"})["Vary"]


def test_a_refused_form_keeps_its_status(rendered: list[str]) -> None:
    assert htmx.page(request(**HTMX), "notes.html", {}, fragment="form", status=422).status_code == 422


def test_seeing_another_page_is_a_303_and_for_htmx_a_header() -> None:
    plain, asked = htmx.see(request(), "/problems/7"), htmx.see(request(**HTMX), "/problems/7")
    assert (plain.status_code, plain["Location"]) == (303, "/problems/7")
    assert (asked.status_code, asked["HX-Redirect"]) == (204, "/problems/7")


def test_a_toast_waits_for_the_next_page() -> None:
    made = request()
    htmx.see(made, "/", toast="Note added")
    assert [str(message) for message in made._messages] == ["Note added"]


def test_a_toast_said_with_a_fragment_travels_in_its_header(rendered: list[str]) -> None:
    made = request(**HTMX)
    htmx.messages.success(made, "Renamed")
    answer = htmx.page(made, "notes.html", {}, fragment="rows")
    assert json.loads(answer["HX-Trigger"])["toast"]["value"] == [{"text": "Renamed", "tone": "success"}]


def test_a_refusal_leaves_the_page_as_it_is() -> None:
    answer = htmx.refusal("Two references are not yet happy.", 422)
    assert answer["HX-Reswap"] == "none"
    assert "not yet happy" in answer["HX-Trigger"]
