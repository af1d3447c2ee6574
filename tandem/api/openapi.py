"""The one NinjaAPI: every stage's routers, one kind of sign-in, one shape of error."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from tandem.core import clock
from tandem.core.errors import Refused, Stale
from tandem.evidence.masking import refuse_covered, sees_all
from tandem.language.masking import COVER
from tandem.team.models import Member, Token

STAGES = ("team", "evidence", "definition", "charter", "launch", "messaging", "outcomes", "overview")

DESCRIPTION = """
The same nouns and verbs as the pages, with the same rules and the same permissions: a program acts with the rights of
the member whose token it holds, narrowed by the token's scopes (`read`, `write`).

Send the token as `Authorization: Bearer tandem_...`. Make one on your own page, under your name.

Lists are paged by key: pass the `next` of one answer as `after` of the following request. Things are addressed by their
number, as on the pages: problem P-7 is `/problems/7`. What a rule refuses comes back with status 422 as
`application/problem+json`, whose `detail` is a sentence for a person.
"""


class TokenAuth(HttpBearer):
    """A living token whose scopes cover the method of the request."""

    openapi_description = "A token made by a member, sent as a bearer token."

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        found = Token.found_by(token)
        if found is None:
            return None
        needed = "read" if request.method in ("GET", "HEAD") else "write"
        if needed not in found.scopes:
            raise Refused(f"This token may not {needed}; make one with the scope {needed}.")
        Token.objects.filter(pk=found.pk).update(last_used_at=clock.now())
        request.user = found.member
        if needed == "write" and request.content_type == "application/json" and not sees_all(request):
            refuse_covered([request.body.decode("utf-8", "replace").replace("\\u2022", COVER)])
        return found.member


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    """An error as RFC 9457 has it."""
    titles = {401: "Not signed in", 403: "Not allowed", 404: "Not found", 409: "Changed meanwhile", 422: "Refused"}
    body = {"type": "about:blank", "title": titles.get(status, "Error"), "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    assert isinstance(refusal, Refused)
    if isinstance(refusal, Stale):
        yours, theirs = ({key: str(value) for key, value in side.items()} for side in (refusal.yours, refusal.theirs))
        return problem(request, refusal.status, refusal.sentence, yours=yours, theirs=theirs)
    return problem(request, refusal.status, refusal.sentence)


def _invalid(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, ValidationError)
    said = [{"where": [str(part) for part in entry["loc"]], "says": entry["msg"]} for entry in error.errors]
    return problem(request, 422, "Some of what was sent cannot be read; see errors.", errors=said)


def _unstorable(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 422, "Something that was sent cannot be kept: a NUL character, or a number too large.")


def _missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 404, "There is nothing here that you may see.")


def _unknown_caller(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 401, "Send a living token as Authorization: Bearer.")


def make_api() -> NinjaAPI:
    """The API with every stage's routers mounted in the order of the thread."""
    api = NinjaAPI(
        title="Tandem",
        version="1",
        description=DESCRIPTION,
        auth=TokenAuth(),
        urls_namespace="api",
        docs_url=None,
        openapi_url="/openapi.json",
    )
    for stage in STAGES:
        if find_spec(f"tandem.{stage}.api"):
            _mount(api, import_module(f"tandem.{stage}.api"))
    answers: list[tuple[type[Exception], Any]] = [
        (Refused, _refused), (ValidationError, _invalid), (Http404, _missing), (ObjectDoesNotExist, _missing),
        (AuthenticationError, _unknown_caller), (DataError, _unstorable),
    ]  # fmt: skip
    for error, answer in answers:
        api.add_exception_handler(error, answer)
    return api


def _mount(api: NinjaAPI, module: Any) -> None:
    for path, router in getattr(module, "ROUTERS", {}).items():
        api.add_router(path, router)
