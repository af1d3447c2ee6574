"""The leak check of shared roadmaps: asked of an index, right when names change, and nothing is shown where it fails."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.definition.leaking import begun, plain, without_form
from tandem.definition.leaks import companies_called
from tandem.definition.models import Edition, Release, RoadmapLink
from tandem.definition.roadmaps import Outside
from tandem.definition.tests.conftest import Cast

TODAY = date(2026, 11, 22)
CALLED = [
    "Acme Rockets", "  ACME—Rockets, Ltd", "École Nine GmbH", "Ac\u200bme Ｒｏｃｋｅｔｓ", "Inc", "AG Ltd.", "", "…", "x's (y) [z] & co",
    "one two three four five six seven eight nine ten Ltd", "Fifth\u00a0Wheel Company", "Zürich-Süd/Nord AG", "Ltd Ltd", "Straße 1",
]  # fmt: skip


@pytest.fixture
def release(cast: Cast) -> Release:
    return Release.plan(cast.product, "Bluebird Two", available_on=date(2026, 12, 4), by=cast.pm)


def accepted(release: Release, cast: Cast, name: str, text: str = "") -> Edition:
    said = {"name": name, "text": text, "promised_on": date(2026, 12, 4)}
    made = Edition.word(release, "customers", by=cast.pmm, **said)
    made.accept(by=cast.pm)
    return made


@pytest.mark.django_db
def test_the_database_calls_a_company_as_the_check_of_words_does() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT called_as(unnest(%s::text[]))", [CALLED])
        assert [row[0] for row in cursor.fetchall()] == [begun(without_form(plain(name))) for name in CALLED]


@pytest.mark.django_db
def test_ten_thousand_companies_are_asked_by_an_index_and_a_new_name_is_known_at_once(
    cast: Cast, release: Release
) -> None:
    many = """INSERT INTO record_item (kind, number, title, text, version, made_at)
        SELECT 'company', 100000 + g, 'Firm ' || g, '', 1, now() FROM generate_series(1, 10000) g"""
    firm = cast.companies[0]
    accepted(release, cast, "Winter", "Built beside Juniper Tree and Firm 77 for all.")

    def held() -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as said:
            found = Outside(cast.product, "customers", TODAY).leaks
        return [one.name for one in found], len(said)

    assert held()[0] == []
    with connection.cursor() as cursor:
        cursor.execute(many)
    plan = companies_called({"firm 77"}).explain()
    assert "company_called" in plan, plan
    assert "Seq Scan" not in plan, plan
    names, asked = held()
    assert names == ["firm 77"]
    assert asked <= 8
    firm.revise(by=cast.pm, version=firm.version, title="Juniper Tree, Inc.")
    assert held() == (["firm 77", "juniper tree"], asked)
    firm.revise(by=cast.pm, version=firm.version, title="Juniper Trees")
    assert held()[0] == ["firm 77"]
    long = "Built beside Juniper Tree and Firm 77 for all the others"
    firm.revise(by=cast.pm, version=firm.version, title=long)
    assert held()[0] == ["built beside juniper tree and firm 77 for", "firm 77"], "of a longer name its beginning is enough"


@pytest.mark.django_db
def test_a_check_that_fails_shows_nothing(cast: Cast, release: Release, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    accepted(release, cast, "The winter release")
    link = RoadmapLink.share(cast.product, "customers", title="All", by=cast.pmm)
    monkeypatch.setattr("tandem.definition.roadmaps.leaks_of", lambda *said, **named: 1 / 0)
    client.raise_request_exception = False
    answer = client.get(f"/r/{link.secret}")
    assert answer.status_code == 500
    assert "The winter release" not in answer.content.decode()
