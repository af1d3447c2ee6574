"""What definition brings in from files: features of an existing backlog, and releases planned or past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import capfirst

from tandem.core import clock
from tandem.definition.delivery import TOOLS, state_of, tool_of
from tandem.definition.models import Feature, Release, Status
from tandem.definition.statuses import landing, meant_by
from tandem.evidence.importing import items
from tandem.evidence.importing.answers import Answers, take_back
from tandem.evidence.importing.undoing import retire_unlinked
from tandem.evidence.models import Import
from tandem.evidence.presets import preset_of
from tandem.evidence.targets import Chunk, Record, Tally, Undone, register
from tandem.record.models import Event, Item, Named
from tandem.team.models import Workspace

LIMITS = {"delivery_status": 60, "external_id": 120}
ROOM = 2_000
CENT = Decimal("0.01")
PAST = ("shipped", "released", "done", "available", "live", "yes", "true", "closed", "complete", "completed")
ENDS = ("shipped", "dropped")


def feature_identity(record: Record) -> str:
    """The key in the delivery tool, else the title."""
    return str(record.values.get("external_id") or "") or _title(record, "title").lower()


def write_features(chunk: Chunk) -> Tally:
    """Features are found again by tool and key, then by their title in the product. The delivery tool stays the owner
    of status: its word is kept and means one of ours.
    """
    tally, tool = Tally(), _tool(chunk)
    titled = _titled(chunk, "title", tally)
    rows = [(record, _title(record, "title"), _feature_facts(record, tool)) for record in titled]
    _put_into_releases(chunk, rows, tool)
    known = _known_features(chunk, rows)
    by_key = {(feature.delivered_in, feature.external_id): feature for feature in known if feature.external_id}
    by_title = {feature.title.lower(): feature for feature in known}
    matched = [_same(by_key, facts, tool) or _unclaimed(by_title.get(title.lower()), facts) for _, title, facts in rows]
    _put_at_statuses(chunk, rows, matched)
    before = {feature.pk: feature.status for feature in matched if feature}
    _tell_what_became(chunk, write_items(Feature, chunk, list(zip(rows, matched, strict=True)), tally), before)
    return tally


def _known_features(chunk: Chunk, rows: list[Any]) -> list[Feature]:
    keys = [facts["external_id"] for *_, facts in rows if facts.get("external_id")]
    here = Feature.objects.filter(item__product=chunk.product)
    return list(here.filter(Q(external_id__in=keys) | _by_title(rows)).select_related("item"))


def _same(by_key: dict[tuple[str, str], Feature], facts: dict[str, Any], tool: str) -> Feature | None:
    """The feature of the same key in the same tool, or one whose tool is not known."""
    key = facts.get("external_id", "")
    return by_key.get((tool, key)) or by_key.get(("", key)) if key else None


def _put_at_statuses(chunk: Chunk, rows: list[Any], matched: list[Feature | None]) -> None:
    """The tool's word means one of the product's own statuses where somebody said so or it is called so; otherwise the
    state it means says where the feature stands.
    """
    own = Status.objects.own(chunk.product, "feature")
    for (record, _, facts), feature in zip(rows, matched, strict=True):
        if not own or (feature and "delivery_status" not in facts):
            continue
        meant, ended = meant_by(own, record.values.get("status") or ""), facts.get("status")
        if meant and (ended != "dropped" or meant.state == ended):
            facts |= {"status": meant.state, "own_status_id": meant.key}
        else:
            state = facts.get("status") or (feature.status if feature else "idea")
            facts["own_status_id"] = landing(own, state, feature.own_status_id if feature else None)


def _put_into_releases(chunk: Chunk, rows: list[Any], tool: str) -> None:
    """Fix versions, milestones and cycles are releases by name; one that a tool names and nobody planned is planned."""
    names = {name.lower(): name for record, *_ in rows if (name := _title(record, "release")[:120])}
    found = {release.title.lower(): release for release in releases_of(chunk.product, list(names))}
    missing = [name for low, name in names.items() if low not in found] if tool in TOOLS.values() else []
    planned = [(name, {"delivered_in": tool}) for name in missing]
    made = items.make(Release, planned, chunk.brought, product=chunk.product)
    found |= {release.title.lower(): release for release in made}
    for record, _, facts in rows:
        if release := found.get(_title(record, "release")[:120].lower()):
            facts["release_id"] = release.pk


def _tell_what_became(chunk: Chunk, pairs: list[tuple[Record, Any]], before: dict[int, str]) -> None:
    """What shipped or was dropped there is an event here, on its day: whoever asked is told by it."""
    run, now = chunk.brought.run_event(), clock.now()
    told = [
        Event(
            verb=noun.status, item=noun.item, product_id=noun.item.product_id, by_id=run.by_id, within=run,
            at=min(record.values.get("done_at") or now, now), because=_because(noun, record),
        )
        for record, noun in pairs
        if noun.status in ENDS and before.get(noun.pk) != noun.status and not noun.item.retired_at
    ]  # fmt: skip
    Event.objects.bulk_create(told, batch_size=1000)


def _because(noun: Any, record: Record) -> str:
    said = record.values.get("resolution") if noun.status == "dropped" else ""
    return f"{capfirst(noun.delivered_in)} says: {said or noun.delivery_status}."


def undo_features(brought: Import) -> Undone:
    """Retire the features that nothing rests on: no requirement, validation, link or decision; and the releases that
    were planned for them alone.
    """
    take_back(brought)
    ours = items.brought_in_by(brought)
    undone = retire_unlinked(Feature.objects.filter(pk__in=ours), but=("feature_problems",))
    empty = Release.objects.filter(pk__in=ours).exclude(features__item__retired_at=None)
    retire_unlinked(empty | Release.objects.filter(pk__in=ours, features=None), but=("feature",))
    return undone


def release_identity(record: Record) -> str:
    """The id in the delivery tool, else the name of the release."""
    return str(record.values.get("external_id") or "") or _title(record, "name").lower()


def write_releases(chunk: Chunk) -> Tally:
    """Releases are found again by tool and id, then by their name in the product. One whose day has passed, or that is
    called shipped, is out.
    """
    tally, tool = Tally(), _tool(chunk)
    today = Workspace.current().today
    rows = [
        (record, _title(record, "name"), _release_facts(record, today, tool))
        for record in _titled(chunk, "name", tally)
    ]
    named = {release.title.lower(): release for release in releases_of(chunk.product, [title for _, title, _ in rows])}
    keys = [facts["external_id"] for *_, facts in rows if facts.get("external_id")]
    of_tool = Release.objects.filter(item__product=chunk.product, delivered_in=tool, external_id__in=keys)
    keyed = {release.external_id: release for release in of_tool.select_related("item")}
    known = [keyed.get(facts.get("external_id", "")) or named.get(title.lower()) for _, title, facts in rows]
    write_items(Release, chunk, list(zip(rows, known, strict=True)), tally)
    return tally


def undo_releases(brought: Import) -> Undone:
    """Retire the releases that hold no feature and no goal."""
    return retire_unlinked(Release.objects.filter(pk__in=items.brought_in_by(brought)))


def releases_of(product: Any, names: list[Any]) -> list[Release]:
    """The releases of a product by name, whatever their case, also retired ones."""
    wanted = {str(name).strip().lower() for name in names if name}
    found = Release.objects.filter(item__product=product).annotate(low=Lower("item__title")).filter(low__in=wanted)
    return list(found.select_related("item").order_by("-item__retired_at"))


def write_items(
    kind: type[Named], chunk: Chunk, rows: list[tuple[tuple[Record, str, dict[str, Any]], Any]], tally: Tally
) -> list[tuple[Record, Any]]:
    """Make those that matched nothing, bring the others up to date; one that a person retired is given back. Each row
    with what it is of.
    """
    back = items.restore_taken_back([noun for _, noun in rows if noun], chunk.brought)
    new = [(record, title, facts) for (record, title, facts), noun in rows if noun is None]
    made = items.make(kind, [(title, facts) for _, title, facts in new], chunk.brought, product=chunk.product)
    tally.created += len(made) + len(back)
    answers = Answers(chunk, [noun for _, noun in rows])
    for (record, *_), noun in zip(new, made, strict=True):
        answers.take(noun, record)
    said = [(noun, record, {**facts, "title": title}) for (record, title, facts), noun in rows if noun]
    items.bring_up_to_date(chunk.brought, said, back, tally, beside=answers.take)
    answers.keep()
    return [(record, noun) for (record, *_), noun in zip(new, made, strict=True)] + [(r, noun) for noun, r, _ in said]


def _tool(chunk: Chunk) -> str:
    """The tool that a file is from."""
    shape = chunk.brought.shown_shape
    preset = preset_of(shape) if shape else None
    says_status = any("status" in record.values for record in chunk.records)
    return tool_of(preset.name if preset else "", preset.system if preset else "", says_status=says_status)


def _titled(chunk: Chunk, field: str, tally: Tally) -> list[Record]:
    """Rows that name their thing, with texts that fit."""
    taken = []
    for record in chunk.records:
        long = next(
            (n for n, most in LIMITS.items() if len(str(record.values.get(n.removeprefix("delivery_")) or "")) > most),
            "",
        )
        if not _title(record, field):
            tally.reject(record, "The row names nothing: its title is empty.")
        elif long or len(_title(record, field)) > ROOM:
            tally.reject(record, f"{(long or field).replace('_', ' ').capitalize()}: the text is too long.")
        else:
            taken.append(record)
    return taken


def _feature_facts(record: Record, tool: str) -> dict[str, Any]:
    said = record.values
    facts: dict[str, Any] = {}
    if "body" in said:
        facts["statement"] = said["body"]
    if said.get("external_id"):
        facts["external_id"] = said["external_id"]
    if "status" in said:
        facts |= {"delivery_status": " ".join(said["status"].split()), "delivered_in": tool}
        if state := state_of(said["status"], said.get("status_kind") or "", said.get("resolution") or ""):
            facts["status"] = state
    if said.get("effort") is not None and 0 <= said["effort"] < 10**6:
        facts["effort"] = said["effort"].quantize(CENT)
    return {**facts, **_page(said)}


def _page(said: dict[str, Any]) -> dict[str, Any]:
    """The page in the tool, where it is one of the web and fits."""
    url = str(said.get("url") or "")
    return {"delivery_url": url} if url.startswith(("https://", "http://")) and len(url) <= 500 else {}


def _release_facts(record: Record, today: date, tool: str) -> dict[str, Any]:
    said = record.values
    facts: dict[str, Any] = {"summary": said["notes"]} if "notes" in said else {}
    if said.get("external_id"):
        facts |= {"external_id": said["external_id"], "delivered_in": tool}
    if said.get("starts_on"):
        facts["charter_release_on"] = said["starts_on"].date()
    if said.get("ships_on"):
        day = facts["available_on"] = said["ships_on"].date()
        status = (said.get("status") or "").strip().lower()
        if day <= today and (not status or status in PAST):
            facts["made_available_on"] = day
    return {**facts, **_page(said)}


def _unclaimed(feature: Any, facts: dict[str, Any]) -> Any:
    """A feature of the same title, unless both have keys and they, or their tools, differ."""
    mine = facts.get("external_id")
    if not (feature and mine and feature.external_id):
        return feature
    other_tool = feature.delivered_in and facts.get("delivered_in") and feature.delivered_in != facts["delivered_in"]
    return None if feature.external_id != mine or other_tool else feature


def _title(record: Record, field: str) -> str:
    return " ".join(str(record.values.get(field) or "").split())


def _by_title(rows: list[Any]) -> Q:
    titles = {title.lower() for _, title, _ in rows}
    same = Item.objects.filter(kind="feature").annotate(low=Lower("title")).filter(low__in=titles)
    return Q(item__in=same)


register(
    "features",
    "Features",
    "feature",
    place=2,
    identity=feature_identity,
    write=write_features,
    undo=undo_features,
    needs_product=True,
    listed="/products/{product}/definition/features",
    asks="feature",
)
register(
    "releases",
    "Releases",
    "release",
    place=3,
    identity=release_identity,
    write=write_releases,
    undo=undo_releases,
    needs_product=True,
    listed="/products/{product}/definition/releases",
)
