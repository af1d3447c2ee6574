"""Deals out of the CRM's export: matched by CRM id, with their company, their money and how they ended."""

from __future__ import annotations

from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.importing import items
from tandem.evidence.importing.matching import Companies
from tandem.evidence.importing.undoing import retire_unlinked
from tandem.evidence.importing.worth import Rates
from tandem.evidence.models import Import
from tandem.evidence.targets import Chunk, Record, Tally, Undone, register
from tandem.messaging.models import Deal

LIMITS = {"stage": 60, "competitor": 120, "owner": 120}
ENDINGS = {
    "won": ("won", "true", "yes", "1", "closed won", "closedwon", "gewonnen"),
    "lost": ("lost", "closed lost", "closedlost", "verloren"),
    "no decision": ("no decision", "stalled"),
    "disqualified": ("disqualified", "unqualified"),
}
OUTCOMES = {word: outcome for outcome, words in ENDINGS.items() for word in words}
Row = tuple[Record, str, dict[str, Any]]


def identity(record: Record) -> str:
    """The CRM id; without one the name, the company and the day it was opened."""
    said = record.values
    if said.get("crm_id"):
        return str(said["crm_id"])
    opened = said.get("created_at")
    return f"{_words(said['name'])}\n{_words(said.get('company'))}\n{opened.date() if opened else ''}".lower()


def write(chunk: Chunk) -> Tally:
    """Create the deals nobody knows and bring the others up to date; a company nobody knows gives the row back."""
    tally = Tally()
    companies = Companies.of({_words(record.values.get("company")) for record in chunk.records})
    rows = _readable(chunk, companies, tally)
    known = _known(chunk, rows)
    back = items.restore_taken_back(known.values(), chunk.brought)
    new = [(name, {**facts, "imported": chunk.brought}) for record, name, facts in rows if record.number not in known]
    tally.created += len(items.make(Deal, new, chunk.brought, product=chunk.product)) + len(back)
    said = [
        (known[record.number], record, {**facts, "title": name})
        for record, name, facts in rows
        if record.number in known
    ]
    items.bring_up_to_date(chunk.brought, said, back, tally, beside=items.nothing_beside)
    return tally


def undo(brought: Import) -> Undone:
    """Retire the deals that nothing rests on: no request, no sales asset, no link."""
    return retire_unlinked(Deal.objects.filter(imported=brought))


def outcome_of(outcome: str, stage: str) -> str:
    """How a deal ended, in the words of its outcome column, else of its stage; still open where neither says."""
    for text in (outcome, stage):
        words = text.strip().lower()
        if words in OUTCOMES:
            return OUTCOMES[words]
        for ending in ("lost", "won", "no decision", "disqualified"):
            if ending in words.replace("-", " ").replace("_", " ").split() or (" " in ending and ending in words):
                return ending
    return "open"


def _readable(chunk: Chunk, companies: Companies, tally: Tally) -> list[Row]:
    rates, rows = Rates(chunk.brought.mapping), []
    for record in chunk.records:
        try:
            rows.append(_row(record, companies, rates))
        except Refused as no:
            tally.reject(record, no.sentence)
    return rows


def _row(record: Record, companies: Companies, rates: Rates) -> Row:
    said = record.values
    if not _words(said["name"]):
        raise Refused("Name: the row has none.")
    facts: dict[str, Any] = {field: _short(field, said[field], most) for field, most in LIMITS.items() if field in said}
    if said.get("crm_id"):
        facts["crm_id"] = _short("crm_id", said["crm_id"], 80)
    if company := _words(said.get("company")):
        facts["company_id"] = companies.named(company)
        if facts["company_id"] is None:
            raise Refused(f"Company: nobody here is called {company[:60]}. Import the companies first.")
    if "reason" in said:
        facts["reason"] = said["reason"]
    if "outcome" in said or "stage" in said:
        facts["outcome"] = outcome_of(said.get("outcome") or "", said.get("stage") or "")
    return record, _words(said["name"]), facts | _days(said) | _worth(said, rates) | {"custom": _beside(record)}


def _days(said: dict[str, Any]) -> dict[str, Any]:
    days = {"opened_on": said.get("created_at"), "closed_on": said.get("close_date")}
    return {name: at.date() for name, at in days.items() if at}


def _worth(said: dict[str, Any], rates: Rates) -> dict[str, Any]:
    if said.get("amount") is None:
        return {}
    worth = rates.worth(said["amount"], said.get("currency") or "")
    return {"amount": worth.amount, "amount_original": worth.original, "currency": worth.currency, "rate": worth.rate}


def _beside(record: Record) -> dict[str, Any]:
    told = {"pipeline": _words(record.values.get("pipeline")), "products": record.values.get("products") or []}
    return {**record.custom, **{name: value for name, value in told.items() if value}}


def _known(chunk: Chunk, rows: list[Row]) -> dict[int, Deal]:
    """The deal each row means, by its number in the file."""
    ids = {facts["crm_id"]: record.number for record, _, facts in rows if facts.get("crm_id")}
    known = {ids[deal.crm_id]: deal for deal in Deal.objects.filter(crm_id__in=ids).select_related("item")}
    unnamed = {(name, f.get("company_id"), f.get("opened_on")): r.number for r, name, f in rows if not f.get("crm_id")}
    if unnamed:
        same = Deal.objects.filter(
            item__product=chunk.product, crm_id="", item__title__in={name for name, *_ in unnamed}
        )
        for deal in same.select_related("item"):
            if number := unnamed.get((deal.title, deal.company_id, deal.opened_on)):
                known[number] = deal
    return known


def _short(field: str, text: str, most: int) -> str:
    bare = _words(text)
    if len(bare) > most:
        raise Refused(f"{field.replace('_', ' ').capitalize()}: at most {most} characters.")
    return bare


def _words(text: Any) -> str:
    return " ".join(str(text or "").split())


register(
    "deals", "Deals", "deal", place=5, identity=identity, write=write, undo=undo, listed="/products/{product}/deals",
)  # fmt: skip
