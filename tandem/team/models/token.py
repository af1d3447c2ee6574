"""API tokens: a program acts with its owner's rights, narrowed by the token's scopes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member

SCOPES = ("read", "write")


@kept(personal=["digest", "last_used_at"])
class Token(models.Model):
    """One token of one member: shown once when made, kept as a hash, expiring after 90 days unless said otherwise."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    secret: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def item(self) -> Item:
        return self.member.item

    @classmethod
    @recorded("made a token", act="hold a token", facts=("name", "scopes", "days"))
    def make(cls, member: Member, name: str, *, scopes: list[str], by: Any, days: int = 90) -> Token:
        """Make a token for oneself. Its secret is on the returned row once and cannot be read again."""
        if by != member and by.pk is not None:
            raise Refused("A token can be made for oneself only.")
        if not scopes or set(scopes) - set(SCOPES):
            raise Refused("Choose what the token may do: read, write or both.")
        secret = "tandem_" + secrets.token_urlsafe(32)
        now = clock.now()
        made = cls.objects.create(
            member=member,
            name=name,
            digest=_digest(secret),
            scopes=scopes,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        made.secret = secret
        return made

    @recorded("ended a token", act="hold a token")
    def end(self, *, by: Any) -> None:
        """End a token at once."""
        self.ended_at = clock.now()
        self.save(update_fields=["ended_at"])

    @classmethod
    def found_by(cls, secret: str) -> Token | None:
        """The living token with this secret, of a member who is still active."""
        living = cls.objects.filter(ended_at=None, expires_at__gt=clock.now(), member__is_active=True)
        return living.select_related("member__item").filter(digest=_digest(secret)).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
