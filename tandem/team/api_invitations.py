"""Invitations over the API: asking people to join, asking again, withdrawing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.paging import Keyset
from tandem.team.inviting import Asked, deliver, invite_all
from tandem.team.models import Invitation, Product
from tandem.team.request import Request
from tandem.team.schemas import example

invitations = Router(tags=["Invitations"])
ROLE = "^(administrator|head|contributor|sales|viewer)$"


class InvitationIn(Schema):
    """Whom to ask, and as what."""

    model_config = example(emails=["ada@northwind.example"], role="contributor")  # type: ignore[assignment]
    emails: list[str] = Field(min_length=1, max_length=200)
    role: str = Field("contributor", pattern=ROLE)
    product: str | None = Field(None, description="With a side: the product whose seat one person takes on accepting.")
    side: str = Field("", pattern="^(pm|pmm)?$")


class InvitationOut(Schema):
    """One person who was asked."""

    number: int = Field(alias="pk")
    email: str
    role: str
    product: str | None = Field(None, alias="product.slug")
    side: str
    made_at: datetime
    expires_at: datetime
    error: str = Field(description="Why its mail did not arrive; empty where it did, or where none was sent.")


class InviteeOut(Schema):
    """What became of one address."""

    email: str
    wrong: str = Field(description="Why it was not invited; empty where it was.")
    number: int | None
    link: str = Field(description="To be given by hand, here and nowhere else; empty where a mail takes it there.")

    @staticmethod
    def resolve_number(asked: Asked) -> int | None:
        return asked.invitation.pk if asked.invitation else None

    @staticmethod
    def resolve_link(asked: Asked) -> str:
        return asked.invitation.link if asked.invitation else ""


class InvitationList(Schema):
    """A page of invitations, and the key of the next one."""

    rows: list[InvitationOut]
    next: str | None


class InvitationWayIn(Schema):
    """How the new link gets there."""

    model_config = example(by_hand=False)  # type: ignore[assignment]
    by_hand: bool = Field(False, description="Give the link back in the answer instead of mailing it.")


@invitations.get("", response=InvitationList, operation_id="list_invitations", summary="Who is invited")
def list_invitations(request: Request, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Those who did not come yet, newest first; an administrator sees them."""
    found = Invitation.objects.visible_to(request.user).standing().select_related("product")
    page = Keyset(found, order=("-made_at", "-id"), after=after, size=min(max(limit, 1), 200)).page()
    return {"rows": page.rows, "next": page.next}


@invitations.post("", response={201: list[InviteeOut]}, operation_id="invite_people", summary="Invite people")
def invite_people(request: Request, said: InvitationIn) -> tuple[int, list[Asked]]:
    """Each address is told apart: invited, or why not. Where no mail server is set, each link is in the answer."""
    product = None
    if said.product:
        product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=said.product)
    text = "\n".join(said.emails)
    return 201, invite_all(text, role=said.role, product=product, side=said.side, by=request.user)


@invitations.post(
    "/{int:invitation}/sending", response=InviteeOut, operation_id="send_invitation_again", summary="Send it again"
)
def send_invitation_again(request: Request, invitation: int, said: InvitationWayIn) -> Asked:
    """With a new link, for another fourteen days; the old link is dead."""
    found = _found(invitation)
    found.send_again(by=request.user)
    if said.by_hand:
        found.make_link(by=request.user)
    else:
        deliver(found, by=request.user)
    return Asked(found.email, found)


@invitations.delete("/{int:invitation}", response={204: None}, operation_id="withdraw_invitation", summary="Withdraw")
def withdraw_invitation(request: Request, invitation: int) -> tuple[int, None]:
    """Nobody can accept it any more."""
    _found(invitation).withdraw(by=request.user)
    return 204, None


def _found(number: int) -> Invitation:
    found: Invitation = get_object_or_404(Invitation.objects.select_related("product"), pk=number)
    return found
