"""The one place where a refusal that no form caught becomes a page."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tandem.core import htmx
from tandem.core.errors import Refused


class RefusalMiddleware:
    """Shows the sentence of a refusal with its status, or to htmx as a message over the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return shown(request, exception) if isinstance(exception, Refused) else None


def shown(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal as a page, or to htmx as a message over the page."""
    if htmx.asks_for_fragment(request):
        return htmx.refusal(refusal.sentence, refusal.status)
    template = "403.html" if refusal.status == 403 else "refused.html"
    context = {"sentence": refusal.sentence, "back": came_from(request)}
    return render(request, template, context, status=refusal.status)


def came_from(request: HttpRequest) -> str:
    """The path of the page that the person came from, when it is one of ours and not this one."""
    address = urlsplit(request.headers.get("referer", ""))
    ours = address.netloc == request.get_host() and (address.path != request.path or request.method != "GET")
    return (
        address.path + (f"?{address.query}" if address.query else "")
        if ours and not address.path.startswith("//")
        else ""
    )
