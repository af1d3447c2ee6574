"""What the questions about roles are asked about, read from the record for many products at once: who drafted and who
accepted, what went to delivery, where evidence came from, what the product manager did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, Max, Min, Q, When
from django.utils import timezone

from tandem.definition.models import Feature
from tandem.definition.readiness import COMPLETE
from tandem.evidence.models import Highlight
from tandem.evidence.models.also import NoteCompany
from tandem.record.models import Event
from tandem.record.verbs import VERBS
from tandem.team.models import Acceptance, Accountability
from tandem.team.models.input import Answer
from tandem.team.role_rules import WINDOW, Definers, Heard, Sent, Work

DEFINED = ("problem", "feature", "validation", "release")
PM_WORK = (*DEFINED, "decision", "goal", "charter program", "charter member", "build", "session")
FOR_SALES = ("request", "deal", "sales asset")
LATELY = 30
COUNTED = 5_000  # links of one candidate; a feature with more is no hearsay

Counts = dict[int, dict[str, int]]


def since(today: date, days: int) -> datetime:
    """The first moment of the day so many days ago."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), datetime.min.time()))


def definers_of(products: Sequence[Any], today: date) -> dict[int, Definers]:
    """Who drafted and who accepted in the last 90 days. Two statements."""
    keys, start = [product.pk for product in products], since(today, WINDOW)
    drafting = {verb.past for verb in VERBS.values() if verb.act == "draft definition"} | {"revised"}
    drafts = Event.objects.filter(product__in=keys, at__gte=start, within=None, by__isnull=False)
    drafts = drafts.filter(item__kind__in=DEFINED, verb__in=drafting)
    accepted = Acceptance.objects.filter(item__product__in=keys, at__gte=start, item__kind__in=DEFINED)
    drafted = _counted(drafts.values_list("product", "by__title").annotate(many=Count("pk")))
    taken = _counted(accepted.values_list("item__product", "by__item__title").annotate(many=Count("pk")))
    return {one.pk: Definers(_opened(one), drafted.get(one.pk, {}), taken.get(one.pk, {})) for one in products}


def _counted(rows: Any) -> Counts:
    found: Counts = defaultdict(dict)
    for product, name, many in rows.order_by():
        found[product][name] = found[product].get(name, 0) + many
    return found


def _opened(product: Any) -> date:
    """Since when there are data about a product."""
    opened: datetime = product.item.made_at
    return opened.date()


def sent_to_delivery(products: Sequence[Any], today: date) -> dict[int, Sent]:
    """What went to delivery in the last 90 days and was not dropped, and what of it is a headline alone."""
    sent = Event.objects.filter(product__in=[one.pk for one in products], at__gte=since(today, WINDOW))
    keys = sent.filter(verb="sent to delivery", item__kind="feature").values("item")
    features: dict[int, list[Any]] = defaultdict(list)
    for feature in Feature.objects.filter(pk__in=keys).exclude(status="dropped").in_use().with_definition():
        features[feature.item.product_id].append(feature)
    return {
        one.pk: Sent(
            _opened(one), len(features[one.pk]), tuple(each.title for each in features[one.pk] if is_headline(each))
        )
        for one in products
    }


def is_headline(feature: Any) -> bool:
    """No requirement that is detailed, no experience, no validation."""
    bars = feature.readiness.bars
    return bars.requirements < COMPLETE and not bars.experience and not bars.validation


def evidence_of_features(products: Sequence[Any]) -> dict[int, list[Heard]]:
    """Features under way whose evidence is second hand as far as counts tell, each with where it came from."""
    opened = {product.pk: _opened(product) for product in products}
    under_way = Feature.objects.filter(item__product__in=opened, status__in=("defining", "building")).in_use()
    features = list(under_way.select_related("item").prefetch_related("problems"))
    rests = {one.pk: [one.pk, *(problem.pk for problem in one.problems.all())] for one in features}
    counted = _links({key for keys in rests.values() for key in keys})
    suspects = {key: keys for key, keys in rests.items() if _second_hand([counted[k] for k in keys if k in counted])}
    notes = _notes(suspects)
    found: dict[int, list[Heard]] = defaultdict(list)
    for feature in features:
        if heard := notes.get(feature.pk):
            found[feature.item.product_id].append(_heard(feature, opened[feature.item.product_id], heard))
    return found


