"""The page on which a person is erased: what there is of them, read before it goes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.evidence.erasing import found_of
from tandem.evidence.models import Contact
from tandem.evidence.views.acting import UNPROCESSABLE
from tandem.evidence.views.contacts import found
from tandem.record.models import Item
from tandem.record.verbs import ask
from tandem.team.request import Request

SHOWN = 200
NOT_YOURS = "Only an administrator sees what there is of a person, and erases it. Ask one of them."
UNSURE = "Say that you have read what goes: tick the last box."


def erase(request: Request, pk: int) -> HttpResponse:
    """Show what there is of them; on a yes, take it away."""
    person, refusal = found(request, pk), ""
    if request.method == "POST":
        ask(request.user, "erase a person", person)
        try:
            _erase(request, person)
            return see(request, person.get_absolute_url(), "Erased")
        except NotAllowed:
            raise
        except Refused as refused:
            person, refusal = found(request, pk), refused.sentence
    return page(request, "evidence/erasing.html", _told(request, person, refusal), status=_status(refusal))


def _erase(request: Request, person: Contact) -> None:
    said = request.POST
    if not said.get("sure"):
        raise Refused(UNSURE)
    also = [number_in(key) for key in said.getlist("also")]
    person.erase(
        by=request.user,
        because=said.get("because", "")[:400],
        also=also,
        leave=said.getlist("leave"),
        files=bool(said.get("files")),
    )


def _told(request: Request, person: Contact, refusal: str) -> dict[str, Any]:
    if not request.user.may("erase a person", person):
        return {"person": person, "refusal": NOT_YOURS, "section": "companies"}
    here = found_of(person, request.user)
    shown = here.elsewhere
    items = Item.objects.in_bulk([place.pk for place in shown[:SHOWN] if place.key.startswith("item-")])
    rows = [(place, items.get(place.pk) if place.key.startswith("item-") else None) for place in shown[:SHOWN]]
    because = request.POST.get("because", "")
    return {
        "person": person, "found": here, "shown": rows, "more": len(shown[SHOWN:]), "refusal": refusal,
        "because": because, "section": "companies",
    }  # fmt: skip


def _status(refusal: str) -> int:
    return UNPROCESSABLE if refusal else 200
