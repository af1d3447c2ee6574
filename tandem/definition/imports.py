"""What definition brings in from files: features of an existing backlog, and releases planned or past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from tandem.definition.models import Feature, Release
from tandem.evidence.importing import items
from tandem.evidence.importing.undoing import retire_unlinked
from tandem.evidence.models import Import
from tandem.evidence.targets import Chunk, Record, Tally, Undone, register
from tandem.record.models import Item, Named
from tandem.team.models import Workspace

LIMITS = {"delivery_status": 60, "external_id": 120}
ROOM = 2_000
CENT = Decimal("0.01")
PAST = ("shipped", "released", "done", "available", "live", "yes", "true")


def feature_identity(record: Record) -> str:
    """The key in the delivery tool, else the title."""
    return str(record.values.get("external_id") or "") or _title(record, "title").lower()


def write_features(chunk: Chunk) -> Tally:
    """Features are found again by their key, then by their title in the product. The delivery tool stays the
    owner of status.
    """
    tally = Tally()
    rows = [(record, _title(record, "title"), _feature_facts(record)) for record in _titled(chunk, "title", tally)]
    releases = {
        release.title.lower(): release.pk
        for release in releases_of(chunk.product, [r.values.get("release") for r, *_ in rows])
    }
    for record, _, facts in rows:
        if release := releases.get(str(record.values.get("release") or "").strip().lower()):
            facts["release_id"] = release
    keys = [facts["external_id"] for *_, facts in rows if facts.get("external_id")]
    known = (
        Feature.objects.filter(item__product=chunk.product)
        .filter(Q(external_id__in=keys) | _by_title(rows))
        .select_related("item")
    )
    by_key = {feature.external_id: feature for feature in known if feature.external_id}
    by_title = {feature.title.lower(): feature for feature in known}
    matched = [
        by_key.get(f.get("external_id", "")) or _unclaimed(by_title.get(title.lower()), f) for _, title, f in rows
    ]
    write_items(Feature, chunk, list(zip(rows, matched, strict=True)), tally)
    return tally


def undo_features(brought: Import) -> Undone:
    """Retire the features that nothing rests on: no requirement, validation, link or decision."""
    return retire_unlinked(Feature.objects.filter(pk__in=items.brought_in_by(brought)), but=("feature_problems",))


def release_identity(record: Record) -> str:
    """The name of the release."""
    return _title(record, "name").lower()


def write_releases(chunk: Chunk) -> Tally:
    """Releases are found again by their name in the product. One whose day has passed, or that is called
    shipped, is out.
    """
    tally = Tally()
    today = Workspace.current().today
    rows = [(record, _title(record, "name"), _release_facts(record, today)) for record in _titled(chunk, "name", tally)]
    known = {release.title.lower(): release for release in releases_of(chunk.product, [title for _, title, _ in rows])}
    write_items(Release, chunk, [(row, known.get(row[1].lower())) for row in rows], tally)
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
) -> None:
    """Make those that matched nothing, bring the others up to date; one that a person retired is given back."""
    back = items.restore_taken_back([noun for _, noun in rows if noun], chunk.brought)
    new = [(title, facts) for (_, title, facts), noun in rows if noun is None]
    tally.created += len(items.make(kind, new, chunk.brought, product=chunk.product)) + len(back)
    said = [(noun, record, {**facts, "title": title}) for (record, title, facts), noun in rows if noun]
    items.bring_up_to_date(chunk.brought, said, back, tally, beside=items.nothing_beside)


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


def _feature_facts(record: Record) -> dict[str, Any]:
    said = record.values
    facts: dict[str, Any] = {}
    if "body" in said:
        facts["statement"] = said["body"]
    if said.get("external_id"):
        facts["external_id"] = said["external_id"]
    if "status" in said:
        facts["delivery_status"] = " ".join(said["status"].split())
    if said.get("effort") is not None and 0 <= said["effort"] < 10**6:
        facts["effort"] = said["effort"].quantize(CENT)
    return facts


def _release_facts(record: Record, today: date) -> dict[str, Any]:
    said = record.values
    facts: dict[str, Any] = {"summary": said["notes"]} if "notes" in said else {}
    if said.get("starts_on"):
        facts["charter_release_on"] = said["starts_on"].date()
    if said.get("ships_on"):
        day = facts["available_on"] = said["ships_on"].date()
        status = (said.get("status") or "").strip().lower()
        if day <= today and (not status or status in PAST):
            facts["made_available_on"] = day
    return facts


def _unclaimed(feature: Any, facts: dict[str, Any]) -> Any:
    """A feature of the same title, unless both have keys and they differ."""
    mine = facts.get("external_id")
    return None if feature and mine and feature.external_id and feature.external_id != mine else feature


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
