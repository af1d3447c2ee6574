"""What a note likely speaks of: proposed from notes that people linked before, from its theme and from its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.keeping import problems_of
from tandem.evidence.models.highlight import Highlight
from tandem.evidence.models.note import Note
from tandem.evidence.models.suggestion import Suggestion
from tandem.evidence.vectors import nearest_notes
from tandem.language import Encoder
from tandem.record.models import Item

KINDS = ("problem", "feature")
NEIGHBORS = 12
OFFERED = 300
LINKS = 5_000
SHOWN = 3
NEAR, NAMED, THEMED = 0.55, 0.3, 0.15  # what a like note, the title and the theme weigh
SURE = 0.35  # from here on two thirds to nine tenths of the first proposals were right on labelled notes
CLOSE = 0.45  # cosine from which a title counts as a reason


@dataclass(frozen=True)
class Proposal:
    """Something a note likely speaks of: how sure, 0 to 1, and why, in a sentence."""

    about: Item
    score: float
    reason: str
    like: tuple[int, ...] = ()


@dataclass(frozen=True)
class Signs:
    """What speaks for one thing: cosines of like notes linked to it, that of its title, and whether its theme is."""

    near: tuple[float, ...] = ()
    title: float = 0.0
    theme: bool = False


def how_sure(signs: Signs) -> float:
    """0 to 1: the likest note counts most, a second and third confirm it."""
    near = sorted(signs.near, reverse=True)
    votes = sum(cosine * weight for cosine, weight in zip(near, (0.7, 0.2, 0.1), strict=False))
    return round(NEAR * max(0.0, votes) + NAMED * max(0.0, signs.title) + THEMED * signs.theme, 4)


def why(signs: Signs, words: str) -> str:
    """The signs as a sentence, the strongest first."""
    said = []
    if signs.near and max(signs.near) >= SURE:
        notes = "a note" if len(signs.near) == 1 else f"{len(signs.near)} notes"
        said.append(f"like {notes} linked to it, most of all “{words}”")
    if signs.theme:
        said.append("its theme speaks of it")
    if signs.title >= CLOSE:
        said.append("its words are near the title")
    return _sentence(said or ["its words and those of linked notes are a little alike"])


def suggestions(note: Note, member: Any) -> list[Proposal]:
    """The likeliest problems and features of a note, best first: at most three, none that somebody answered."""
    vector = Encoder.shipped().encode([note.whole])[0]
    if not vector.any() or note.product_id is None:
        return []
    answered = set(Suggestion.objects.standing().filter(note=note).values_list("about", flat=True))
    linked = set(Highlight.objects.standing().filter(note=note).exclude(about=None).values_list("about", flat=True))
    things = [item for item in _things(note, member) if item.pk not in answered | linked]
    like = _like(note, vector, {item.pk for item in things})
    theme = problems_of(note.product, [note.theme]) if note.theme else {}
    titles = Encoder.shipped().encode([item.title for item in things]) @ vector if things else ()
    found = []
    for item, title in zip(things, titles, strict=True):
        near = like.get(item.pk, [])
        signs = Signs(tuple(cosine for _, cosine in near), float(title), item in theme.values())
        found.append((how_sure(signs), item, signs, near))
    best = sorted((row for row in found if row[0] >= SURE), key=lambda row: (-row[0], row[1].pk))[:SHOWN]
    words = _words([near[0][0] for _, _, _, near in best if near])
    return [
        Proposal(item, score, why(signs, words.get(near[0][0], "") if near else ""), tuple(pk for pk, _ in near))
        for score, item, signs, near in best
    ]


def suggested(note: Note, about: Item, member: Any) -> Proposal:
    """The proposal that is being answered, or a refusal where nothing of the kind is proposed."""
    for proposal in suggestions(note, member):
        if proposal.about.pk == about.pk:
            return proposal
    raise Refused(f"{about.mark} is not suggested for this note, or was answered already.")


def _things(note: Note, member: Any) -> list[Item]:
    items = Item.objects.visible_to(member).in_use().filter(kind__in=KINDS, product=note.product_id)
    return list(items.order_by("-made_at", "-pk")[:OFFERED])


def _like(note: Note, vector: Any, things: set[int]) -> dict[int, list[tuple[int, float]]]:
    """For each thing the nearest notes linked to it, as (note, cosine), nearest first: among the newest links, for old
    ones say nothing more of a note once there are thousands.
    """
    links = Highlight.objects.standing().filter(about__in=things)
    newest = links.order_by("-pk").values("note")[:LINKS]
    others = Note.objects.filter(pk__in=newest, product=note.product_id).worth_reading().exclude(pk=note.pk)
    found = nearest_notes(vector, NEIGHBORS, others)
    cosines = {pk: 1 - distance for pk, distance in found}
    like: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for about, pk in set(links.filter(note__in=cosines).values_list("about", "note")):
        like[about].append((pk, cosines[pk]))
    return {about: sorted(rows, key=lambda row: -row[1]) for about, rows in like.items()}


def _words(notes: Sequence[int]) -> dict[int, str]:
    bodies = Note.objects.filter(pk__in=notes).values_list("pk", "body")
    return {pk: body if len(body) <= 80 else f"{body[:80].rpartition(' ')[0] or body[:80]}…" for pk, body in bodies}


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."
