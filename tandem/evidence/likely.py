"""Companies that are likely one: all of them for the list, or those like one company for its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from tandem.evidence.models import Company, CompanyDomain, KeptApart
from tandem.evidence.sameness import SHORT_ID, Identity, Likeness, bare_name, label_of, likely_pairs, why_one
from tandem.record.models import Item

SHOWN = 100
CANDIDATES = 200


@dataclass(frozen=True)
class Suggestion:
    """Two companies that are likely one, and why."""

    one: Company
    other: Company
    why: str


def suggestions(member: Any) -> list[Suggestion]:
    """The surest pairs of all companies in use, without those that somebody said are two."""
    known = Company.objects.visible_to(member).in_use()
    return _shown(likely_pairs(_identities(known)))


def like(company: Company) -> list[Suggestion]:
    """The companies that are likely the same as this one, looked for by its words, domains and CRM id alone."""
    if company.item.retired_at:
        return []
    keys = [company.pk, *_candidates(company)]
    ids = {one.key: one for one in _identities(Company.objects.in_use().filter(pk__in=keys))}
    own = ids.pop(company.pk)
    return _shown(found for other in ids.values() if (found := why_one(own, other)))


def _candidates(company: Company) -> set[int]:
    words = [word for word in bare_name(company.title).split() if len(word) > 2]
    begun = " | ".join(f"'{word[:4]}':*" for word in words)
    asked = SearchQuery(begun, search_type="raw", config="simple")
    items = Item.objects.filter(kind="company", retired_at=None, search=asked) if words else Item.objects.none()
    found = set(items.values_list("pk", flat=True)[:CANDIDATES])
    for domain in [row.domain for row in company.domains.all()]:
        alike = CompanyDomain.objects.filter(
            Q(domain__istartswith=f"{label_of(domain)}.") | Q(domain__iendswith=f".{domain}")
        )
        found |= set(alike.values_list("company", flat=True)[:CANDIDATES]) if label_of(domain) else set()
    if len(company.crm_id) >= SHORT_ID:
        same = Company.objects.filter(crm_id__startswith=company.crm_id[:SHORT_ID])
        found |= set(same.values_list("pk", flat=True)[:CANDIDATES])
    return found - {company.pk}


def _identities(companies: Any) -> list[Identity]:
    rows = list(companies.order_by("pk").values_list("pk", "item__title", "crm_id"))
    domains: dict[int, list[str]] = defaultdict(list)
    for pk, domain in CompanyDomain.objects.filter(company__in=companies).values_list("company", "domain"):
        domains[pk].append(domain)
    return [Identity(pk, title, crm_id, tuple(domains[pk])) for pk, title, crm_id in rows]


def _shown(found: Iterable[Likeness]) -> list[Suggestion]:
    apart = set(KeptApart.objects.values_list("one", "other"))
    left = sorted((each for each in found if (each.one, each.other) not in apart), key=lambda each: -each.strength)
    keys = {key for each in left[:SHOWN] for key in (each.one, each.other)}
    companies = Company.objects.select_related("item").in_bulk(keys)
    return [Suggestion(companies[each.one], companies[each.other], each.why) for each in left[:SHOWN]]
