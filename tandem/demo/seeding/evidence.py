"""What customers said: companies and contacts, notes as they were imported, marked words, and themes."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any

from tandem.core import files
from tandem.demo.cast import Cast
from tandem.demo.seeding.themes import place_by_hand, read_themes
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, rows, table
from tandem.evidence.discovery import catch_up
from tandem.evidence.models import Company, Import, Note, SavedSearch, Segment, Source, TargetMarket

KNOWN, MARKET_DEFINED, ENTERED_TWICE, THEMES_READ = 350, 230, 9, 1
EVERY = {"interview": 1, "ticket": 28}
EVERY_OTHER, EVERY_AT_PAYDESK = 42, 84
FORMS = {
    "ticket": "ticket",
    "call": "call",
    "review": "review",
    "survey": "nps",
    "post": "forum",
    "interview": "interview",
}
HEADS = ["external_id", "created_at", "author_name", "author_email", "company", "title", "body", "rating"]
BEST = {"nps_0_10": 10, "stars_1_5": 5}
KEEPERS = {"Support tickets": "bea", "App reviews": "hugo", "NPS survey": "hugo", "Community forum": "kenji"}
SEARCHES_SAVED = 30
SEARCHES = [
    ("Bank feed, unhappy", "q=bank+feed&nps=detractors", "ada"),
    ("One star, lately", "stars=1&days=90", "luis"),
]
MARKERS = {"problem": "ada", "feature": "salma", "competitor": "luis", "quote": "luis"}


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Companies once, notes in the rhythm of their sources, themes at the end."""
    timeline.on(KNOWN, _import_companies, cast)
    timeline.on(KNOWN, _note_contacts, cast)
    for row in table("charter")["target_market"]:
        timeline.on(MARKET_DEFINED, _define_market, cast, row)
    timeline.on(MARKET_DEFINED, _define_segments, cast)
    timeline.on(ENTERED_TWICE, _enter_one_twice, cast)
    notes = rows("notes_*.jsonl")
    for row in notes:
        if row["kind"] == "interview":
            timeline.on(row["days_ago"], _note_interview, cast, row)
    for (days_ago, product, source), batch in sorted(_batches(notes).items(), reverse=True):
        timeline.on(days_ago, _import_notes, cast, product, source, batch)
    for product in ("ledgerly", "paydesk"):
        timeline.on(THEMES_READ, read_themes, cast, product)
        timeline.on(0, lambda key: catch_up(cast.product(key)), product)
    timeline.on(0, place_by_hand, cast)
    for name, asked, who in SEARCHES:
        timeline.on(SEARCHES_SAVED, _save_search, cast, name, asked, who)


def schedule_marks(timeline: Timeline, cast: Cast) -> None:
    """Words are marked once their note has come in and what they speak of is there."""
    arrived = {row["id"]: arrives(row) for row in rows("notes_*.jsonl")}
    opened = _opened()
    for row in rows("highlights.jsonl"):
        days_ago = min(arrived[row["note"]], opened.get((row["about_kind"], row["about"]), KNOWN))
        timeline.on(days_ago, _mark, cast, row)


def _batches(notes: list[Row]) -> dict[tuple[int, str, str], list[Row]]:
    found: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for row in notes:
        if row["kind"] != "interview":
            found[arrives(row), row["product"], row["source"]].append(row)
    return found


def arrives(row: Row) -> int:
    """How many days ago a note came in: with the next file of its source; an interview is written down the same day."""
    every = EVERY.get(row["kind"], EVERY_OTHER)
    if row["product"] == "paydesk" and every > 1:
        every = EVERY_AT_PAYDESK
    days: int = row["days_ago"] // every * every
    return days


def _opened() -> dict[tuple[str, str], int]:
    definition, messaging = table("definition"), table("messaging")
    days = {("problem", row["key"]): row["opened_days_ago"] for row in definition["problem"]}
    days |= {("feature", row["key"]): row["opened_days_ago"] for row in definition["feature"]}
    return days | {("competitor", row["key"]): row["entered_days_ago"] for row in messaging["competitor"]}


def _import_companies(cast: Cast) -> None:
    listed = rows("companies.jsonl")
    heads = [
        "name",
        "domains",
        "country",
        "employees",
        "industry",
        "segment",
        "plan",
        "arr",
        "currency",
        "life_cycle",
        "crm_id",
    ]
    cells = [[_cell(row, head) for head in heads] for row in listed]
    rates = {row["currency"]: str(row["rate"]) for row in listed if "rate" in row}
    bring(cast, None, "companies.csv", "companies", heads, cells, by="owen", rates=rates, currency="USD")
    by_crm = {company.crm_id: company for company in Company.objects.select_related("item")}
    for row in listed:
        cast.keep("company", row["key"], by_crm[row["crm_id"]])


def _cell(row: Row, head: str) -> str:
    if head == "arr":
        return str(row.get("original", row["arr"]))
    return ",".join(row["domains"]) if head == "domains" else str(row[head] or "")


def _note_contacts(cast: Cast) -> None:
    for row in rows("contacts.jsonl"):
        company = cast.the("company", row["company"])
        made = company.add_contact(row["name"], email=row["email"], role=row["role"], by=cast.member("owen"))
        cast.keep("contact", row["key"], made)


