"""The facts of one release or feature, read from the record: a fixed number of statements, and a few more for the
quotes of each feature, of which a document tells MOST_FEATURES at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from tandem.core import clock
from tandem.definition.availability import holds
from tandem.definition.documents.facts import (
    Assumed,
    Before,
    Decided,
    Facts,
    FeatureFacts,
    Goaled,
    Ground,
    Needed,
    ProblemFacts,
    Ref,
    Required,
    Said,
    Shown,
    Talked,
    Told,
    Tried,
)
from tandem.definition.documents.sharing import nameable_of
from tandem.definition.fitting import STRANGER, Need, clash, day_of
from tandem.definition.grounds import evidence_for_many, solved_by
from tandem.definition.models import (
    Assumption,
    Decision,
    Dependency,
    Feature,
    Interview,
    OutsideWords,
    TaskResult,
    Validation,
)
from tandem.definition.succeeding import Success
from tandem.evidence.facts import Evidence, evidence_of
from tandem.evidence.models import Highlight
from tandem.evidence.quoting import Quote, quote_from, quotes_of
from tandem.record.models import Event, Item
from tandem.team.models import Input, Product, Workspace
from tandem.ui.figures import measured

MOST_FEATURES = 40
QUOTES = 2
Rows = dict[int, list[Any]]


def facts_of(noun: Any, member: Any) -> Facts:
    """Everything documents may say of a release or feature, at this moment."""
    workspace, product = Workspace.current(), Product.objects.select_related("item").get(pk=noun.item.product_id)
    scope = _scope(noun)
    features = list(scope[:MOST_FEATURES])
    zone = ZoneInfo(workspace.time_zone)
    around = _Around(noun, features, product, workspace.today, zone)
    last = Event.objects.filter(product=product.item, item__isnull=False).select_related("item").newest_first().first()
    companies = {voice.company: voice.name for voice in around.whole.voices if voice.company}
    return Facts(
        about=ref(noun.item), kind=noun.kind, product=product_ref(product), ground=around.ground,
        features=tuple(_feature(one, around) for one in features), more=max(0, scope.count() - len(features)),
        at=clock.now().astimezone(zone), today=workspace.today, by=str(member), owner=str(product.pm or ""),
        currency=workspace.currency, money_word=workspace.arr_label, assumed=_assumed(noun, zone),
        talked=around.talked, companies=companies, nameable=nameable_of(list(companies), workspace.today),
        last_change=last.at.astimezone(zone) if last else None, last_ref=ref(last.item) if last and last.item else None,
        **_of_itself(noun, around),
    )  # fmt: skip


def ref(item: Item) -> Ref:
    return Ref(item.mark, item.title, item.get_absolute_url())


def product_ref(product: Product) -> Ref:
    return Ref(product.item.mark, product.title, f"/products/{product.slug}/definition")


class _Around:
    """What many features share: asked once for all of them."""

    def __init__(self, noun: Any, features: Sequence[Any], product: Product, today: date, zone: ZoneInfo) -> None:
        problems = {problem.pk: problem for one in features for problem in one.problems.all()}
        self.product, self.today, self.zone, self.features = product, today, zone, features
        self.heard = evidence_for_many([*features, *problems.values()], today)
        self.items = [noun.item, *(one.item for one in features)]
        keys = [item.pk for item in self.items]
        self.decided = _by_about(
            Decision.objects.standing().filter(about__in=keys).whole().order_by("-decided_on", "-pk")
        )
        inputs = Input.objects.filter(about__in=keys, answered=None, item__retired_at=None)
        self.inputs = _by_about(inputs.select_related("item"))
        self.words = {row.about_id: row for row in OutsideWords.objects.filter(about__in=keys)}
        tests = Validation.objects.in_use().filter(feature__in=features).select_related("item__acceptance")
        self.tried: Rows = defaultdict(list)
        for test in tests.prefetch_related("companies__item").order_by("-held_on", "-pk"):
            self.tried[test.feature_id].append(test)
        standing = {"task__taken_out_at": None, "participant__left_at": None}
        results = TaskResult.objects.filter(task__validation__feature__in=features, **standing)
        self.went = _grouped(results.values_list("task__validation", "outcome"))
        self.needs, self.needed_by = _needs_of(features)
        self.talked = _talks_about(problems.values())
        self.free = _free_to_quote([*keys, *problems])
        release = noun if noun.kind == "release" else noun.release
        self.holds = holds(release, today) if release and not release.has_shipped else []
        self.whole = self._whole(noun, problems)
        self.ground = self._ground([noun.item, *(one.item for one in features), *(p.item for p in problems.values())])

    def _whole(self, noun: Any, problems: dict[int, Any]) -> Evidence:
        if noun.kind == "feature":
            return self.heard[noun.pk]
        through = [*(one.item for one in self.features), *(one.item for one in problems.values())]
        return evidence_of(noun.item, self.today, through=through)

    def _ground(self, items: Sequence[Item]) -> Ground:
        return ground_of(self.whole, self.notes_about(items), self.zone)

    def notes_about(self, items: Iterable[Item]) -> str:
        marks = ",".join(dict.fromkeys(item.mark for item in items))
        return f"/products/{self.product.slug}/notes?{urlencode({'about': marks})}"


def ground_of(said: Evidence, href: str, zone: ZoneInfo) -> Ground:
    """The figures of the evidence behind one thing, with the way to its notes."""
    return Ground(
        href, said.notes, said.companies, said.in_market, said.has_market, said.arr, said.arr_in_market,
        _day(said.first, zone), _day(said.newest, zone), said.with_pm,
        said.loudest, said.loudest_share,
    )  # fmt: skip


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    """The calendar day in the workspace's time zone."""
    return at.astimezone(zone).date() if at else None


