"""The permission matrix: every page and operation, really called by every kind of person, answers as matrix.py says."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tandem.record.models import Event
from tandem.team.models import Product
from tests import matrix
from tests.cast import PEOPLE, Cast
from tests.conftest import Counted, undone
from tests.routes import Route, Subjects, operations, pages
from tests.said import FILES

Asked = list[tuple[str, bool]]
SIGN_IN = "/accounts/login/"
ACTS = [one for one in pages() if matrix.PAGES.get(one.name, "read") != "read"]
READERS = ("administrator", "sales", "viewer", "pm")  # who reads differs by product alone: see the hidden pages below
by_name = {"ids": lambda route: route.name}


def test_every_page_and_operation_has_a_declared_answer() -> None:
    assert sorted({route.name for route in pages()} ^ set(matrix.PAGES)) == []
    assert sorted({route.name for route in operations()} ^ set(matrix.OPERATIONS)) == []


def answer(response: HttpResponse) -> str:
    """What a response says about permission."""
    assert response.status_code < 500, response.content[:2000]
    if response.status_code == 401 or response.headers.get("Location", "").startswith(SIGN_IN):
        return "sign in"
    return {403: "no", 404: "gone", 405: "no such act"}.get(response.status_code, "yes")


def words(response: HttpResponse) -> bytes:
    """How it begins; a file that is given out has no words."""
    return b"" if response.streaming else response.content[:300]


def call(client: Client, method: str, path: str, body: dict[str, Any] | None = None) -> HttpResponse:
    if method == "get":
        return client.get(path)
    files = attached(path)
    kind = {"content_type": "application/json"} if path.startswith("/api/") and not files else {}
    return getattr(client, method)(path, {**(body or {}), **files}, **kind)


def attached(path: str) -> dict[str, Any]:
    """The file that goes with what is sent to this address."""
    return {name: SimpleUploadedFile(*file) for name, file in FILES.get(re.sub(r"/\d+", "/#", path), {}).items()}


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.parametrize("route", pages(), **by_name)
def test_a_page_is_read_by_everyone_who_is_signed_in(cast: Cast, counted: Counted, route: Route) -> None:
    path = Subjects(cast.product).path(route)
    assert path, f"the demo company has nothing for {route.path}"
    usual = {"gone"} if route.name in matrix.ABSENT else {"yes", "no such act"}
    said = {who: answer(cast.browser(who).get(path)) for who in READERS[:-1]}
    with counted():
        said[READERS[-1]] = answer(cast.browser(READERS[-1]).get(path))
    assert set(said.values()) <= usual, f"{path}: {said}"
    assert len(set(said.values())) == 1
    absent = {"gone"} if route.name in matrix.ABSENT else {"yes"}
    usual = absent if route.name in matrix.PUBLIC else {"sign in", "no such act"}
    assert answer(cast.browser("nobody").get(path)) in usual


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.parametrize("route", ACTS, **by_name)
def test_an_act_on_a_page_is_done_by_those_declared(cast: Cast, asked: Asked, counted: Counted, route: Route) -> None:
    subjects = Subjects(cast.product)
    path, body = matrix.address(subjects, route), matrix.form(subjects, route)
    check_acts(cast, asked, route, "post", (str(path), body), counted)
    assert answer(cast.browser("nobody").post(path, body)) == "sign in"


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.parametrize("route", operations(), **by_name)
def test_an_operation_is_open_to_those_declared(cast: Cast, asked: Asked, counted: Counted, route: Route) -> None:
    subjects = Subjects(cast.product)
    path, body = matrix.address(subjects, route), matrix.body(subjects, route)
    assert path, f"the demo company has nothing for {route.path}"
    check_acts(cast, asked, route, route.method, (path, body), counted)
    assert answer(call(cast.program("nobody"), route.method, path, body)) == "sign in"


def check_acts(
    cast: Cast, asked: Asked, route: Route, method: str, sent: tuple[str, Any], counted: Counted
) -> None:
    """Whoever may is not turned away for who they are; whoever may not is, and leaves nothing behind. What the first
    who may do sets going counts as cover.
    """
    door, act = (
        (cast.program, matrix.OPERATIONS[route.name]) if route.method else (cast.browser, matrix.PAGES[route.name])
    )
    first = next((who for who in PEOPLE if matrix.may(act, who, route.name)), None)
    heard: Asked = []
    for who in PEOPLE:
        client, before = door(who), Event.objects.count()
        asked.clear()
        with undone(), counted() if who == first else nullcontext():
            response = call(client, method, sent[0], matrix.said_by(who, sent[1]))
            left = Event.objects.count() - before
        told = f"{who}: {method} {sent[0]} -> {response.status_code} {asked} {words(response)!r}"
        assert answer(response) != "sign in", told
        if matrix.may(act, who, route.name):
            assert answer(response) != "no", told
        else:
            assert not left, told
            assert answer(response) == "no" or route.name in matrix.UNASKED, told
        heard += asked
    assert heard or act == "read" or route.name in matrix.UNASKED, f"nobody was asked for {route.name}"


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.parametrize("route", [one for one in pages() if one.names_an_object], **by_name)
def test_a_hidden_page_answers_like_one_that_is_not_there(cast: Cast, route: Route) -> None:
    subjects = Subjects(cast.product)
    hide(cast.product)
    method = "get" if matrix.PAGES[route.name] == "read" else "post"
    check_hidden(cast.browser("outsider"), method, subjects, route, matrix.form(subjects, route))


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.parametrize("route", [one for one in operations() if one.names_an_object], **by_name)
def test_a_hidden_thing_answers_a_program_like_one_that_is_not_there(cast: Cast, route: Route) -> None:
    subjects = Subjects(cast.product)
    hide(cast.product)
    check_hidden(cast.program("outsider"), route.method, subjects, route, matrix.body(subjects, route))


def check_hidden(client: Client, method: str, subjects: Subjects, route: Route, body: Any) -> None:
    """Hidden is 404, as if it were not there, for whoever is neither of the product's people nor a head."""
    hidden, gone = str(subjects.path(route)), str(subjects.path(route, gone=True))
    with undone():
        here = call(client, method, hidden, body)
        there = call(client, method, gone, body)
    if subjects.kind(route) in matrix.OF_EVERYONE:
        assert answer(here) != "sign in"
        return
    assert here.status_code == there.status_code, f"{method} {hidden}: {words(here)!r}"
    assert here.status_code in (404, 405) or here.content == there.content, hidden


def hide(product: Product) -> None:
    """From now on only its own people, heads and administrators see the product."""
    Product.objects.filter(pk=product.pk).update(restricted=True)
