"""What holds for each preset: a page that tells of it, a fixture of ours that it recognizes, and once in is in."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import HERE, bring, figures, fixture, names, presets
from tandem.evidence.importing.mapping import guessed
from tandem.evidence.models import Import
from tandem.evidence.presets import SURE, Preset, preset_named
from tandem.evidence.targets import target_named
from tandem.evidence.tests.importing_cast import Cast, gather

DOCS = HERE.parent.parent / "docs"


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_there_is_a_preset_for_every_system_that_people_come_from() -> None:
    systems = {preset.system for preset in presets()}
    assert systems == {path.parent.name for path in HERE.glob("*/presets.py")}
    assert {preset.target for preset in presets()} == {
        "notes",
        "companies",
        "contacts",
        "deals",
        "features",
        "releases",
    }


@pytest.mark.parametrize("name", names())
def test_the_page_of_its_system_tells_of_it(name: str) -> None:
    preset = preset_named(name)
    page = (DOCS / "imports" / f"{preset.system}.md").read_text("utf-8")
    assert f"## {preset.label}\n" in page
    assert f"`{name}`" in page
    told = " ".join(page.split(f"## {preset.label}\n")[1].split("\n## ")[0].split())
    assert ("matched loosely" in told) is not preset.verified
    assert f"(imports/{preset.system}.md)" in (DOCS / "imports.md").read_text("utf-8")


@pytest.mark.parametrize("name", names())
def test_its_fixture_is_recognized_and_comes_in_only_once(cast: Cast, name: str) -> None:
    preset = preset_named(name)
    first = bring(cast, fixture(name), target=preset.target)
    assert first.preset == name
    assert first.created > 0
    assert first.rejected == 0
    again = bring(cast, fixture(name), target=preset.target)
    assert figures(again) == (0, 0, first.created, first.skipped, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_every_field_it_fills_is_one_of_its_target(preset: Preset) -> None:
    fields = {field.name for field in target_named(preset.target).fields}
    assert set(preset.gives or preset.columns) <= fields
    assert bool(preset.gives) == bool(preset.makes) != bool(preset.columns)
    assert set(preset.scales) <= fields


def test_a_file_nobody_knows_is_read_as_it_lies_and_one_known_can_be_too(cast: Cast) -> None:
    report = bring(cast, "fider_posts", preset="none", source="As it lies")
    assert report.preset == ""
    assert figures(report) == (1, 0, 0, 1, 0), "a post without a description says nothing where no preset helps"


def test_the_preset_asked_for_must_fit(cast: Cast) -> None:
    from tandem.core.errors import Refused

    with pytest.raises(Refused, match="does not have what Zendesk tickets needs"):
        bring(cast, "fider_posts", preset="zendesk_tickets", target="notes")
    with pytest.raises(Refused, match="There is no preset nothing"):
        bring(cast, "fider_posts", preset="nothing")
    with pytest.raises(Refused, match="brings in companies, not notes"):
        bring(cast, "hubspot_companies", preset="hubspot_companies", target="notes")


def test_a_file_for_another_target_is_told_so(cast: Cast) -> None:
    bring(cast, "hubspot_contacts", target="notes", mapping={"body": "Job Title"})
    shape = Import.objects.latest("item__number").shown_shape
    assert shape
    assert shape.preset == ""
    assert "This looks like HubSpot contacts, which brings in contacts, not notes." in shape.warnings


def test_what_is_proposed_can_be_mapped_otherwise(cast: Cast) -> None:
    bring(cast, "fider_posts", mapping={"tags": "status", "status": ""})
    assert sorted(tag for note in cast.notes() for tag in note.tags) == ["declined", "duplicate"]
    brought = Import.objects.latest("item__number")
    assert brought.shown_shape
    assert "status" in guessed(brought.shown_shape, brought.goes_to)


def test_a_few_common_headers_are_not_enough_to_be_sure() -> None:
    unsure = {p.name for p in presets() if 10 * len(p.needs) + 3 * len(p.knows) < SURE and p.fits is None}
    assert unsure == {"playstore_api", "nps_hubspot"}