def _scope(noun: Any) -> Any:
    """The features it is about: of a release those in its scope, of a feature itself."""
    rows = noun.scope() if noun.kind == "release" else Feature.objects.filter(pk=noun.pk)
    return rows.with_definition()


def _of_itself(noun: Any, around: _Around) -> dict[str, Any]:
    """What only a release has: dates, goals, what was dropped; and what stands before it."""
    before = tuple(Before(one.is_open, one.because, one.url or noun.get_absolute_url()) for one in around.holds)
    decided = tuple(_decision(row) for row in around.decided[noun.pk])
    if noun.kind == "feature":
        day = noun.release.made_available_on or noun.release.available_on if noun.release else None
        says = f"{around.features[0].status_name}. {around.features[0].readiness.says}"
        return {"summary": noun.statement, "says": says, "day": day, "before": before, "decided": decided}
    dropped = noun.features.filter(status="dropped").select_related("item").order_by("item__number")
    goals = tuple(
        Goaled(ref(one.item), measured(one.baseline, one.unit), measured(one.target, one.unit), one.due_on)
        for one in noun.goals
    )
    return {
        "summary": noun.summary, "says": noun.says, "day": noun.made_available_on or noun.available_on,
        "has_shipped": noun.has_shipped, "before": before, "goals": goals, "decided": decided,
        "dropped": tuple(ref(one.item) for one in dropped),
    }  # fmt: skip


def _feature(one: Any, around: _Around) -> FeatureFacts:
    evidence, key = around.heard[one.pk], one.pk
    words, is_open = around.words.get(key), one.is_open
    return FeatureFacts(
        ref=ref(one.item), status=one.status_name, is_out=one.status == "shipped", statement=one.statement,
        says=one.readiness.says if is_open else one.status_name,
        missing=tuple(one.readiness.sentences) if is_open else (),
        ground=ground_of(evidence, around.notes_about([one.item, *solved_by(one)]), around.zone),
        problems=tuple(_problem(problem, around) for problem in one.problems.all()),
        requirements=tuple(_required(row) for row in one.requirements.all()),
        shown=tuple(_shown(row, one) for row in one.experiences.all()),
        tried=tuple(_tried(row, around.went[row.pk]) for row in around.tried[key]),
        needs=tuple(around.needs[key]), needed_by=tuple(around.needed_by[key]),
        decided=tuple(_decision(row) for row in around.decided[key]),
        inputs=tuple(ref(row.item) for row in around.inputs[key]),
        quotes=_quotes(one, around), effort=one.effort, delivery=one.delivery_status,
        release=ref(one.release.item) if one.release else None,
        told=Told(words.what, words.unchanged, words.link) if words else Told(),
        askers=frozenset(voice.company for voice in evidence.voices if voice.company),
    )  # fmt: skip


def _problem(one: Any, around: _Around) -> ProblemFacts:
    ground = ground_of(around.heard[one.pk], around.notes_about([one.item]), around.zone)
    return ProblemFacts(
        ref(one.item),
        one.status_name,
        one.statement,
        one.persona,
        one.situation,
        one.cost,
        one.workaround,
        ground,
    )


