"""The one place that knows htmx: the fragment of a page, where to go next, and short messages on the way."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for htmx only its fragment `template#fragment`; messages then travel in a header."""
    if fragment and asks_for_fragment(request):
        response = render(request, f"{template}#{fragment}", context, status=status)
        carry_messages(request, response)
    else:
        response = render(request, template, context, status=status)
    response.headers["Vary"] = ", ".join(filter(None, [response.headers.get("Vary"), "HX-Request"]))
    return response


def see(request: HttpRequest, url: str, toast: str | None = None) -> HttpResponse:
    """On to another page after something was done: a redirect that htmx follows too."""
    if toast:
        messages.success(request, toast)
    if not getattr(request, "htmx", False):
        return HttpResponseRedirect(url, status=303)
    return HttpResponse(status=204, headers={"HX-Redirect": url})


def closing(request: HttpRequest, response: HttpResponse, dialog: str, toast: str) -> HttpResponse:
    """What was done in a dialog is said over the page, the dialog closes, and the page stays as it is."""
    messages.success(request, toast)
    carry_messages(request, response)
    said = json.loads(response.headers.get("HX-Trigger", "{}")) | {"closes": {"value": dialog}}
    response.headers["HX-Trigger"] = json.dumps(said)
    return response


def asks_for_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked, for a part of the page rather than for all of it."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def carry_messages(request: HttpRequest, response: HttpResponse) -> None:
    """Messages said during a request for a fragment become an event for the toast region."""
    said = [{"text": str(message), "tone": message.level_tag} for message in messages.get_messages(request)]
    if said:
        response.headers["HX-Trigger"] = json.dumps({"toast": {"value": said}})


def announce(response: HttpResponse, event: str) -> HttpResponse:
    """Tell the page that something happened: the parts of it that listen for this event ask for themselves anew."""
    said = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**said, event: {"value": ""}})
    return response


def refusal(sentence: str, status: int) -> HttpResponse:
    """A refusal as a message over the page, which stays as it is."""
    said = {"toast": {"value": [{"text": sentence, "tone": "error"}]}}
    return HttpResponse(
        sentence,
        status=status,
        content_type="text/plain",
        headers={"HX-Trigger": json.dumps(said), "HX-Reswap": "none"},
    )
