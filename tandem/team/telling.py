"""How members are told by mail: at once, or once a day. It never lies in the outbox for customers."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from procrastinate import RetryStrategy

from tandem.core import clock, mail
from tandem.record.jobs import app
from tandem.record.models import Event, Item
from tandem.record.verbs import on_event
from tandem.team.digesting import Change, Told, due_on, written
from tandem.team.following import followed_by, followers_of, notes_followed_by, who_see
from tandem.team.models import Choices, Digest, Member, Notice, Workspace
from tandem.team.models.product import page_of
from tandem.team.sentences import sentence

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)
MOST = 200
QUIET = (
    "commented", "changed a comment", "took a comment back", "put a comment back", "followed", "stopped following",
    "made a token", "ended a token", "began to send a mail",
)  # fmt: skip

Cover = Callable[[str], str]
_covers: list[Cover] = []


def covering(function: Cover) -> Cover:
    """Register how text is covered for those who may not see personal data: mail passes by no page."""
    _covers.append(function)
    return function


def fit_for(member: Any, text: str) -> str:
    """The text as this member may read it."""
    return text if member.may("see personal data") else covered(text)


def covered(text: str) -> str:
    """The text as everybody may read it."""
    for cover in _covers:
        text = cover(text)
    return text


def set_going(notice: Notice) -> None:
    """Ask the worker to mail it, in the transaction that told it."""
    if notice.way == "mail" and mail.leaves():
        mail_notice.configure(lock=f"notice {notice.pk}").defer(notice=notice.pk)


@app.task(name="team.mail_notice", queue="mail", retry=AGAIN)
def mail_notice(notice: int) -> None:
    """Mail one notice. It is claimed first: asked twice, or again after a kill, it leaves once at most."""
    seen = Notice.objects.filter(pk=notice, way="mail", member__is_active=True)
    found = seen.select_related("member__item", "product").first()
    if found is None or not Notice.objects.visible_to(found.member).filter(pk=notice).exists():
        return
    if not seen.filter(mailed_at=None).update(mailed_at=clock.now()):
        return
    text = fit_for(found.member, found.text)
    body = f"{text}.\n\n{settings.TANDEM_URL}{found.url}\n\nChoose what you are told: {settings.TANDEM_URL}/me/notices"
    try:
        _send(found.member, text, body, identity=f"notice-{notice}-{int(found.at.timestamp())}")
    except (smtplib.SMTPException, OSError):
        seen.update(mailed_at=None)
        raise


@app.periodic(cron="*/10 * * * *")
@app.task(name="team.write_digests", queue="mail", queueing_lock="team.write_digests", pass_context=False)
def write_digests(timestamp: int) -> None:
    """Send the day's digest to everyone whose hour has come and who has none of today."""
    if not mail.leaves():
        return
    now, usual = clock.now(), Workspace.current().time_zone
    chosen = {row.member_id: row for row in Choices.objects.all()}
    for member in Member.objects.active().select_related("item").order_by("pk").iterator():
        choices = chosen.get(member.pk) or Choices(member=member)
        if day := due_on(now, choices.zone(usual), choices.digest_hour):
            send_digest(member, choices, day, now)


def send_digest(member: Member, choices: Choices, day: Any, now: datetime) -> bool:
    """Claim the day, then send: a worker that is killed in between sends none a second time, and what it did not tell
    comes with the next day's. Says whether one was sent.
    """
    since = _since(member, now)
    digest, is_new = Digest.objects.get_or_create(member=member, day=day, defaults={"made_at": now})
    if not is_new:
        return False
    notices = list(Notice.objects.visible_to(member).filter(way="digest", mailed_at=None).order_by("at")[:MOST])
    changes = changes_for(member, since, now) if choices.change == "digest" else []
    if not notices and not changes:
        _keep(digest, [], 0)
        return False
    told = [Told(notice.text, notice.url) for notice in notices]
    subject, body = written(member.title, told, changes, settings.TANDEM_URL)
    try:
        _send(member, fit_for(member, subject), fit_for(member, body), identity=f"digest-{digest.pk}")
    except (smtplib.SMTPException, OSError):
        digest.delete()  # the server took nothing: the next round tries again
        return False
    _keep(digest, notices, len(told) + len(changes))
    return True


@transaction.atomic
def _keep(digest: Digest, notices: list[Notice], told: int) -> None:
    digest.told = told
    digest.save(update_fields=["told"])
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=clock.now())


def _since(member: Member, now: datetime) -> datetime:
    """From the last digest that was finished; at first, and after a long silence, from a day or a week ago."""
    last = Digest.objects.filter(member=member).exclude(told=None).order_by("-day").first()
    return max(last.made_at, now - timedelta(days=7)) if last else now - timedelta(days=1)


def changes_for(member: Any, since: datetime, until: datetime) -> list[Change]:
    """What others did to the things a member follows, the latest first, one line for each thing."""
    seen, (notes, unwanted) = Item.objects.visible_to(member), notes_followed_by(member)
    told = Q(item__in=seen.filter(followed_by(member)))
    if notes:
        told |= Q(item__in=seen.filter(pk__in=set(notes.values())), facts__of_note__in=list(notes))
    done = Event.objects.filter(told, at__gt=since, at__lte=until, within=None)
    done = done.exclude(by=member.pk).exclude(verb__in=QUIET).select_related("item", "by").newest_first()[:MOST]
    lines: dict[str, list[Event]] = {}
    for event in done:
        note = event.facts.get("of_note")
        if event.item and note not in unwanted:
            lines.setdefault(_page(event.item, note if note in notes else None), []).append(event)
    return [_change(events, url) for url, events in lines.items()]


def _page(item: Item, note: int | None) -> str:
    return page_of(item) if note is None else f"/notes/{note}"


def _change(events: list[Event], url: str) -> Change:
    item = events[0].item
    assert item is not None
    done = dict.fromkeys((event.by.title if event.by else "the console", event.verb) for event in events)
    named = f"a note from {item.title}" if url.startswith("/notes/") else f"{item.mark} {item.title}"
    return Change(named, tuple(done), url)


def _send(member: Member, subject: str, body: str, *, identity: str) -> None:
    mail.message((member.title, member.email), subject, body, identity=identity).send()


@on_event
def tell_of_change(event: Event) -> None:
    """At once, those who follow a thing and chose so; the others find it in their digest."""
    at_once = Choices.objects.filter(change__in=("app", "mail"), member__is_active=True)
    if event.item is None or event.within_id or event.verb in QUIET or not at_once.exists():
        return
    item, note = event.item, event.facts.get("of_note")
    choosers = set(at_once.values_list("member", flat=True)) & followers_of(item, note) - {event.by_id}
    who = event.by.title if event.by else "The console"
    text = sentence(who, event.verb, f"{item.mark} {item.title}")
    product = item if item.kind == "product" else item.product
    tell = partial(Notice.tell, text=text, url=_page(item, note), product=product, happening="change")
    for member in who_see(item, choosers):
        tell(member)
