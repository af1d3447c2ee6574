"""Drawing a document: facts to sections in the order chosen, personal data covered, and names where they may not go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from tandem.core.contents import HEAD, kind_of
from tandem.core.models import StoredFile
from tandem.definition.documents import brief, business_case, release_notes, requirements
from tandem.definition.documents.facts import Facts
from tandem.definition.documents.forms import Form, form_named
from tandem.definition.documents.gathering import facts_of
from tandem.definition.documents.sharing import without_names
from tandem.definition.documents.wording import named, stamp
from tandem.definition.models import DocumentStyle
from tandem.evidence.masking import covered_texts
from tandem.paper.form import Document, Look, Section, as_json, from_json, line, placed, reworded, texts_of
from tandem.paper.markdown import markdown
from tandem.paper.pdf import pdf
from tandem.paper.word import docx
from tandem.record.models import Item

REGISTERED = (requirements, business_case, release_notes, brief)
FILES: Mapping[str, tuple[str, Any]] = {
    "md": ("text/markdown; charset=utf-8", lambda document, look: markdown(document, look).encode()),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "pdf": ("application/pdf", pdf),
}
PICTURES = ("image/png", "image/jpeg")


@dataclass(frozen=True)
class Drawn:
    """A document drawn just now."""

    document: Document

    @property
    def content(self) -> dict[str, Any]:
        return as_json(self.document)


def draw(form: Form, noun: Any, member: Any, edition: str = "inside") -> Drawn:
    """Draw it from the record as it stands now."""
    facts = facts_of(noun, member)
    document = covered(written(form, facts, edition, DocumentStyle.of_the_workspace().sections.get(form.name, [])))
    return Drawn(without_names(document, facts.nameable) if edition == "outside" else document)


def written(form: Form, facts: Facts, edition: str, chosen: list[str]) -> Document:
    """The document that these facts make: nothing else is asked."""
    sections = []
    for name in form.order(chosen):
        if blocks := tuple(form.parts[name].build(facts, edition)):
            sections.append(Section(name, form.parts[name].title, blocks))
    title = f"{facts.product.title} {facts.about.title}" if facts.is_whole_release else facts.about.title
    inside = edition == "inside"
    subtitle = line(f"{form.label} of ", named(facts.about)) if inside else line(form.label)
    return Document(title, subtitle, stamp(facts, edition), tuple(sections), facts.by if inside else "", facts.at)


def covered(document: Document) -> Document:
    """Personal data covered for everyone: nobody knows who will read a file."""
    texts = covered_texts(texts_of(document))
    return replace(reworded(document, lambda text: texts.get(text, text)), author=document.author, stamp=document.stamp)


def moved_since(kept: Any, member: Any) -> list[str]:
    """The titles of the sections that the record would say otherwise today than in a document kept earlier."""
    item: Item = kept.about
    noun = _noun(item)
    now = draw(form_named(kept.form, noun, kept.edition), noun, member, kept.edition).content
    before, after = _bare(kept.content), _bare(now)
    return [
        title
        for name, title in {**_titles(kept.content), **_titles(now)}.items()
        if before.get(name) != after.get(name)
    ]


def as_file(content: Mapping[str, Any], look: Look, ending: str) -> tuple[bytes, str]:
    """The bytes of a file, and what kind of file it is."""
    kind, write = FILES[ending]
    return write(placed(from_json(content), settings.TANDEM_URL), look), kind


def look_of(color: str, footer: str, logo: StoredFile | None) -> Look:
    """How it looks, with the bytes of the picture where there is one that can be shown."""
    if logo is None or not default_storage.exists(logo.storage_name):
        return Look(color, footer)
    with default_storage.open(logo.storage_name) as opened:
        picture = opened.read()
    kind = kind_of(picture[:HEAD])
    return Look(color, footer, picture, kind) if kind in PICTURES else Look(color, footer)


def _noun(item: Item) -> Any:
    from tandem.definition.models import Feature, Release

    known: Any = {"feature": Feature, "release": Release}[item.kind]
    return known.objects.select_related("item").get(pk=item.pk)


def _titles(content: Mapping[str, Any]) -> dict[str, str]:
    return {one["name"]: one["title"] for one in content["sections"]}


def _bare(content: Mapping[str, Any]) -> dict[str, Any]:
    """The sections without the days on which figures were taken: those move by themselves."""
    return {one["name"]: _undated(one["blocks"]) for one in content["sections"]}


def _undated(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _undated(value) for name, value in said.items() if name != "note"}
    if isinstance(said, list):
        return [_undated(one) for one in said if not (isinstance(one, dict) and one.get("quiet"))]
    return said
