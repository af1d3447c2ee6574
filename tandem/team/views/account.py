"""What a member keeps for themselves: API tokens, and the way to a new password."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.htmx import page, see
from tandem.team.forms import TokenForm
from tandem.team.models import Token
from tandem.team.request import Request


def me(request: Request) -> HttpResponse:
    """My tokens. A new token's secret is shown once, on the answer to the form that made it."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and (made := attempt(form, partial(_made, form, request.user))):
        form, secret = TokenForm(), made.secret
    tokens = request.user.tokens.filter(ended_at=None).order_by("-made_at")
    context = {"section": "team", "form": form, "tokens": tokens, "secret": secret}
    return page(request, "team/me.html", context, status=422 if form.errors else 200)


@require_POST
def token_end(request: Request, number: int) -> HttpResponse:
    """End one of my tokens."""
    get_object_or_404(Token, pk=number, member=request.user).end(by=request.user)
    return see(request, "/me", "The token is ended")


def _made(form: TokenForm, by: Any) -> Any:
    said = form.cleaned_data
    return Token.make(by, said["name"], scopes=said["scopes"], days=said["days"], by=by)
