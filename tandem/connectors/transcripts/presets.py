"""Transcripts: who speaks for the customer is proposed and asked; only the customer's turns are notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from tandem.connectors.making import NOTE, skipped
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import TALKS, BadRow, Question, Row
from tandem.evidence.reading.transcript import loose_name
from tandem.evidence.tables import Tables, text
from tandem.team.models import Member, Product

OUR_LABELS = re.compile(
    r"(interviewer|moderator|facilitator|host|researcher|note ?taker|observer|pm|product manager)\W*\d*$", re.I
)
THEIR_LABELS = re.compile(r"(interviewee|participant|respondent|customer|client|guest|user|p)\W*\d*$", re.I)
ROLES = (
    ("customer", "Speaks for the customer"),
    ("ours", "One of us"),
    ("pm", "Our product manager"),
    ("nobody", "Neither: leave it out"),
)
OURS = ("ours", "pm")
NOBODY = "(no name)"
MOST_SPEAKERS = 30
LONGEST_BEFORE = 2_000


def notes(tables: Tables) -> Made:
    """A note for each turn of a customer, with what we asked before it and where in the document it stands."""
    roles, times = _roles(tables), Counter[str]()
    asked: list[str] = []
    for row, cells in tables.rows():
        speaker, body = text(cells, "speaker"), text(cells, "text")
        role = roles.get(loose_name(speaker), "customer")
        if isinstance(row, BadRow) or role != "customer":
            if role in OURS:
                asked.append(f"{speaker}: {body}")
            yield skipped(row, "It is our side that speaks.")
            continue
        words = sha256(f"{loose_name(speaker)}\x1f{' '.join(body.split()).casefold()}".encode()).hexdigest()[:16]
        times[words] += 1
        yield Row(
            row.number, {**_turn(tables, cells, asked), "external_id": f"{_session(tables)}#{words}.{times[words]}"}
        )
        asked.clear()


def asks(tables: Tables, product: Any) -> list[Question]:
    """Who each speaker is, for which company the customers speak, which session it was and when."""
    spoken: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for _, cells in tables.rows():
        name = text(cells, "speaker")
        shown.setdefault(loose_name(name), name or NOBODY)
        spoken[loose_name(name)] += 1
    ours, manager = _our_people(product)
    speakers = [
        Question(
            "answer",
            _who(shown[name], times),
            ROLES,
            None,
            f"speaker {shown[name]}",
            role_of(shown[name], ours, manager),
        )
        for name, times in spoken.most_common(MOST_SPEAKERS)
    ]
    return [*speakers, *_about_session(tables)]


def role_of(label: str, ours: set[str], manager: str) -> str:
    """What a speaker is likely to be by label or name; nothing where somebody must say it."""
    name = loose_name(label)
    if name and name == manager:
        return "pm"
    if name in ours or OUR_LABELS.match(label):
        return "ours"
    return "customer" if THEIR_LABELS.match(label) else ""


def _about_session(tables: Tables) -> Iterator[Question]:
    stem = PurePosixPath(tables.name or tables.path.name).stem
    yield Question("answer", "What is this session called?", (), None, "session", stem[:100])
    yield Question("answer", "For which company do the customers speak? Its name or domain.", (), None, "company")
    yield Question("answer", "On which day was it, as 2026-03-31?", (), None, "day")


def _who(label: str, times: int) -> str:
    return f"Who is {label}, with {times:,} {'turn' if times == 1 else 'turns'}?"


def _our_people(product: Any) -> tuple[set[str], str]:
    """The names of members as speakers are labelled, and the name of the product's manager."""
    ours = {loose_name(name) for name in Member.objects.values_list("item__title", flat=True)}
    here = Product.objects.filter(pk=product.pk).first() if product else None
    return ours, loose_name(str(here.pm)) if here and here.pm else ""


def _roles(tables: Tables) -> dict[str, str]:
    found = {
        name.removeprefix("speaker "): role for name, role in tables.answers.items() if name.startswith("speaker ")
    }
    return {loose_name("" if name == NOBODY else name): role for name, role in found.items()}


def _session(tables: Tables) -> str:
    return tables.answers.get("session") or PurePosixPath(tables.name).stem[:100]


def _turn(tables: Tables, cells: dict[str, Any], asked: list[str]) -> dict[str, Any]:
    """The fields of a turn, the pointer back into the document, and whether the product's manager took part."""
    session, start, end = _session(tables), text(cells, "start"), text(cells, "end")
    said = {
        "body": text(cells, "text"),
        "title": session,
        "thread_id": session,
        "author_name": text(cells, "speaker"),
        "company": tables.answers.get("company", ""),
        "created_at": tables.answers.get("day", ""),
        "with_pm": "yes" if "pm" in tables.answers.values() else "",
        "document": tables.name,
        "characters": f"{text(cells, 'from')} to {text(cells, 'to')}",
        "time": f"{start} to {end}" if start else "",
        "before it": "\n".join(asked)[-LONGEST_BEFORE:],
    }
    return {name: value for name, value in said.items() if value}


register(
    Preset(
        "transcripts_session",
        "Interview or call transcript",
        "notes",
        "Text with a label before each turn, WebVTT or SubRip; one document is one session. Turns of one speaker "
        "in a row are joined, each of a customer's is a note, and what we asked before is kept beside it and never "
        "counted. Every note says where in the document it stands. Who is a customer is proposed from labels and "
        "the names of members, and asked where that says nothing.",
        needs=("speaker", "text"),
        knows=("start", "end", "from", "to"),
        formats=TALKS,
        makes=notes,
        asks=asks,
        gives=(*NOTE, "with_pm"),
        form="interview",
    )
)