def _enter_one_twice(cast: Cast) -> None:
    """A firm that somebody entered by hand although it was there: for people to find and merge."""
    again = Company.open(
        "Juniper Legal LLP", by=cast.member("bea"), domains=["juniper-legal.example"], life_cycle="prospect"
    )
    again.add_contact("Noor Haddad", email="noor@juniper-legal.example", role="Office manager", by=cast.member("bea"))
    cast.keep("company", "juniper again", again)


def _define_market(cast: Cast, row: Row) -> None:
    people = {"field": "employees", "is": "between", "value": [row["employees_from"], row["employees_to"]]}
    trades = {"field": "industry", "is": "in", "value": row["industries"]}
    product = cast.product(row["product"])
    market = TargetMarket.define(product, row["sentence"], [people, trades], by=cast.owner(row["product"], "pm"))
    cast.keep("market", row["key"], market)


def _define_segments(cast: Cast) -> None:
    """Two parts of the companies that the team looks at by themselves."""
    worth = {"field": "arr", "is": "at least", "value": [30000]}
    customers = {"field": "life_cycle", "is": "in", "value": ["customer"]}
    abroad = {"field": "country", "is": "in", "value": ["GB", "FR", "DE"]}
    rules: dict[str, list[dict[str, Any]]] = {"Large customers": [customers, worth], "Europe": [abroad]}
    for name, rule in rules.items():
        cast.keep("segment", name, Segment.define(name, rule, by=cast.member("owen")))


def _note_interview(cast: Cast, row: Row) -> None:
    contact, by = cast.the("contact", row["author"]), cast.member(row.get("recorded_by", "ada"))
    source = source_of(cast, row["product"], row["source"], row["kind"])
    note = Note.add(
        cast.product(row["product"]),
        row["text"],
        source=source,
        author_name=contact.name,
        author_email=contact.email,
        company=cast.the("company", row["company"]),
        also=cast.all("company", row.get("also", [])),
        title=row.get("title", ""),
        with_pm=row.get("with_pm", False),
        by=by,
    )
    cast.keep("note", row["id"], note)


def _import_notes(cast: Cast, product: str, source: str, batch: list[Row]) -> None:
    origin = source_of(cast, product, source, batch[0]["kind"])
    cells = [_note_cells(cast, row, place) for place, row in enumerate(batch)]
    name = f"{source.lower().replace(' ', '-')}.csv"
    bring(cast, product, name, "notes", HEADS, cells, by=KEEPERS.get(source, "owen"), source=origin)
    found = Note.objects.filter(source=origin, external_id__in=[row["id"] for row in batch])
    for note in found.select_related("source__item"):
        cast.keep("note", note.external_id, note)


def _note_cells(cast: Cast, row: Row, place: int) -> list[str]:
    contact = cast.the("contact", row["author"]) if row["company"] else None
    company = cast.the("company", row["company"]).title if row["company"] else ""
    who = [contact.name, contact.email] if contact else [row["author"], ""]
    rating = f"{row['rating']}/{BEST[row['rating_scale']]}" if "rating" in row else ""
    said = cast.timeline.said_at(row["days_ago"], place).isoformat()
    return [row["id"], said, *who, company, row.get("title", ""), row["text"], rating]


def source_of(cast: Cast, product: str, name: str, kind: str) -> Source:
    """The source of this name, opened when its first note comes in."""
    key = f"{product} {name}"
    if not cast.has("source", key):
        cast.keep("source", key, Source.open(cast.product(product), name, form=FORMS[kind], by=cast.member("owen")))
    found: Source = cast.the("source", key)
    return found


def bring(
    cast: Cast,
    product: str | None,
    name: str,
    target: str,
    heads: list[str],
    cells: list[list[str]],
    *,
    by: str,
    source: Source | None = None,
    **answers: Any,
) -> Import:
    """Import a file as a person would, here and now. A row given back is a mistake in the files."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heads, *cells])
    kept = files.store([text.getvalue().encode()], name=name, content_type="text/csv")
    member = cast.member(by)
    brought = Import.open(cast.product(product) if product else None, kept, target=target, source=source, by=member)
    brought.map({head: place for place, head in enumerate(heads)}, by=member, **answers)
    brought.run(by=member)
    assert brought.rejected == 0, f"{name}: {brought.rejected} rows were given back"
    return brought


def _save_search(cast: Cast, name: str, asked: str, who: str) -> None:
    SavedSearch.keep(cast.product("ledgerly"), name, asked=asked, shared=True, alert="daily", by=cast.member(who))


def _mark(cast: Cast, row: Row) -> None:
    note = cast.the("note", row["note"])
    start = note.body.index(row["words"])
    about = cast.item(row["about_kind"], row["about"]) if row["about"] else None
    made = note.highlight(
        start,
        start + len(row["words"]),
        about=about,
        feeling=row["feeling"] or "",
        consent=row["consent"] or "",
        by=_marker(cast, row),
    )
    cast.keep("highlight", row["key"], made)


def _marker(cast: Cast, row: Row) -> Any:
    return cast.member("tomas" if row["note"].startswith("P-") else MARKERS[row["about_kind"]])