def _shown(row: Any, feature: Any) -> Shown:
    home = feature.get_absolute_url()
    place = row.url or (f"{home}/experiences/{row.position}/file" if row.file_id else f"{home}#flow-{row.position}")
    return Shown(row.get_form_display(), row.title, place)


def _required(row: Any) -> Required:
    told = row.get_priority_display(), row.get_status_display()
    return Required(ref(row.item), row.text, tuple(row.criteria_list), *told, row.counts)


def _tried(row: Any, outcomes: Sequence[str]) -> Tried:
    companies = tuple(sorted(company.title for company in row.companies.all()))
    where = Ref(row.mark, row.title, row.get_absolute_url())
    went = Success.of(outcomes).says if outcomes else ""
    return Tried(where, row.get_form_display(), row.says, row.held_on, companies, row.happened, row.is_open, went)


def _needed(row: Dependency, one: Any, *, is_stranger: bool, clash: str) -> Needed:
    if is_stranger:
        return Needed(Ref("", STRANGER, ""), because=row.because, clash=clash)
    release = one.release.title if one.release else ""
    return Needed(ref(one.item), one.get_status_display(), release, day_of(one.release), row.because, clash)


def _decision(row: Any) -> Decided:
    turned = [f"{one.title}. {one.because}" for one in row.alternatives.all()]
    turned += [row.turned_down] if row.turned_down.strip() else []
    return Decided(ref(row.item), row.get_form_display(), row.because, row.decided_on, row.is_accepted, tuple(turned))


def _assumed(noun: Any, zone: ZoneInfo) -> tuple[Assumed, ...]:
    rows = (
        Assumption.objects.filter(about=noun.item, taken_back_at=None).select_related("by__item").order_by("position")
    )
    return tuple(
        Assumed(row.text, row.stands_for, row.value, row.because, str(row.by), row.at.astimezone(zone).date())
        for row in rows
    )


def _quotes(feature: Any, around: _Around) -> tuple[Said, ...]:
    """Those that may be used outside first, then the newest, each text once."""
    about = [feature.pk, *(problem.pk for problem in feature.problems.all())]
    found = [quote for key in about for quote in around.free[key]][:QUOTES]
    found += quotes_of(feature.item, QUOTES, through=solved_by(feature))
    return tuple({one.text: _said(one, around.zone) for one in found}.values())


def _said(quote: Quote, zone: ZoneInfo) -> Said:
    note = quote.note
    who = note.company.title if note.company else "Somebody"
    on = note.said_at.astimezone(zone).date()
    return Said(quote.text, who, on, quote.url, note.company_id, quote.highlight.consent == "may_use")


def _free_to_quote(about: Sequence[int]) -> dict[int, list[Quote]]:
    """Marked words that may be used in public, by what they speak of."""
    links = Highlight.objects.quotes().filter(about__in=about, consent="may_use").exclude(note__state="dismissed")
    found: dict[int, list[Quote]] = defaultdict(list)
    for link in links.with_note().order_by("-note__said_at", "-pk")[: len(about) * QUOTES]:
        found[link.about_id or 0].append(quote_from(link))
    return found


def _needs_of(features: Sequence[Any]) -> tuple[Rows, Rows]:
    """What each needs and what needs it, in one statement. Of a product that not everybody sees, nothing is named."""
    needs: Rows = defaultdict(list)
    needed_by: Rows = defaultdict(list)
    rows = Dependency.objects.standing().told().filter(Q(feature__in=features) | Q(on__in=features))
    for row in rows.order_by("pk"):
        said = clash(Need.of(row.feature, row.on, is_stranger=row.strange_on))
        needs[row.feature_id].append(_needed(row, row.on, is_stranger=row.strange_on, clash=said))
        said = "" if row.strange_feature else said
        needed_by[row.on_id].append(_needed(row, row.feature, is_stranger=row.strange_feature, clash=said))
    return needs, needed_by


def _talks_about(problems: Iterable[Any]) -> tuple[Talked, ...]:
    """Interviews about these problems, as they were planned."""
    rows = Interview.objects.filter(problem__in=list(problems)).in_use().counted().annotate(last=Max("people__held_on"))
    rows = rows.select_related("item", "problem__item").order_by("item__number")
    return tuple(Talked(ref(row.item), ref(row.problem.item), row.named, row.held, row.last) for row in rows)


def _grouped(rows: Iterable[tuple[int, Any]]) -> Rows:
    found: Rows = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found


def _by_about(rows: Iterable[Any]) -> Rows:
    return _grouped((row.about_id, row) for row in rows)
