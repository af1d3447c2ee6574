"""A backlog and a list of releases come in by file, and are found again by key or name."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.definition.models import Feature, Release, Requirement
from tandem.evidence.tests.importing_cast import Cast, counts, gather

pytestmark = pytest.mark.django_db
BACKLOG = "Issue key,Summary,Description,Status,Fix versions\nSD-1,Sideline export,As CSV,In Progress,Sideline 2\nSD-2,Sideline search,,Open,\n"


@pytest.fixture
def cast() -> Cast:
    return gather()


def test_a_backlog_comes_in_once_and_takes_the_status_of_its_tool(cast: Cast) -> None:
    release = Release.plan(cast.product, "Sideline 2", by=cast.owner)
    assert counts(cast.bring(BACKLOG, target="features")) == (2, 0, 0, 0, 0)
    assert counts(cast.bring(BACKLOG.replace("Open", "Done"), target="features")) == (0, 1, 1, 0, 0)
    export, search = Feature.objects.filter(external_id__startswith="SD-").order_by("external_id")
    assert (export.title, export.statement, export.delivery_status, export.release_id) == (
        "Sideline export",
        "As CSV",
        "In Progress",
        release.pk,
    )
    assert (search.delivery_status, search.is_accepted) == ("Done", True)


def test_features_nobody_worked_on_go_when_their_import_is_undone(cast: Cast) -> None:
    brought = cast.bring(BACKLOG, target="features")
    Requirement.state(Feature.objects.get(external_id="SD-1"), "It exports", by=cast.owner)
    undone = brought.undo(by=cast.owner)
    assert (undone.taken_back, undone.kept) == (1, 1)
    assert Feature.objects.in_use().filter(external_id__startswith="SD-").get().external_id == "SD-1"


def test_releases_whose_day_has_passed_are_out(cast: Cast) -> None:
    table = "Name,Release date\nSideline 1,2026-02-01\nSideline 3,2027-05-01\n"
    assert counts(cast.bring(table, target="releases")) == (2, 0, 0, 0, 0)
    assert counts(cast.bring(table, target="releases")) == (0, 0, 2, 0, 0)
    assert Release.objects.get(item__title="Sideline 1").made_available_on == date(2026, 2, 1)
    assert not Release.objects.get(item__title="Sideline 3").has_shipped
