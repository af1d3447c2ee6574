"""What a program sends to change a competitor or a sales asset; what is left out stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Schema

from tandem.messaging.schemas import example


class CompetitorChange(Schema):
    """What to change in a competitor, with the version last seen."""

    model_config = example(version=2, site="https://quillbooks.example")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=120, description="Deals are held against it by this name.")
    summary: str | None = Field(None, max_length=2000)
    site: str | None = Field(None, max_length=2000)


class AssetChange(Schema):
    """What to change in a sales asset, with the version last seen; another link is a newer version."""

    model_config = example(version=2, persona="Controller", expires_on="2027-06-30")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=200)
    form: str | None = Field(None, max_length=12)
    persona: str | None = Field(None, max_length=80)
    awareness: str | None = Field(None, pattern="^(|unaware|need|solutions|us|convinced)$")
    competitor: int | None = Field(None, description="The number of the competitor it is used against.")
    expires_on: date | None = None
    says: str | None = Field(None, max_length=500, description="What is new in the newest version.")


def changed(body: Schema, *empty: str) -> dict[str, Any]:
    """What was sent; a field that cannot be empty and is sent so stays as it is."""
    said = body.dict(exclude_unset=True)
    return {name: value for name, value in said.items() if value is not None or name in empty}
