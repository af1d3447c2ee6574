"""Areas after a finding of themes: which continue, which are new, and to which each theme belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tandem.core import clock
from tandem.evidence.carrying import continued
from tandem.evidence.models.area import Area
from tandem.evidence.models.theme import Theme
from tandem.evidence.tallies import Numbers, each, met, most, tally

Words = Mapping[int, tuple[str, list[str]]]
NAMED_BY = 3  # so many of its largest themes lend an area their first word


def settle_areas(product: Any, former: Numbers, coarse: Numbers, words: Words) -> Numbers:
    """For each note the key of its area. `former` is the area of each note's former theme or 0, `coarse` the group that
    the engine put it in now, `words` the title and keywords of each group.
    """
    areas = {area.pk: area for area in Area.objects.filter(product=product.pk)}
    order = sorted(areas)
    place = {pk: index for index, pk in enumerate(order)}
    named = {place[pk] for pk, area in areas.items() if area.named_by_person}
    labels = continued(each(former, place, -1), coarse, decided=named)
    present = met(labels)
    keys = {label: order[label] for label in present if label >= 0}
    keys |= _new(product, [label for label in present if label < 0], words)
    _update({keys[label]: int(coarse[(labels == label).argmax()]) for label in keys if label >= 0}, areas, words)
    now = clock.now()
    Area.objects.filter(product=product.pk, gone_at=None, named_by_person=False).exclude(
        pk__in=keys.values()
    ).update(gone_at=now)
    return each(labels, keys, 0)


def belong(themes: Numbers, areas: Numbers) -> None:
    """Put each theme into the area that most of its notes are in; of equals the one with the lower key."""
    rows = [Theme(pk=theme, area_id=most(counts)) for theme, counts in tally(themes, areas).items()]
    Theme.objects.bulk_update(rows, ["area"], batch_size=500)


def words_of(coarse: Numbers, themes: Numbers, keywords: Mapping[int, list[str]]) -> Words:
    """What each group is called: by the first words of the themes that hold most of its notes."""
    found = {}
    for group, counts in tally(coarse, themes).items():
        largest = sorted(counts, key=lambda theme: (-counts[theme], theme))
        first = list(dict.fromkeys(keywords[theme][0] for theme in largest if keywords[theme]))[:NAMED_BY]
        title = ", ".join(first) or "Without words"
        found[group] = (f"{title[0].upper()}{title[1:]}"[:200], first)
    return found


def _new(product: Any, labels: list[int], words: Words) -> dict[int, int]:
    now = clock.now()
    rows = [
        Area(product_id=product.pk, title=words[-1 - label][0], keywords=words[-1 - label][1], found_at=now)
        for label in labels
    ]
    return {label: area.pk for label, area in zip(labels, Area.objects.bulk_create(rows), strict=True)}


def _update(groups: dict[int, int], areas: Mapping[int, Area], words: Words) -> None:
    """What continues gets today's words; a name that a person gave stays."""
    for key, group in groups.items():
        area = areas[key]
        title, area.keywords = words[group]
        area.title = area.title if area.named_by_person else title
        area.gone_at = None
    Area.objects.bulk_update([areas[key] for key in groups], ["title", "keywords", "gone_at"], batch_size=500)