def _standing() -> Any:
    """Links that count as evidence."""
    return Highlight.objects.filter(taken_back_at=None, note__folded_into=None).exclude(note__state="dismissed")


def _by_sales() -> Any:
    return Case(When(by__role="sales", then=True), default=False, output_field=BooleanField())


def _links(items: set[int]) -> dict[int, dict[str, Any]]:
    """Of each item's links: how many, made by sales, talks with the PM, and of which accounts."""
    rows = _standing().filter(about__in=items).order_by().values("about")
    rows = rows.annotate(
        many=Count("pk"),
        sales=Count("pk", filter=Q(by__role="sales")),
        with_pm=Count("pk", filter=Q(note__with_pm=True)),
        nameless=Count("pk", filter=Q(note__company=None)),
        low=Min("note__company"),
        high=Max("note__company"),
    )
    return {row["about"]: row for row in rows}


def _second_hand(rows: list[dict[str, Any]]) -> bool:
    if not rows or any(row["with_pm"] for row in rows):
        return False
    alone = (
        not any(row["nameless"] for row in rows)
        and len({key for row in rows for key in (row["low"], row["high"])}) == 1
    )
    return alone or all(row["many"] == row["sales"] for row in rows)


def _notes(suspects: dict[int, list[int]]) -> dict[int, dict[int, tuple[Any, bool]]]:
    """The notes behind each suspect: note -> its account and whether sales brought it. Two statements for all."""
    items = {key for keys in suspects.values() for key in keys}
    by_item: dict[int, dict[int, tuple[Any, bool]]] = defaultdict(dict)
    rows = _standing().filter(about__in=items).annotate(sold=_by_sales())
    for about, note, account, sold in rows.values_list("about", "note", "note__company__item__title", "sold")[:COUNTED]:
        by_item[about][note] = (account, sold)
    every = {note for notes in by_item.values() for note in notes}
    shared = set(NoteCompany.objects.filter(note__in=every).values_list("note", flat=True)) if every else set()
    found = {}
    for feature, keys in suspects.items():
        notes = {note: said for key in keys for note, said in by_item[key].items()}
        if not shared & set(notes) or all(sold for _, sold in notes.values()):
            found[feature] = notes
    return found


def _heard(feature: Any, opened: date, notes: dict[int, tuple[Any, bool]]) -> Heard:
    accounts = {account for account, _ in notes.values() if account}
    by_sales = sum(sold for _, sold in notes.values())
    account = next(iter(accounts)) if len(accounts) == 1 else ""
    return Heard(feature.title, opened, len(notes), len(accounts), by_sales, 0, account, feature.mark)


def work_of_pms(products: Sequence[Any], today: date) -> dict[int, Work]:
    """What each product's PM did for it in the last 30 days, for sales and for the definition. Three statements."""
    keys, start = [product.pk for product in products], since(today, LATELY)
    seats = Accountability.objects.current().filter(product__in=keys, side="pm").select_related("member__item")
    held = {row.product_id: row for row in seats}
    acts: Counts = defaultdict(lambda: {"sales": 0, "definition": 0})
    people = {row.member_id for row in held.values()}
    done = Event.objects.filter(product__in=keys, at__gte=start, within=None, by__in=people)
    done = done.filter(item__kind__in=(*PM_WORK, *FOR_SALES)).order_by()
    for product, by, kind, many in done.values_list("product", "by", "item__kind").annotate(many=Count("pk")):
        if by == held[product].member_id:
            acts[product]["sales" if kind in FOR_SALES else "definition"] += many
    answers = Answer.objects.filter(input__item__product__in=keys, at__gte=start, input__from_side="sales")
    for product, by, many in answers.values_list("input__item__product", "by").annotate(many=Count("pk")).order_by():
        if product in held and by == held[product].member_id:
            acts[product]["sales"] += many
    return {key: Work(str(row.member), row.since, **acts[key]) for key, row in held.items()}
