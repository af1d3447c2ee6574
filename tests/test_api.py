"""The API keeps its word: no operation falls over, each says what it does, and a token never does more than it may."""

from __future__ import annotations

import ast
import json
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tandem.core import clock
from tandem.record.models import Event
from tandem.team.models import Console, Member, Token
from tests.cast import Cast
from tests.conftest import undone
from tests.routes import Route, Subjects, document, operations, request_schema
from tests.source import modules, parsed

BOUNDED = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def said(route: Route) -> dict[str, Any]:
    return document()["paths"][f"/{route.path}"][route.method]


@pytest.mark.parametrize("route", operations(), ids=lambda route: route.name)
def test_every_operation_says_what_it_does(route: Route) -> None:
    told = said(route)
    for word in ("summary", "description", "tags"):
        assert told.get(word), word
    assert told["operationId"] == route.name.replace(".", "_")
    schema = request_schema(told)
    if schema:
        assert schema.get("description"), f"the body of {route.name} is not described"
        assert schema.get("examples"), f"the body of {route.name} has no example"


def test_no_two_operations_have_one_id() -> None:
    names = [route.name for route in operations()]
    assert len(names) == len(set(names)) > 100


def test_no_two_schemas_have_one_name() -> None:
    """The document knows a schema by its name alone: a second one of that name would take the place of the first."""
    named = [
        node.name
        for path in modules()
        if "from ninja" in path.read_text()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(("In", "Out", "List"))
    ]
    assert sorted({name for name in named if named.count(name) > 1}) == []


@pytest.mark.django_db
def test_the_document_is_read_without_a_token() -> None:
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.json()["paths"].keys() == document()["paths"].keys()


generated = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.parametrize("route", operations(), ids=lambda route: route.name)
def test_no_operation_falls_over_on_what_it_is_sent(cast: Cast, route: Route) -> None:
    client, subjects = cast.program("administrator"), Subjects(cast.product)
    path = subjects.path(route)
    operation = generated[f"/{route.path}"][route.method.upper()]

    @BOUNDED
    @given(case=operation.as_strategy(), real=st.booleans())
    def send(case: Any, real: bool) -> None:
        address = path if real and path else case.formatted_path
        with undone():
            response = _send(client, route.method, address, case)
        assert response.status_code < 500, (address, case.query, case.body, response.content[:500])

    send()


def _send(client: Client, method: str, path: str, case: Any) -> Any:
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    if method == "get":
        return client.get(path, query)
    body = None if isinstance(case.body, type(schemathesis.specs.openapi.checks)) else case.body
    try:
        content = json.dumps(body, default=str)
    except TypeError:
        content = "{}"
    return client.generic(method.upper(), path, content, content_type="application/json")


@pytest.fixture
def member(cast: Cast) -> Member:
    return cast.people["administrator"]


def program(token: Token) -> Client:
    return Client(headers={"Authorization": f"Bearer {token.secret}"})


@pytest.mark.django_db
def test_a_token_that_may_read_cannot_write(cast: Cast, member: Member) -> None:
    client = program(Token.make(member, "Reader", scopes=["read"], by=Console()))
    before = Event.objects.count()
    for route in operations():
        if route.method != "get":
            response = client.generic(
                route.method.upper(), Subjects(cast.product).path(route), "{}", "application/json"
            )
            assert response.status_code in (401, 403, 422), route
            assert "may not write" in response.json()["detail"], route
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_a_token_that_may_write_alone_cannot_read(member: Member) -> None:
    client = program(Token.make(member, "Writer", scopes=["write"], by=Console()))
    assert "may not read" in client.get("/api/v1/members").json()["detail"]


@pytest.mark.django_db
def test_an_expired_an_ended_and_a_left_members_token_are_refused(member: Member) -> None:
    token = Token.make(member, "Ninety days", scopes=["read"], by=Console())
    client = program(token)
    assert client.get("/api/v1/members").status_code == 200
    with clock.standing_still(clock.now() + timedelta(days=91)):
        assert client.get("/api/v1/members").status_code == 401
    with undone():
        token.end(by=member)
        assert client.get("/api/v1/members").status_code == 401
    assert client.get("/api/v1/members").status_code == 200
    member.leave(by=Console())
    assert client.get("/api/v1/members").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "tandem_", "tandem_nothing", "Bearer", "\x00", "ä"])
def test_a_secret_that_nobody_made_opens_nothing(secret: str) -> None:
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/members").status_code == 401
