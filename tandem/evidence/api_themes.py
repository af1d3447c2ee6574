"""Themes over the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.evidence.api_quality import QualityOut, quality_told
from tandem.evidence.api_words import AboutIn, Because, Said, example
from tandem.evidence.forms import item_named
from tandem.evidence.models import Area, Theme
from tandem.evidence.parts import Parts
from tandem.record.models import Item
from tandem.team.request import Request, product_of_slug

themes, areas = Router(tags=["Themes"]), Router(tags=["Themes"])


class ThemeOut(Schema):
    """What many notes speak of, with the figures it is ranked by."""

    model_config = example(
        number=3,
        title="Bank feed stops syncing",
        state="accepted",
        keywords=["feed", "sync"],
        notes=412,
        companies=96,
        arr="1300000.00",
        weekly=[12, 18, 31],
        trend="2.4× in 6 weeks",
        pinned=False,
        area="Feed, bank",
        stars=None,
        starred=0,
        promoters=4,
        passives=2,
        detractors=9,
        quality=None,
    )  # type: ignore[assignment]
    number: int
    title: str
    state: str = Field(description="found, accepted or dismissed")
    pinned: bool
    area: str | None = Field(description="The coarser group it belongs to, where there are enough notes for one.")
    stars: Decimal | None = Field(description="The mean of the ratings of 1 to 5 among its notes.")
    starred: int = Field(description="How many such ratings.")
    promoters: int = Field(description="Answers of 9 and 10 among its notes.")
    passives: int
    detractors: int
    keywords: list[str]
    notes: int = Field(alias="note_count")
    companies: int = Field(alias="company_count")
    arr: Decimal = Field(
        description="Yearly revenue of these companies in the workspace's currency, each counted once."
    )
    weekly: list[int] = Field(description="Notes in each of the last twelve weeks, the present one last.")
    trend: str
    quality: QualityOut | None = Field(description="How good its evidence is; null before its notes were counted.")

    @staticmethod
    def resolve_quality(row: Any) -> dict[str, Any] | None:
        return quality_told(row.quality) if row.quality else None

    @staticmethod
    def resolve_area(row: Any) -> str | None:
        return row.area.title if row.area else None


class NameIn(Said):
    """A name for the theme."""

    model_config = example(title="Bank feed stops syncing")  # type: ignore[assignment]
    title: str = Field(min_length=1, max_length=200)


class MergeIn(Said):
    """The theme that this one becomes a part of."""

    model_config = example(into=3, because="The same in other words")  # type: ignore[assignment]
    into: int = Field(description="The number of the theme that takes the notes.")
    because: str = Field("", max_length=2000)


class PartOut(Schema):
    """A finer group within a theme."""

    model_config = example(title="The feed stops on Mondays", keywords=["monday"], notes=[481, 482])  # type: ignore[assignment]
    title: str
    keywords: list[str]
    notes: list[int] = Field(description="The ids of its notes.")


class SplitIn(Said):
    """Notes that become a theme of their own."""

    model_config = example(notes=[481, 482], title="The feed stops on Mondays")  # type: ignore[assignment]
    notes: list[int] = Field(min_length=1, max_length=20_000)
    title: str = Field(min_length=1, max_length=200)


class AreaOut(Schema):
    """What several themes have in common, one step coarser."""

    model_config = example(id=4, title="Feed, bank", keywords=["feed", "bank"])  # type: ignore[assignment]
    id: int
    title: str
    keywords: list[str]


class DiscoveryIn(Said):
    """The product whose notes are grouped."""

    model_config = example(product="ledgerly")  # type: ignore[assignment]
    product: str = Field(max_length=60, description="The product's slug.")


class LinkedOut(Schema):
    model_config = example(notes=412)  # type: ignore[assignment]
    notes: int = Field(description="How many links that changed.")


@themes.get("", response=list[ThemeOut], operation_id="list_themes", summary="Themes of a product, ranked")
def list_themes(
    request: Request,
    product: str,
    rank: Literal["arr", "notes", "companies", "growth"] = "arr",
    dismissed: bool = False,
) -> list[Theme]:
    """By yearly revenue, notes, companies or growth; the dismissed ones only when asked for."""
    kept = Theme.objects.visible_to(request.user).of(product_of_slug(request, product))
    return (kept.dismissed() if dismissed else kept.shown()).ranked(rank)


@themes.post("", response=list[ThemeOut], operation_id="find_themes", summary="Find themes")
def find_themes(request: Request, said: DiscoveryIn) -> list[Theme]:
    """Reads all notes of the product: seconds, more for a hundred thousand. What people decided survives."""
    return Theme.discover(product_of_slug(request, said.product), by=request.user)


@themes.get("/{number}", response=ThemeOut, operation_id="read_theme", summary="One theme")
def read_theme(request: Request, number: int) -> Theme:
    """A theme by its number."""
    return _theme(request, number)


@themes.post("/{number}/name", response=ThemeOut, operation_id="rename_theme", summary="Rename a theme")
def rename(request: Request, number: int, said: NameIn) -> Theme:
    """Every re-run keeps the name."""
    theme = _theme(request, number)
    theme.rename(said.title, by=request.user)
    return theme


@themes.post("/{number}/acceptance", response=ThemeOut, operation_id="accept_theme", summary="Accept a theme")
def accept(request: Request, number: int, said: Because) -> Theme:
    """Every re-run keeps it."""
    theme = _theme(request, number)
    theme.accept(by=request.user)
    return theme


@themes.post("/{number}/dismissal", response=ThemeOut, operation_id="dismiss_theme", summary="Dismiss a theme")
def dismiss(request: Request, number: int, said: Because) -> Theme:
    """Out of sight, also after every re-run; its notes stay."""
    theme = _theme(request, number)
    theme.dismiss(because=said.because, by=request.user)
    return theme


@themes.post("/{number}/restoration", response=ThemeOut, operation_id="restore_theme", summary="Restore a theme")
def restore(request: Request, number: int, said: Because) -> Theme:
    """Undoes dismissing and merging."""
    theme = _theme(request, number)
    theme.restore(because=said.because, by=request.user)
    return theme


@themes.post("/{number}/merger", response=ThemeOut, operation_id="merge_theme", summary="Merge a theme into another")
def merge(request: Request, number: int, said: MergeIn) -> Theme:
    """The notes go over, now and after every re-run. Gives the theme that took them."""
    into = _theme(request, said.into)
    _theme(request, number).merge(into, because=said.because, by=request.user)
    return _theme(request, said.into)


@themes.post("/{number}/pin", response=ThemeOut, operation_id="pin_theme", summary="Pin a theme to the top")
def pin(request: Request, number: int, said: Because) -> Theme:
    """It stands before all others, also after every re-run."""
    theme = _theme(request, number)
    theme.pin(by=request.user)
    return theme


@themes.post("/{number}/unpinning", response=ThemeOut, operation_id="unpin_theme", summary="Unpin a theme")
def unpin(request: Request, number: int, said: Because) -> Theme:
    """Undoes pinning."""
    theme = _theme(request, number)
    theme.unpin(by=request.user)
    return theme


@themes.get("/{number}/parts", response=list[PartOut], operation_id="list_parts", summary="Look closer at a theme")
def list_parts(request: Request, number: int) -> Any:
    """Finer groups of its notes, found on the spot."""
    return Parts.of(_theme(request, number)).rows


@themes.post("/{number}/split", response={201: ThemeOut}, operation_id="split_theme", summary="Split a theme")
def split(request: Request, number: int, said: SplitIn) -> tuple[int, Theme]:
    """These notes become a theme of their own, which every re-run keeps. Merging it back undoes this."""
    made = _theme(request, number).split(said.notes, said.title, by=request.user)
    return 201, _theme(request, made.number)


@areas.get("", response=list[AreaOut], operation_id="list_areas", summary="Areas of a product")
def list_areas(request: Request, product: str) -> Any:
    """The coarser groups of its themes, as they were last found."""
    found = Area.objects.visible_to(request.user).filter(product=product_of_slug(request, product).pk)
    return found.standing().order_by("title", "pk")


@areas.post("/{id}/name", response=AreaOut, operation_id="rename_area", summary="Rename an area")
def rename_area(request: Request, id: int, said: NameIn) -> Area:
    """Every re-run keeps the name."""
    area = get_object_or_404(Area.objects.visible_to(request.user).select_related("product"), pk=id)
    area.rename(said.title, by=request.user)
    return area


@themes.post("/{number}/links", response=LinkedOut, operation_id="link_theme", summary="Link all notes of a theme")
def link(request: Request, number: int, said: AboutIn) -> dict[str, int]:
    """One event, however many notes."""
    return {"notes": _theme(request, number).link(_about(request, said), by=request.user)}


@themes.post("/{number}/unlinking", response=LinkedOut, operation_id="unlink_theme", summary="Undo linking a theme")
def unlink(request: Request, number: int, said: AboutIn) -> dict[str, int]:
    """Links of whole notes are taken back; marked words stay."""
    return {"notes": _theme(request, number).unlink(_about(request, said), by=request.user)}


def _theme(request: Request, number: int) -> Theme:
    return get_object_or_404(
        Theme.objects.visible_to(request.user).select_related("item__product", "area"), item__number=number
    )


def _about(request: Request, said: AboutIn) -> Item:
    found: Any = item_named(said.about, request.user)
    if found is None:
        raise Refused("Say what the notes speak of, such as P-7.")
    return found
