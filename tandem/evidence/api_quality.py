"""How the API tells the quality of evidence, of whatever is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Schema

from tandem.evidence.api_words import example
from tandem.evidence.quality import Quality


class SourceCountOut(Schema):
    """How many of the notes one source brought."""

    model_config = example(number=1, title="Support tickets", notes=53, form="Support ticket")  # type: ignore[assignment]
    number: int
    title: str
    notes: int
    form: str


class QualityOut(Schema):
    """How good evidence is. The list of notes narrowed by `since`, `company`, `source` or `market` holds as many."""

    model_config = example(
        on="2026-11-22", notes=83, since="2026-08-24", lately=51, oldest="2026-03-03", median="2026-09-22",
        newest="2026-11-22", loudest="Marlow Freight", loudest_company=12, loudest_notes=5,
        sources=[{"number": 1, "title": "Support tickets", "notes": 53, "form": "Support ticket"}], evenness=0.61,
        companies=42, in_market=31, market_notes=50, market_likely=[0.59, 0.85], warnings=[],
    )  # type: ignore[assignment]  # fmt: skip
    on: date = Field(description="The day on which it was counted.")
    notes: int
    since: date = Field(description="The first of the 90 days that count as recent.")
    lately: int = Field(description="Notes since then.")
    oldest: date | None
    median: date | None = Field(description="Half of the notes are from this day or later.")
    newest: date | None
    loudest: str = Field(description="The company that said most of it.")
    loudest_company: int | None
    loudest_notes: int
    sources: list[SourceCountOut]
    evenness: float | None = Field(description="Pielou's: 1 where all sources bring as much; null for one source.")
    companies: int
    in_market: int = Field(description="How many of the companies are in the product's target market.")
    market_notes: int = Field(description="Notes that they said, or that were said for them.")
    market_likely: tuple[float, float] | None = Field(description="Wilson's interval of their share, at 95%.")
    warnings: list[str] = Field(description="Plain sentences; none where nothing is wrong or too few can tell.")


def quality_told(quality: Quality) -> dict[str, Any]:
    """A quality as the API tells it."""
    counted, bounds = quality.counted, quality.market_bounds
    own = {name: getattr(counted, name) for name in QualityOut.model_fields if hasattr(counted, name)}
    evenness = quality.evenness
    return {
        **own, "loudest_company": counted.loudest_number, "warnings": quality.warnings,
        "evenness": None if evenness is None else round(evenness, 3),
        "market_likely": bounds and tuple(round(bound, 3) for bound in bounds),
    }  # fmt: skip
