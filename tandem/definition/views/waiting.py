"""Who still waits for a word, by age; notes that nobody looked at; and replies as files."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from tempfile import TemporaryDirectory
from typing import Any

from django.http import HttpResponse

from tandem.core import mail
from tandem.core.htmx import page
from tandem.core.paging import Keyset, Page
from tandem.definition.asked import Asker, Became, became_of, place_of, waiting_for_word
from tandem.definition.models import Reply
from tandem.definition.replying import is_late
from tandem.definition.views.acting import product_named
from tandem.definition.views.lists import frame
from tandem.definition.views.replies import found, noun_of
from tandem.evidence.models import Company, Note
from tandem.team.models import Member, Workspace
from tandem.team.request import Request
from tandem.ui.sheets import csv_file

SIZE = 50
HEADS = ["Person", "E-mail", "Company", "Asked on", "State", "Told on", "Their words", "Subject", "Text", "Note"]


def replies(request: Request, product: str) -> HttpResponse:
    """Everyone who asked for what shipped or was declined and was told nothing, the oldest first."""
    of = product_named(request, product)
    became, chosen = {one.item.pk: one for one in became_of(of)}, _chosen(request)
    waiting = waiting_for_word(
        list(became.values()), after=request.GET.get("after", ""), limit=SIZE + 1, **_narrowed(chosen)
    )
    today, limits = Workspace.current().today, Workspace.current().thresholds
    rows = [_row(one, became[one.target], today, limits.answer_days) for one in waiting[:SIZE]]
    context = {
        **frame(of, "replies"),
        "rows": rows,
        "page": Page[Any](rows, place_of(waiting[SIZE - 1]) if len(waiting) > SIZE else None),
        "days": limits.answer_days,
        "chosen": chosen,
        "drafters": Member.objects.active().order_by("item__title")[:200],
        "currency": Workspace.current().currency,
    }
    return page(request, "definition/waiting.html", context)


def unread(request: Request, product: str) -> HttpResponse:
    """Notes that nobody marked, linked, dismissed or worked through, the oldest first."""
    of = product_named(request, product)
    never = Note.objects.visible_to(request.user).of(of).filter(state="new", highlights=None).with_speaker()
    listed = Keyset(never, ("said_at", "id"), request.GET.get("after"), SIZE).page()
    return page(request, "definition/unread.html", {**frame(of, "replies"), "page": listed, "rows": listed.rows})


def replies_csv(request: Request, number: int, kind: str) -> HttpResponse:
    """All replies about one thing as a table; a cell that a spreadsheet would run is escaped."""
    noun = noun_of(request, kind, number)
    rows = map(_cells, _replies(request, noun).prefetch_related("notes"))
    return csv_file(f"{noun.mark}-replies.csv", HEADS, rows)


def replies_mbox(request: Request, number: int, kind: str) -> HttpResponse:
    """The replies that are not sent yet as a mailbox, which mail programs open as drafts."""
    noun = noun_of(request, kind, number)
    with TemporaryDirectory() as folder:
        box = mailbox.mbox(f"{folder}/replies")
        for reply in _replies(request, noun).to_send().exclude(email=""):
            if reply.may_be_written_to:
                box.add(mailbox.mboxMessage(_message(reply, request.user)))
        box.flush()
        with open(f"{folder}/replies", "rb") as file:
            content = file.read()
    return _file(content, f"{noun.mark}-replies.mbox", "application/mbox")


def eml(request: Request, number: int) -> HttpResponse:
    """One reply as a file for any mail program."""
    reply = found(request, number)
    return _file(_message(reply, request.user).as_bytes(), f"reply-{reply.pk}.eml", "message/rfc822")


def _replies(request: Request, noun: Any) -> Any:
    return Reply.objects.visible_to(request.user).filter(about=noun.item).with_people().order_by("asked_at", "pk")


def _message(reply: Reply, by: Any) -> EmailMessage:
    to = (reply.name, reply.email)
    made = mail.message(to, reply.subject, reply.body, reply_to=(by.title, by.email), identity=f"reply-{reply.pk}")
    message: EmailMessage = made.message()
    return message


def _cells(reply: Reply) -> list[Any]:
    company, sent = reply.company.title if reply.company else "", reply.sent_at.date() if reply.sent_at else ""
    notes = " ".join(note.url or note.get_absolute_url() for note in reply.notes.all())
    who = [reply.name, reply.email, company, reply.asked_at.date()]
    return [*who, reply.get_state_display(), sent, reply.words, reply.subject, reply.body, notes]


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _row(asker: Asker, became: Became, today: Any, days: int) -> dict[str, Any]:
    return {
        "asker": asker,
        "became": became,
        "url": f"{became.item.get_absolute_url()}/replies",
        "note": f"/notes/{asker.notes[0]}",
        "waits": (today - became.on).days,
        "is_late": is_late(became.on, today, days),
    }


def _chosen(request: Request) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip()[:120] for name in ("company", "arr", "owner")}


def _narrowed(chosen: dict[str, str]) -> dict[str, Any]:
    """What the list is narrowed to; what names nothing leaves nothing, what is not said narrows nothing."""
    named = Company.objects.named(chosen["company"]) if chosen["company"] else None
    return {
        "company": (named.pk if named else 0) if chosen["company"] else None,
        "arr": _number(chosen["arr"]),
        "owner": _member(_number(chosen["owner"])),
    }


def _number(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 16 else None


def _member(number: int | None) -> int | None:
    if number is None:
        return None
    return Member.objects.filter(item__number=number).values_list("pk", flat=True).first() or 0
