"""Invitations: an administrator asks somebody to join; whoever holds the link takes the place that was prepared."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import SIDES, Product
from tandem.team.models.workspace import Workspace
from tandem.team.permissions import ROLES

LASTS = timedelta(days=14)
USED = "This invitation was accepted already; sign in with the e-mail and the password you chose."
WITHDRAWN = "This invitation was withdrawn; ask an administrator for another."
EXPIRED = "This invitation has expired; ask an administrator to send it again."
UNKNOWN = "This link is not complete, or a newer one took its place; use the newest mail, or ask for another."
ORPHANED = "Whoever invited you is no longer an administrator; ask for another invitation."


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, listed for those who may invite."""

    def visible_to(self, member: Any) -> Self:
        return self if member.may("administer") else self.none()

    def standing(self) -> Self:
        """Neither accepted nor withdrawn; what has expired can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitee:
    """Whoever holds the link of an invitation. May accept it, and is a member from then on."""

    pk: int | None = None
    title = "Somebody who was invited"

    def may(self, act: str, about: Any = None) -> bool:
        return act == "accept an invitation"


@kept(personal=["email", "digest", "error"])
class Invitation(models.Model):
    """One person asked to join by e-mail, with the role and perhaps the seat they will have.

    Only the hash of the link's secret is kept: the link is shown or mailed when it is made, and cannot be read again.
    """

    draft_act: ClassVar[str] = "administer"

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=14, choices=[(role, role) for role in ROLES])
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    side = models.CharField(max_length=3, choices=SIDES, default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="invitations")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True, null=True)
    mailed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, default="", blank=True)
    accepted_at = models.DateTimeField(null=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    secret: str = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_standing_invitation",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def item(self) -> Item:
        """Its place in the record is the workspace's: who joins a company is no secret of a product."""
        return Workspace.current().item

    @property
    def link(self) -> str:
        """Where it is accepted; empty unless it was made just now."""
        return f"{settings.TANDEM_URL}/join/{self.secret}" if self.secret else ""

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= clock.now()

    @property
    def why_dead(self) -> str:
        """Why nobody can accept it any more, in one sentence; empty while somebody can."""
        if self.accepted_at:
            return USED
        if self.withdrawn_at:
            return WITHDRAWN
        if self.has_expired:
            return EXPIRED
        return "" if self.by.may("administer") else ORPHANED

    @classmethod
    @recorded("invited somebody", act="administer", facts=("role", "side"))
    def invite(
        cls, email: str, *, by: Any, role: str = "contributor", product: Any = None, side: str = ""
    ) -> Invitation:
        """Ask one person to join. An address that belongs to a member, or is invited already, is refused."""
        address = email.strip().lower()
        if role not in ROLES:
            raise Refused("That is no role that Tandem knows.")
        if bool(product) != bool(side) or side not in ("", *dict(SIDES)):
            raise Refused("A seat needs both: the product, and which side of it.")
        _refuse_member(address)
        now = clock.now()
        said = {"email": address, "role": role, "product": product, "side": side}
        try:
            with transaction.atomic():
                return cls.objects.create(**said, by=by, made_at=now, expires_at=now + LASTS)
        except IntegrityError:
            raise Refused(f"{address} is invited already; send that invitation again, or withdraw it.") from None

    @recorded("sent an invitation again", act="administer")
    def send_again(self, *, by: Any) -> None:
        """Let it stand for another fourteen days, from whoever sends it now; the link it had is dead."""
        self._refuse_ended()
        self.by, self.expires_at = by, clock.now() + LASTS
        self.digest, self.mailed_at, self.error = None, None, ""
        self.save()

    @recorded("made the link of an invitation", act="administer")
    def make_link(self, *, by: Any) -> None:
        """A new link, readable on this row once; the one before it is dead."""
        self._refuse_ended()
        self.secret = secrets.token_urlsafe(32)
        self.digest = _digest(self.secret)
        self.save(update_fields=["digest"])

    @recorded("withdrew an invitation", act="administer")
    def withdraw(self, *, by: Any) -> None:
        """Nobody can accept it any more. Inviting the address again is the way back."""
        self._refuse_ended()
        self.withdrawn_at = clock.now()
        self.save(update_fields=["withdrawn_at"])

    @recorded("noted that an invitation did not arrive", act="administer")
    def bounce(self, said: str, *, by: Any) -> None:
        """The mail server did not take it: the page says so, and its link can be given by hand."""
        self.mailed_at, self.error = None, said[:300]
        self.save(update_fields=["mailed_at", "error"])

    @recorded("accepted an invitation", act="accept an invitation")
    def accept(self, name: str, *, password: str, by: Invitee) -> Member:
        """Join under a name and a password of one's own. Of two who press at once, one joins."""
        locked = Invitation.objects.select_for_update(of=("self",)).select_related("by__item").get(pk=self.pk)
        if why := locked.why_dead:
            raise Refused(why)
        member = Member.join(name, email=locked.email, role=locked.role, password=password, by=locked.by)
        by.pk = member.pk
        if locked.product:
            locked.product.put_in_charge(member, locked.side, by=locked.by, because="Invited for this seat")
        self.accepted_at, self.member = clock.now(), member
        self.save(update_fields=["accepted_at", "member"])
        return member

    @classmethod
    def found_by(cls, secret: str) -> Invitation | None:
        """The invitation whose newest link has this secret, whatever became of it."""
        found = cls.objects.select_related("by__item", "product__item").filter(digest=_digest(secret))
        return found.first()

    def _refuse_ended(self) -> None:
        now = Invitation.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if now.accepted_at or now.withdrawn_at:
            raise Refused(f"{self.email} has joined already." if now.accepted_at else WITHDRAWN)


def _refuse_member(address: str) -> None:
    if found := Member.objects.filter(email__iexact=address).first():
        way = "already belongs to a member" if found.is_active else f"belongs to {found}, who left: let them back in"
        raise Refused(f"{address} {way}.")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
