"""Webhooks: messages to a channel of a chat, for the workspace or for one product. The address is a secret."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from tandem.core import clock, outbound
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.channel_text import BY_KEY, plain
from tandem.team.models.member import Member
from tandem.team.models.notice import Notice
from tandem.team.models.product import Product
from tandem.team.models.workspace import Workspace

PATIENCE, MOST_FAILURES = timedelta(hours=1), 50  # without one message taken; then it is switched off
MOST_TRIES = 9
STATES = [("waiting", "Waits"), ("sent", "Sent"), ("failed", "Not sent"), ("withheld", "Withheld")]


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Webhooks, which administrators see."""

    def visible_to(self, member: Any) -> Self:
        return self if member.may("administer") else self.none()

    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def listening(self) -> Self:
        return self.standing().filter(off_at=None)


@kept(personal=["address", "failing_since", "failures", "error"])
class Webhook(models.Model):
    """One channel and what it is told of. Without a product it hears of every product that is not restricted."""

    draft_act: ClassVar[str] = "administer"

    name = models.CharField(max_length=80)
    address = models.TextField()
    inside = models.BooleanField(default=False)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    events = ArrayField(models.CharField(max_length=20))
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, default="", blank=True)
    off_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = WebhookQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def item(self) -> Item:
        """Its place in the record is the product's, or the workspace's."""
        return self.product.item if self.product else Workspace.current().item

    @property
    def masked(self) -> str:
        """As much of the address as tells it apart."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.hostname}/…{self.address[-4:]}" if self.address else ""

    @property
    def events_said(self) -> list[str]:
        return [BY_KEY[key].label for key in self.events if key in BY_KEY]

    @property
    def is_given_up(self) -> bool:
        """Whether nothing was taken for so long, or so many times in a row, that trying on helps nobody."""
        if self.failing_since is None:
            return False
        return clock.now() - self.failing_since >= PATIENCE or self.failures >= MOST_FAILURES

    @classmethod
    @recorded("added a webhook", act="administer", facts=("name", "events"))
    def add(
        cls, name: str, address: str, *, events: Sequence[str], by: Any, product: Product | None = None,
        inside: bool = False,
    ) -> Webhook:  # fmt: skip
        """Tell a channel of what happens. Nobody reads the address again. `remove` undoes it."""
        outbound.checked(address, inside=inside)
        if not name.strip():
            raise Refused("Give it a name, such as that of the channel.")
        said = {"name": name.strip()[:80], "address": address, "inside": inside, "product": product}
        return cls.objects.create(**said, events=_known(events), by=by, made_at=clock.now())

    @recorded("chose what a webhook tells", act="administer", facts=("events",))
    def choose(self, events: Sequence[str], *, by: Any) -> None:
        """Which things that happen are told from now on."""
        self.events = _known(events)
        self.save(update_fields=["events"])

    @recorded("switched a webhook off", act="administer")
    def switch_off(self, *, by: Any, because: str = "") -> None:
        """Nothing is told until it is switched on again. Whoever added it and whoever administers is told, where Tandem
        did it by itself.
        """
        self.off_at = self.off_at or clock.now()
        self.save(update_fields=["off_at"])
        if by.pk is None:
            self._tell_of_silence()

    @recorded("switched a webhook on", act="administer")
    def switch_on(self, *, by: Any) -> None:
        """Tell again what happens from now on; what happened meanwhile is not told. The inverse of switching off."""
        self._refuse_removed()
        self.off_at, self.failing_since, self.failures, self.error = None, None, 0, ""
        self.save(update_fields=["off_at", "failing_since", "failures", "error"])

    @recorded("removed a webhook", act="administer")
    def remove(self, *, by: Any) -> None:
        """Take it away for good; its address is forgotten, what it told stays in the log."""
        self.removed_at, self.address = clock.now(), ""
        self.save(update_fields=["removed_at", "address"])

    @recorded("tried a webhook out", act="administer")
    def try_out(self, *, by: Any) -> WebhookMessage:
        """Write a message that says who tries it."""
        self._refuse_removed()
        return WebhookMessage.objects.create(webhook=self, text=f"{by} tries out Tandem's messages.", at=clock.now())

    @transaction.atomic
    def note(self, message: WebhookMessage, error: str, *, by: Any) -> None:
        """A message was taken, or not and why; that is no event. Where none was for long, it is switched off."""
        message.become(error)
        self.error, self.failures = error[:300], self.failures + 1 if error else 0
        self.failing_since = (self.failing_since or clock.now()) if error else None
        self.save(update_fields=["failing_since", "failures", "error"])
        if self.off_at is None and self.is_given_up:
            self.switch_off(by=by, because=error)

    def _refuse_removed(self) -> None:
        if self.removed_at:
            raise Refused("This webhook was removed; add it again.")

    def _tell_of_silence(self) -> None:
        text = f"Messages to {self} do not arrive, and were switched off: {self.error}"
        of, url = self.product.item if self.product else None, f"/webhooks/{self.pk}"
        for member in Member.objects.active().filter(models.Q(role="administrator") | models.Q(pk=self.by_id)):
            Notice.tell(member, text, url, product=of, happening="input")


class WebhookMessage(models.Model):
    """One sentence to one channel, and what became of it. `event` is what it tells: of one event there is one."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages")
    event = models.UUIDField(null=True)
    product = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=10, default="waiting", choices=STATES)
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "event"], name="one_message_an_event")]
        indexes = [models.Index(fields=["webhook", "-at", "-id"], name="webhook_message_newest")]

    def __str__(self) -> str:
        return self.text

    @property
    def reads(self) -> str:
        return plain(self.text)

    def become(self, error: str) -> None:
        """What one more try came to."""
        self.tries += 1
        self.error, self.sent_at = error[:300], None if error else clock.now()
        self.state = "sent" if not error else "waiting" if self.tries < MOST_TRIES else "failed"
        self.save()


def _known(events: Sequence[str]) -> list[str]:
    if not events or set(events) - set(BY_KEY):
        raise Refused("Choose at least one of the things that can be told.")
    return [key for key in BY_KEY if key in events]
