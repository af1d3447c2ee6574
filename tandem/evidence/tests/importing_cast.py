"""A product, its owner and short ways to bring text in as a file: the cast of the import tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tandem.core import files
from tandem.core.models import StoredFile
from tandem.evidence.importing.mapping import by_names
from tandem.evidence.models import Import, Note, Source
from tandem.team.models import Member, Product, Workspace
from tandem.team.models.member import Console


@dataclass
class Cast:
    """Who imports, and for which product."""

    owner: Member
    product: Product

    def source(self, name: str = "Sideline inbox") -> Source:
        found = Source.objects.filter(item__title=name, item__product=self.product.pk).first()
        return found or Source.open(self.product, name, by=self.owner)

    def bring(
        self,
        text: str | bytes,
        *,
        target: str = "notes",
        named: dict[str, str] | None = None,
        name: str = "it.csv",
        **said: Any,
    ) -> Import:
        """Import a text, run to its end."""
        brought = self.prepare(text, target=target, named=named, name=name, **said)
        brought.run(by=self.owner)
        return brought

    def prepare(
        self,
        text: str | bytes,
        *,
        target: str = "notes",
        named: dict[str, str] | None = None,
        name: str = "it.csv",
        **said: Any,
    ) -> Import:
        """The same import, mapped but not yet run."""
        source = self.source(said.pop("source", "Sideline inbox")) if target == "notes" else None
        brought = Import.open(self.product, kept(text, name), target=target, source=source, by=self.owner)
        assert brought.shown_shape, brought.why_refused
        brought.map(by_names(brought.shown_shape, brought.goes_to, named or {}), by=self.owner, **said)
        return brought

    def notes(self) -> Any:
        return Note.objects.filter(product=self.product.pk).order_by("id")


def kept(text: str | bytes, name: str = "it.csv") -> StoredFile:
    return files.store([text.encode() if isinstance(text, str) else text], name=name)


def gather() -> Cast:
    """The cast, in whatever world there is."""
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Sideline Works", by=console)
    owner = Member.join("Ines Import", email="ines.import@sideline.example", by=console)
    product = Product.open("Sideline", slug="sideline", by=console)
    product.put_in_charge(owner, "pm", by=console)
    owner.forget_hats()
    return Cast(owner, product)


def counts(brought: Import) -> tuple[int, ...]:
    """Created, updated, unchanged, skipped, rejected; that they add up to the rows is asked every time."""
    brought.refresh_from_db()
    found = (brought.created, brought.updated, brought.unchanged, brought.skipped, brought.rejected)
    assert sum(found) == brought.rows_read == brought.position
    return found
