"""Flags and snoozes over the API: what this member may know of, and nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.record.flags import every_flag
from tandem.team.models import Product, Snooze, Workspace
from tandem.team.request import Request, product_of_slug
from tandem.team.schemas import example

flags, snoozes = Router(tags=["Flags"]), Router(tags=["Flags"])


class NoticedOut(Schema):
    """Something a rule noticed, and who can act."""

    model_config = example(  # type: ignore[assignment]
        identity="unowned work U-1", rule="unowned work", about=["U-1"], title="Nobody owns pricing",
        because="Raised 9 days ago", severity="warn", label="Unowned", who=None, side="", url="/products/ledgerly/team",
        private=False, asleep=False,
    )  # fmt: skip
    identity: str = Field(description="Rule and objects; what a snooze refers to.")
    rule: str
    about: list[str]
    title: str
    because: str
    severity: str = Field(description="closed, risk, warn or note")
    label: str
    who: str | None = Field(description="The person who can act, or null.")
    side: str
    url: str = Field(description="The way to the act.")
    private: bool = Field(description="A question about roles, for the two owners and their head alone.")
    asleep: bool


class SnoozeOut(Schema):
    """A flag that sleeps: until when, why, and who put it to sleep."""

    model_config = example(  # type: ignore[assignment]
        id=3, flag="unowned work U-1", title="Nobody owns pricing", until="2026-12-31", because="January planning",
        by="Ada Okafor", at="2026-11-22T09:00:00Z",
    )  # fmt: skip
    id: int
    flag: str
    title: str
    until: date | None = Field(description="The day it comes back; null where it was acknowledged.")
    because: str
    by: str
    at: datetime

    @staticmethod
    def resolve_by(snooze: Snooze) -> str:
        return snooze.by.title


@flags.get("", response=list[NoticedOut], operation_id="list_flags", summary="The flags of a product")
def list_flags(request: Request, product: str, asleep: bool = False) -> list[dict[str, Any]]:
    """Worst first. Those that sleep are left out, or with `asleep` told as well."""
    shown, today = product_of_slug(request, product), Workspace.current().today
    sleeping = Snooze.objects.asleep(shown, today)
    found = every_flag(shown, today, request.user)
    return [
        {**vars(flag), "about": list(flag.about), "identity": flag.identity, "who": str(flag.who) if flag.who else None,
         "asleep": flag.identity in sleeping}
        for flag in found
        if asleep or flag.identity not in sleeping
    ]  # fmt: skip


@snoozes.get("", response=list[SnoozeOut], operation_id="list_snoozes", summary="The flags that sleep")
def list_snoozes(request: Request, product: str) -> list[Snooze]:
    """The first to come back first."""
    return Snooze.objects.known_to(product_of_slug(request, product), request.user, Workspace.current().today)


@snoozes.post("/{id}/waking", response={204: None}, operation_id="wake_flag", summary="Wake a flag")
def wake_flag(request: Request, id: int) -> tuple[int, None]:
    """It is noticed again before its day."""
    _snooze(request, id).wake(by=request.user)
    return 204, None


def _snooze(request: Request, key: int) -> Snooze:
    """One that stands and that this member may know of; anything else is not there."""
    found = get_object_or_404(Snooze, pk=key, product__in=Product.objects.visible_to(request.user))
    known = Snooze.objects.known_to(found.product, request.user, Workspace.current().today)
    for one in known:
        if one.pk == key:
            return one
    raise Http404
