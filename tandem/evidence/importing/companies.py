"""Companies out of files: matched by CRM id, then domain, then a name that only one company has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.addresses import plain_domain
from tandem.evidence.importing import items
from tandem.evidence.importing.answers import Answers, take_back
from tandem.evidence.importing.matching import Companies, as_domain
from tandem.evidence.importing.undoing import retire_unlinked
from tandem.evidence.importing.worth import Rates
from tandem.evidence.models import Company, CompanyDomain, Import
from tandem.evidence.reading import values
from tandem.evidence.targets import Chunk, Record, Tally, Undone, register

LIMITS = {"plan": 60, "segment": 60, "industry": 80, "country": 60}
MONTHS = 12
WORDS = {
    "prospect": (
        "prospect lead trial trialing opportunity evaluating subscriber marketingqualifiedlead salesqualifiedlead open"
    ),
    "customer": "customer active paying live current won client no n false 0",
    "former": "former churned cancelled canceled lost inactive ended past expired yes y true 1",
}
LIFE_CYCLE = {word: state for state, said in WORDS.items() for word in said.split()}
Row = tuple[Record, str, dict[str, Any], list[str]]


def identity(record: Record) -> str:
    """The CRM id, else the first domain, else the name."""
    said = record.values
    domains = [d for text in said.get("domains") or [] if (d := as_domain(text))]
    return str(said.get("crm_id") or "") or (domains[0] if domains else " ".join(said["name"].split()).lower())


def write(chunk: Chunk) -> Tally:
    """Create those nobody knows, bring the known up to date; fields that are not mapped stay as they are."""
    tally = Tally()
    rows = _readable(chunk, tally)
    known = Companies.of(
        [text for r, name, facts, domains in rows for text in (facts.get("crm_id", ""), name, *domains)], retired=True
    )
    found = [_match(known, name, facts, domains) for _, name, facts, domains in rows]
    loaded = Company.objects.select_related("item").in_bulk([pk for pk in found if pk])
    rows, found = _without_merged(rows, found, known, loaded, tally)
    found = [None if pk and _is_another(loaded[pk], row[2]) else pk for pk, row in zip(found, rows, strict=True)]
    back = items.restore_taken_back(loaded.values(), chunk.brought)
    new = [row for row, pk in zip(rows, found, strict=True) if not pk]
    answers = Answers(chunk, loaded.values())
    _create(chunk.brought, new, tally, answers)
    tally.created += len(back)
    known_rows = [
        (loaded[pk], record, {**facts, "title": name})
        for (record, name, facts, _), pk in zip(rows, found, strict=True)
        if pk
    ]
    beside = lambda company, record: _take_domains(company, record) | answers.take(company, record)  # noqa: E731
    items.bring_up_to_date(chunk.brought, known_rows, back, tally, beside=beside)
    answers.keep()
    return tally


def undo(brought: Import) -> Undone:
    """Retire the companies that nothing rests on yet: no note, contact, deal or problem."""
    take_back(brought)
    undone = retire_unlinked(Company.objects.filter(imported=brought), but=("companydomain",))
    CompanyDomain.objects.filter(company__imported=brought, company__item__retired_at__isnull=False).delete()
    return undone


def _readable(chunk: Chunk, tally: Tally) -> list[Row]:
    rates, rows = Rates(chunk.brought.mapping), []
    for record in chunk.records:
        try:
            rows.append(_row(record, rates))
        except Refused as no:
            tally.reject(record, no.sentence)
    return rows


def _row(record: Record, rates: Rates) -> Row:
    said = record.values
    name = " ".join(said["name"].split())
    if not name:
        raise Refused("Name: the row has none.")
    facts: dict[str, Any] = {field: _short(field, said[field], most) for field, most in LIMITS.items() if field in said}
    if said.get("crm_id"):
        facts["crm_id"] = _short("crm_id", said["crm_id"], 80)
    if said.get("employees") is not None:
        facts["employees"] = _people(said["employees"])
    if said.get("renewal_date"):
        facts["renewal_on"] = said["renewal_date"].date()
    if state := (said.get("life_cycle") or "").strip():
        facts["life_cycle"] = _life_cycle(state)
    return record, name, facts | _worth(said, rates) | {"custom": record.custom}, _domains(said)


def _worth(said: dict[str, Any], rates: Rates) -> dict[str, Any]:
    """Yearly revenue; a monthly one is taken twelve times."""
    money = said.get("arr")
    if money is None and (monthly := said.get("mrr")) is not None:
        money = values.Money(monthly.amount * MONTHS, monthly.currency)
    if money is None:
        return {}
    if money.amount < Decimal(0):
        raise Refused("ARR: it cannot be negative.")
    worth = rates.worth(money, said.get("currency") or "")
    return {"arr": worth.amount, "arr_original": worth.original, "arr_currency": worth.currency, "arr_rate": worth.rate}


def _domains(said: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(plain_domain(text) for text in said.get("domains") or []))


def _short(field: str, text: str, most: int) -> str:
    bare = " ".join(text.split())
    if len(bare) > most:
        raise Refused(f"{field.replace('_', ' ').capitalize()}: at most {most} characters.")
    return bare


def _people(number: Decimal) -> int:
    if number != int(number) or not 0 <= number < 2**31:
        raise Refused(f"Employees: {number} is not a number of people.")
    return int(number)


def _life_cycle(text: str) -> str:
    state = LIFE_CYCLE.get(text.lower().replace(" ", ""))
    if state is None:
        raise Refused(f"Life cycle: “{text[:40]}” is neither prospect, customer nor former.")
    return state


def _match(known: Companies, name: str, facts: dict[str, Any], domains: list[str]) -> int | None:
    """The CRM id decides; without one, or where nobody has it yet, the domain and then the name."""
    crm_id = facts.get("crm_id", "")
    by_domain = next((known.by_domain[domain] for domain in domains if domain in known.by_domain), None)
    return known.by_crm_id.get(crm_id) or by_domain or known.by_name.get(name.lower())


def _without_merged(
    rows: list[Row], found: list[int | None], known: Companies, loaded: dict[int, Company], tally: Tally
) -> tuple[list[Row], list[int | None]]:
    """A row of a company that was merged into another brings that one its domains, and none of its facts."""
    left, keys = [], []
    for row, pk in zip(rows, found, strict=True):
        if pk and row[2].get("crm_id") in known.merged:
            news = _take_domains(loaded[pk], row[0])
            tally.updated += news
            tally.unchanged += not news
        else:
            left.append(row)
            keys.append(pk)
    return left, keys


def _is_another(company: Company, facts: dict[str, Any]) -> bool:
    """Two CRM ids are two companies, even where they share a domain or a name."""
    return bool(facts.get("crm_id") and company.crm_id and facts["crm_id"] != company.crm_id)


def _create(brought: Import, new: list[Row], tally: Tally, answers: Answers) -> None:
    made = items.make(Company, [(name, {**facts, "imported": brought}) for _, name, facts, _ in new], brought)
    _add_domains([(company.pk, domain) for company, (*_, domains) in zip(made, new, strict=True) for domain in domains])
    for company, (record, *_) in zip(made, new, strict=True):
        answers.take(company, record)
    tally.created += len(made)


def _take_domains(company: Company, record: Record) -> bool:
    return _add_domains([(company.pk, domain) for domain in _domains(record.values)])


def _add_domains(pairs: list[tuple[int, str]]) -> bool:
    """Domains that no company has yet; one that another company has stays there. Whether any was new."""
    taken = set(
        CompanyDomain.objects.filter(domain__in=[domain for _, domain in pairs]).values_list("domain", flat=True)
    )
    fresh = {domain: company for company, domain in reversed(pairs) if domain not in taken}
    CompanyDomain.objects.bulk_create(
        [CompanyDomain(company_id=pk, domain=d) for d, pk in sorted(fresh.items())], batch_size=1000
    )
    return bool(fresh)


register(
    "companies", "Companies", "company", place=1, identity=identity, write=write, undo=undo, listed="/companies",
    asks="company",
)  # fmt: skip
