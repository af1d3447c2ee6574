"""Days on a page are those of the place where the company works."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tandem.core import clock
from tandem.evidence.models import Note
from tandem.team.models import Workspace
from tests.cast import Cast

EVENING = datetime(2026, 11, 24, 3, tzinfo=UTC)  # nine in the evening of the 23rd in Chicago


@pytest.mark.django_db
def test_an_evening_west_of_london_is_the_same_day_on_every_part_of_a_page(cast: Cast) -> None:
    note = Note.objects.filter(product=cast.product.pk, folded_into=None).first()
    assert note is not None
    Note.objects.filter(pk=note.pk).update(said_at=EVENING - timedelta(hours=1))
    with clock.standing_still(EVENING):
        answer = cast.browser("pm").get(note.get_absolute_url())
        told = cast.program("pm").get(f"/api/v1/notes/{note.pk}").json()
        assert answer.context["today"] == Workspace.current().today == date(2026, 11, 23)
    page = answer.content.decode()
    assert "Monday 23 November 2026" in page
    assert "Tuesday 24 November 2026" not in page
    assert datetime.fromisoformat(told["said_at"]) == EVENING - timedelta(hours=1)
