"""Features that serve several products, as pages show them: at home with each product served, there with their home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from tandem.definition.grounds import evidence_of_servings
from tandem.definition.models import Serving
from tandem.evidence.facts import Evidence
from tandem.team.models import Product, Workspace
from tandem.ui.figures import compact, plural

TONES = {"asked": "warn", "accepted": "ok", "declined": ""}


@dataclass(frozen=True)
class Shown:
    """One product that a feature serves or is offered to, with what this reader may do about it."""

    serving: Serving
    says: str
    may_answer: bool
    may_end: bool

    @property
    def tone(self) -> str:
        return TONES[self.serving.state]

    @property
    def problems(self) -> list[Any]:
        return list(self.serving.problems.all()) if self.serving.is_accepted else []

    @property
    def may_accept(self) -> bool:
        return self.may_answer and not self.serving.is_accepted

    @property
    def may_decline(self) -> bool:
        return self.may_answer and self.serving.state != "declined"


def served_on_page(feature: Any, member: Any) -> dict[str, Any]:
    """What the page of a feature says of other products: those that the reader may see."""
    seen = Serving.objects.visible_to(member).standing().filter(feature=feature.pk)
    offers, url = list(seen.with_people().order_by("pk")), feature.get_absolute_url()
    heard = evidence_of_servings(offers, Workspace.current().today)
    may_draft = member.may("draft definition", feature)
    return {
        "rows": [_shown(one, heard[one.pk], feature, member) for one in offers],
        "choices": _products(feature, member, offers) if may_draft else [],
        "may_draft": may_draft,
        "offer_url": f"{url}/servings",
        "answer_url": f"{url}/servings/answer",
        "ending_url": f"{url}/servings/ending",
        "problems_url": f"{url}/problems",
    }


def offers_at(product: Product, features: Iterable[Any], member: Any) -> dict[int, Serving]:
    """For each of these features that is not the product's own, what it is offered or accepted for there."""
    others = [one.pk for one in features if one.item.product_id != product.pk]
    if not others:
        return {}
    found = Serving.objects.visible_to(member).standing().filter(product=product, feature__in=others)
    return {one.feature_id: one for one in found.with_people()}


def served_for(product: Product, member: Any) -> list[int]:
    """Features of other products that serve this one, as far as the member may see their home."""
    seen = Serving.objects.visible_to(member).accepted().filter(product=product)
    return list(seen.values_list("feature", flat=True))


def served_by_others(problems: Iterable[Any], member: Any) -> dict[int, int]:
    """How many features of other products solve each of these problems, as far as the member may see their home."""
    seen = Serving.objects.visible_to(member).accepted().filter(problems__in=[one.pk for one in problems])
    return dict(seen.order_by().values_list("problems").annotate(Count("feature")))


def _shown(one: Serving, said: Evidence, feature: Any, member: Any) -> Shown:
    may_end = member.may("accept definition" if one.is_accepted else "draft definition", feature)
    return Shown(one, _says(one, said), member.may("accept definition", one.product), may_end)


def _says(one: Serving, said: Evidence) -> str:
    """Who asked and why, or who answered and how, with what its own customers said there."""
    who, words = (one.by, one.because) if one.answered_by is None else (one.answered_by, one.answer)
    parts = [f"{who}: {words}" if words else str(who)]
    if said.notes:
        money = compact(said.arr, Workspace.current().currency)
        parts.append(f"{plural(said.companies, 'company,companies')} said it there, worth {money}")
    return " · ".join(parts)


def _products(feature: Any, member: Any, offers: list[Serving]) -> list[tuple[str, str]]:
    there = {feature.item.product_id, *(one.product_id for one in offers)}
    return [(one.slug, one.title) for one in member.products() if one.pk not in there]
