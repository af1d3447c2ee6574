"""Saved searches: a question under a name, changed and shared, that tells its followers of what is new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.alerting import STILL_COMING, tell_of_new
from tandem.evidence.discovery import catch_up
from tandem.evidence.models import Following, Note, SavedSearch
from tandem.evidence.tests.conftest import NOW, Cast
from tandem.evidence.wording import count_words
from tandem.team.models import Notice

NOTES = "/products/sideline/notes"


@pytest.fixture
def pm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pm)
    return client


def saved(cast: Cast, asked: str = "q=crane", **how: object) -> SavedSearch:
    return SavedSearch.keep(cast.product, "Cranes", **{"asked": asked, "by": cast.pm, **how})  # type: ignore[arg-type]


def told(member: object) -> list[str]:
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("text", flat=True))


def test_a_new_note_that_fits_is_told_once_and_one_that_does_not_is_not(cast: Cast) -> None:
    cast.note("The crane was here before.")
    saved(cast, alert="at once")
    cast.note("The crane stops.")
    cast.note("Invoices are wrong.")
    assert (tell_of_new(), tell_of_new()) == (1, 0)
    assert told(cast.pm) == ["1 new note in “Cranes” of Sideline"]


def test_an_import_tells_when_it_has_caught_up(cast: Cast) -> None:
    saved(cast, alert="at once")
    Note.objects.bulk_create([_bare(cast, n) for n in range(3)])
    catch_up(cast.product)
    assert told(cast.pm) == ["3 new notes in “Cranes” of Sideline"]


def test_a_note_committed_late_is_told_of_too(cast: Cast) -> None:
    search = saved(cast, alert="at once")
    late = cast.note("The crane stops.")
    following = search.followings.get()
    Following.objects.filter(pk=following.pk).update(looked_to=late.pk + 50)
    assert tell_of_new() == 1
    Following.objects.filter(pk=following.pk).update(looked_to=late.pk + STILL_COMING, counted=[])
    assert tell_of_new() == 0


def test_conditions_narrow_what_is_told(cast: Cast) -> None:
    saved(cast, f"q=crane&company={cast.quarry.number}", alert="at once")
    cast.note("The crane stops.", company=cast.lantern)
    assert tell_of_new() == 0
    cast.note("The crane stops.", company=cast.quarry)
    assert tell_of_new() == 1


def test_a_note_that_means_the_same_is_told_and_one_with_an_unwanted_word_is_not(cast: Cast) -> None:
    search = saved(cast, "q=the+crane+stops+all+the+time+-yellow", alert="at once")
    cast.note("The crane is stopping all the time, it is yellow.")
    assert tell_of_new() == 0
    cast.note("Our crane stops. It stops all of the time.")
    assert tell_of_new() == 1
    assert search.followings.get().fresh == 1


def test_a_mistyped_search_tells_of_what_was_meant(cast: Cast) -> None:
    for _ in range(2):
        cast.note("The crane stops.")
    count_words(cast.product.pk)
    saved(cast, "q=crnae", alert="at once")
    cast.note("A crane fell.")
    assert tell_of_new() == 1


def test_a_daily_alert_tells_once_a_day(cast: Cast) -> None:
    saved(cast, alert="daily")
    for day, many in ((0, 1), (0, 0), (1, 1)):
        cast.note("The crane stops.")
        with clock.standing_still(NOW + timedelta(days=day)):
            assert tell_of_new() == many
    assert told(cast.pm) == ["2 new notes in “Cranes” of Sideline"]  # the unread one was replaced


def test_without_an_alert_new_notes_are_counted_until_one_looks(pm: Client, cast: Cast) -> None:
    search = saved(cast)
    cast.note("The crane stops.")
    assert tell_of_new() == 0
    assert "<b>1 new</b>" in pm.get(NOTES).content.decode()
    assert "The <mark>crane</mark> stops." in pm.get(search.get_absolute_url()).content.decode()
    assert "1 new" not in pm.get(NOTES).content.decode()


def test_nobody_is_told_of_a_product_that_was_hidden_from_them(cast: Cast) -> None:
    search = saved(cast, shared=True)
    search.follow("at once", by=cast.viewer)
    cast.product.restricted = True
    cast.product.save(update_fields=["restricted"])
    cast.note("The crane stops.")
    tell_of_new()
    assert told(cast.viewer) == []


def test_a_retired_search_tells_nothing_until_it_is_put_back(cast: Cast) -> None:
    search = saved(cast, alert="at once")
    search.retire(by=cast.pm)
    cast.note("The crane stops.")
    assert tell_of_new() == 0
    search.restore(by=cast.pm)
    assert tell_of_new() == 1


def test_ones_own_search_is_ones_own_and_a_shared_one_everyones(pm: Client, cast: Cast, client: Client) -> None:
    search = saved(cast)
    other = Client()
    other.force_login(cast.viewer)
    assert "Cranes" not in other.get(NOTES).content.decode()
    assert other.post(f"/saved-searches/{search.pk}/following", {"alert": "daily"}).status_code == 404
    search.share(True, by=cast.pm)
    assert "Cranes" in other.get(NOTES).content.decode()
    with pytest.raises(NotAllowed):
        search.rename("Mine", by=cast.viewer)
    with pytest.raises(NotAllowed):
        SavedSearch.keep(cast.product, "Theirs", asked="q=x", shared=True, by=cast.viewer)


def test_save_as_new_and_discard_are_offered_only_when_something_changed(pm: Client, cast: Cast) -> None:
    search = saved(cast)
    same = pm.get(f"{NOTES}?q=crane&saved={search.pk}").content.decode()
    changed = pm.get(f"{NOTES}?q=crane&stars=1&saved={search.pk}").content.decode()
    assert "Discard" not in same
    assert "Save as new" not in same
    assert all(word in changed for word in ("Discard", "Save as new"))
    pm.post(f"/saved-searches/{search.pk}/question", {"asked": "stars=1&q=crane&after=zzz&<x>=1"})
    search.refresh_from_db()
    assert search.asked == "q=crane&stars=1"


def test_a_search_is_kept_renamed_and_refused_on_its_page(pm: Client, cast: Cast) -> None:
    said = pm.post("/products/sideline/saved-searches", {"name": "Cranes", "asked": "q=crane", "alert": "daily"})
    search = SavedSearch.objects.of(cast.product).get()
    assert said["Location"] == search.get_absolute_url()
    pm.post(f"/saved-searches/{search.pk}", {"name": "All cranes", "shared": "on"})
    search.refresh_from_db()
    assert (search.name, search.shared) == ("All cranes", True)
    refused = pm.post("/products/sideline/saved-searches", {"name": "Nothing", "asked": "after=1"})
    assert refused.status_code == 422
    assert "narrow the list, before you save it" in refused.content.decode()
    with pytest.raises(Refused):
        search.follow("hourly", by=cast.pm)


def test_notices_are_ones_own_and_read_at_once(pm: Client, cast: Cast) -> None:
    Notice.tell(cast.pm, "For you", "/notices")
    Notice.tell(cast.viewer, "For Otto", "/notices")
    said = pm.get("/notices").content.decode()
    assert "For you" in said
    assert "For Otto" not in said
    pm.post("/notices/reading")
    assert [Notice.objects.filter(member=who).unread().count() for who in (cast.pm, cast.viewer)] == [0, 1]


def _bare(cast: Cast, number: int) -> Note:
    key = bytes([number]) * 16
    return Note(source=cast.source, product=cast.product.item, key=key, body="A crane.", said_at=NOW, added_at=NOW)
