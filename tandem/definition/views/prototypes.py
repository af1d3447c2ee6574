"""Where uploaded prototypes are given out: files of strangers, under an address that knows no session.

Whoever is shown a prototype gets an address made for them, good for an hour and for this prototype alone. What is given
out under it runs in a frame with no origin of its own (`sandbox` without allow-same-origin): no cookie, no storage, no
page of Tandem is in its reach. Its policy lets it load its own files and nothing else: no request leaves it, no form is
sent, no window opens. Neither this view nor the files ever read who is signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tandem.definition.models import Experience, Feature, PrototypePage
from tandem.definition.prototypes import kind_of_page
from tandem.team.models import Member

SALT, LASTS = "definition.prototype", 3600
POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' {own}; style-src 'unsafe-inline' {own}; "
    "img-src data: blob: {own}; font-src data: {own}; media-src data: blob: {own}; frame-src {own}; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
View = Callable[..., HttpResponseBase]


def address_of(experience: Experience, member: Any) -> str:
    """An address of this prototype for this person, good for an hour."""
    token = signing.dumps([experience.pk, member.pk], salt=SALT)
    return reverse("definition:prototype_page", args=[token, experience.entry])


def _closed(view: View) -> View:
    framed: Any = xframe_options_exempt(require_safe(view))
    opened: View = login_not_required(framed)
    return opened


@_closed
def prototype_page(request: HttpRequest, token: str, path: str) -> FileResponse:
    """One file of a prototype, with the policy that keeps it where it is."""
    experience, by = _meant(token)
    seen = Feature.objects.visible_to(by).filter(pk=experience.feature_id)
    if not seen.exists():
        raise Http404
    one = get_object_or_404(PrototypePage.objects.filter(experience=experience).select_related("file"), path=path)
    if not default_storage.exists(one.file.storage_name):
        raise Http404
    given = FileResponse(default_storage.open(one.file.storage_name), content_type=kind_of_page(one.path))
    own = request.build_absolute_uri(reverse("definition:prototype_page", args=[token, "x"]))[:-1]
    given["Content-Security-Policy"] = POLICY.format(own=own)
    given["X-Content-Type-Options"] = "nosniff"
    given["Referrer-Policy"] = "no-referrer"
    given["Cache-Control"] = "private, no-store"
    given["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), clipboard-read=(), payment=()"
    return given


def _meant(token: str) -> tuple[Experience, Member]:
    """What the address is for, and for whom; anything but an address of ours that still holds is not there."""
    try:
        experience, member = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    standing = Experience.objects.filter(taken_out_at=None)
    by: Member = get_object_or_404(Member.objects.in_use(), pk=member)
    return get_object_or_404(standing, pk=experience), by
