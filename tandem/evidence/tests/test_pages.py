"""The pages of evidence: each is drawn, each act works without a script, and lists do not ask more as they grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.evidence.models import Company, Highlight, Note, Source, TargetMarket, Theme
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item


@pytest.fixture
def pm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pm)
    return client


@pytest.fixture
def viewer(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.viewer)
    return client


@pytest.fixture
def problem(cast: Cast) -> Item:
    return Item.objects.create(
        kind="problem",
        number=900_001,
        title="The crane stops",
        product=cast.product.item,
        made_at=cast.product.item.made_at,
    )


@pytest.fixture
def theme(cast: Cast) -> Theme:
    words = [
        "crane stops every monday",
        "crane stops again",
        "crane stopped at noon",
        "invoice is wrong",
        "wrong invoice amount",
        "invoice shows wrong tax",
    ]
    for number, text in enumerate(words * 3):
        cast.note(f"{text} {number}", author_email=f"a{number}@quarry.example")
    Theme.discover(cast.product, by=cast.pm)
    return Theme.objects.of(cast.product).shown().ranked("notes")[0]


def statements(client: Client, url: str) -> int:
    """How many statements a page takes when it is asked for a second time."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_an_empty_desk_teaches_the_first_step(pm: Client) -> None:
    said = pm.get("/products/sideline/evidence")
    assert said.status_code == 200
    assert b"No notes yet" in said.content


def test_the_desk_shows_themes_their_notes_and_what_they_amount_to(pm: Client, theme: Theme) -> None:
    said = pm.get(f"/products/sideline/evidence?theme={theme.number}").content.decode()
    assert theme.title in said
    assert "Quarry Stoneworks" in said
    assert "1 in target market" in said
    assert f"/problems/new?theme={theme.number}" in said


def test_a_theme_has_an_address_of_its_own(pm: Client, theme: Theme) -> None:
    assert theme.title in pm.get(theme.get_absolute_url()).content.decode()


def test_a_viewer_sees_no_acts_on_a_theme(viewer: Client, theme: Theme) -> None:
    said = viewer.get(theme.get_absolute_url()).content.decode()
    assert theme.title in said
    assert "Make it a problem" not in said


def test_renaming_a_theme_keeps_the_name_through_a_new_discovery(pm: Client, cast: Cast, theme: Theme) -> None:
    assert pm.post(f"/themes/{theme.number}/name", {"title": "Crane stops"}).status_code == 303
    Theme.discover(cast.product, by=cast.pm)
    assert Theme.objects.numbered(theme.number).title == "Crane stops"


def test_a_refused_name_is_said_on_the_desk(pm: Client, theme: Theme) -> None:
    said = pm.post(f"/themes/{theme.number}/name", {"title": " "})
    assert said.status_code == 422
    assert b"A theme needs a name" in said.content


def test_a_dismissed_theme_leaves_the_desk_and_can_be_restored(pm: Client, theme: Theme) -> None:
    pm.post(f"/themes/{theme.number}/dismissal")
    assert theme not in Theme.objects.shown()
    assert theme.title in pm.get("/products/sideline/evidence?show=dismissed").content.decode()
    pm.post(f"/themes/{theme.number}/restoration")
    assert theme in Theme.objects.shown()


def test_linking_a_theme_links_every_note_in_one_act(pm: Client, theme: Theme, problem: Item) -> None:
    pm.post(f"/themes/{theme.number}/links", {"about": "P-900001 The crane stops"})
    assert Highlight.objects.standing().filter(about=problem).count() == theme.notes.count()


def test_merging_moves_the_notes(pm: Client, cast: Cast, theme: Theme) -> None:
    other = Theme.objects.of(cast.product).shown().exclude(pk=theme.pk).first()
    if other is None:
        pytest.fail("two themes were expected")
    pm.post(f"/themes/{theme.number}/merger", {"into": other.number})
    assert not Note.objects.filter(theme=theme).exists()


def test_the_note_list_narrows_by_source_and_state(pm: Client, cast: Cast) -> None:
    cast.note("Kept words")
    cast.note("Dropped words").dismiss(by=cast.pm)
    said = pm.get("/products/sideline/notes?state=dismissed").content.decode()
    assert "Dropped words" in said
    assert "Kept words" not in said


def test_the_note_list_asks_the_same_number_of_statements_for_any_number_of_notes(pm: Client, cast: Cast) -> None:
    cast.note("First words", author_email="a@quarry.example")
    before = statements(pm, "/products/sideline/notes")
    for number in range(40):
        cast.note(f"Words {number}", author_email=f"a{number}@quarry.example").highlight(
            0, 5, feeling="angry", by=cast.pm
        )
    assert statements(pm, "/products/sideline/notes") == before


def test_the_note_list_takes_at_most_twenty_statements(pm: Client, cast: Cast) -> None:
    cast.note("The crane stops")
    assert statements(pm, "/products/sideline/notes") <= 20


def test_a_search_asks_the_same_number_of_statements_for_any_number_of_notes(pm: Client, cast: Cast) -> None:
    for number in range(3):
        cast.note(f"The crane stops {number}", author_email="a@quarry.example")
    before = statements(pm, "/products/sideline/notes?q=crane")
    for number in range(30):
        cast.note(f"The crane stops again {number}", author_email=f"a{number}@quarry.example")
    assert statements(pm, "/products/sideline/notes?q=crane") <= before


def test_the_workspace_is_looked_up_once_a_page(pm: Client) -> None:
    pm.get("/products/sideline/notes")
    with CaptureQueriesContext(connection) as asked:
        pm.get("/products/sideline/notes")
    assert sum('FROM "team_workspace"' in one["sql"] for one in asked.captured_queries) == 1


def test_the_desk_asks_the_same_number_of_statements_for_any_number_of_themes(
    pm: Client, cast: Cast, theme: Theme
) -> None:
    before = statements(pm, "/products/sideline/evidence")
    for number in range(12):
        Theme._make(f"Theme {number}", product=cast.product, found_at=cast.product.item.made_at)
    assert statements(pm, "/products/sideline/evidence") == before


@pytest.mark.parametrize(
    "query",
    [
        "q=crane",
        "after=nonsense",
        "stars=99",
        "since=2026-13-45",
        "source=abc&theme=%00",
        "q=%00%27%22",
        "until=9999-12-31",
    ],
)
def test_no_address_of_the_note_list_breaks_it(pm: Client, cast: Cast, query: str) -> None:
    cast.note("A crane")
    assert pm.get(f"/products/sideline/notes?{query}").status_code == 200


def test_words_are_highlighted_by_a_plain_form(pm: Client, cast: Cast, problem: Item) -> None:
    note = cast.note("The crane stops daily.")
    assert (
        pm.post(
            f"/notes/{note.pk}/highlights", {"start": 4, "end": 15, "about": "P-900001", "feeling": "angry"}
        ).status_code
        == 303
    )
    assert Highlight.objects.get(note=note).words == "crane stops"
    assert "<mark" in pm.get(f"/notes/{note.pk}").content.decode()


def test_a_mark_that_nobody_has_is_refused_with_the_way_out(pm: Client, cast: Cast) -> None:
    note = cast.note("The crane stops daily.")
    said = pm.post(f"/notes/{note.pk}/highlights", {"about": "P-424242"})
    assert said.status_code == 422
    assert b"Pick one from the list" in said.content


def test_a_highlight_is_taken_back_and_put_back_on_the_note(pm: Client, cast: Cast) -> None:
    note = cast.note("Best crane ever.")
    mark = note.highlight(0, 4, consent="may_use", by=cast.pm)
    pm.post(f"/notes/{note.pk}/highlights/{mark.pk}/taking-back")
    assert not Highlight.objects.standing().filter(pk=mark.pk).exists()
    pm.post(f"/notes/{note.pk}/highlights/{mark.pk}/taking-back", {"put": "back"})
    assert Highlight.objects.standing().filter(pk=mark.pk).exists()


def test_a_quick_note_finds_its_company(pm: Client, cast: Cast) -> None:
    said = pm.post(
        "/products/sideline/notes/new",
        {"text": "It broke.", "author": "ann@quarry.example", "form": "call"},
        follow=True,
    )
    assert b"Quarry Stoneworks" in said.content


def test_a_refused_quick_note_keeps_what_was_typed(pm: Client) -> None:
    said = pm.post("/products/sideline/notes/new", {"text": "It broke.", "company": "Nobody Ltd", "form": "call"})
    assert said.status_code == 422
    assert b"It broke." in said.content


def test_companies_are_listed_largest_first_and_filtered(pm: Client, cast: Cast) -> None:
    said = pm.get("/companies?q=stoneworks").content.decode()
    assert "Quarry Stoneworks" in said
    assert "Lantern Theatre" not in said


def test_a_company_page_tells_what_they_said_and_which_market_they_are_in(pm: Client, cast: Cast) -> None:
    cast.note("Our words", author_email="a@quarry.example")
    said = pm.get(cast.quarry.get_absolute_url()).content.decode()
    assert "Our words" in said
    assert "Small building firms" in said


def test_a_company_is_added_with_its_domains(pm: Client) -> None:
    pm.post(
        "/companies/new", {"title": "Mossfield", "life_cycle": "prospect", "domains": "mossfield.example, moss.example"}
    )
    assert Company.objects.of_email("x@moss.example").title == "Mossfield"


def test_a_company_changed_by_somebody_else_meanwhile_is_refused(pm: Client, cast: Cast) -> None:
    said = pm.post(f"/companies/{cast.quarry.number}/edit", {"title": "Quarry", "life_cycle": "customer", "version": 0})
    assert said.status_code == 422
    assert b"Somebody changed this" in said.content


def test_a_domain_of_free_mail_is_refused_on_the_page(pm: Client, cast: Cast) -> None:
    said = pm.post(f"/companies/{cast.quarry.number}/domains", {"domain": "gmail.com"})
    assert said.status_code == 422
    assert b"Anybody can write from gmail.com" in said.content


def test_a_target_market_is_defined_and_counted(pm: Client, cast: Cast) -> None:
    pm.post("/products/sideline/market", {"sentence": "Large houses", "employees_from": "100"})
    made = TargetMarket.objects.of(cast.product).latest("pk")
    assert Company.objects.filter(pk=cast.lantern.pk).in_market(made).exists()
    assert b"Large houses" in pm.get("/products/sideline/market").content


def test_the_market_form_counts_companies_while_one_writes(pm: Client) -> None:
    assert b"Employees at most 50" in pm.get("/products/sideline/market/count?employees_to=50").content


def test_a_market_without_a_condition_is_refused(pm: Client) -> None:
    assert pm.post("/products/sideline/market", {"sentence": "Everybody"}).status_code == 422


def test_changing_the_rule_of_a_market(pm: Client, cast: Cast) -> None:
    fields = {"sentence": "Small firms", "employees_from": 1, "employees_to": 20, "version": cast.market.item.version}
    assert pm.post(cast.market.get_absolute_url(), fields).status_code == 303
    assert TargetMarket.objects.get(pk=cast.market.pk).conditions[0]["value"] == [1, 20]


def test_the_lists_come_as_csv_with_formulas_defused(pm: Client, cast: Cast) -> None:
    cast.note("=1+1")
    said = b"".join(pm.get("/products/sideline/notes.csv").streaming_content).decode()
    assert "'=1+1" in said
    assert b"Quarry Stoneworks" in b"".join(pm.get("/companies.csv").streaming_content)


def test_a_restricted_product_and_its_notes_are_hidden(viewer: Client, cast: Cast) -> None:
    note = cast.note("Secret")
    cast.product.restricted = True
    cast.product.save()
    assert viewer.get("/products/sideline/evidence").status_code == 404
    assert viewer.get(f"/notes/{note.pk}").status_code == 404


def test_themes_of_a_few_notes_are_found_at_once(pm: Client, cast: Cast) -> None:
    cast.note("The crane stops")
    pm.post("/products/sideline/themes")
    assert Theme.objects.of(cast.product).shown().count() == 1


def test_a_viewer_may_not_ask_for_themes(viewer: Client, cast: Cast) -> None:
    cast.note("The crane stops")
    assert viewer.post("/products/sideline/themes").status_code == 403


def test_asking_for_themes_of_many_notes_shows_how_far_they_are(
    pm: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.evidence.jobs.SMALL", 0)
    cast.note("The crane stops")
    assert pm.post("/products/sideline/themes").status_code == 303
    assert b"Finding themes: waiting for its turn" in pm.get("/products/sideline/evidence").content


def test_a_source_tells_what_it_holds_and_takes_another_name_with_its_notes(pm: Client, cast: Cast) -> None:
    note = cast.note("The crane stops")
    page = pm.get(note.source.get_absolute_url()).content.decode()
    assert "The crane stops" in page
    said = {"title": "Crane desk", "form": "ticket", "version": note.source.item.version}
    assert pm.post(f"{note.source.get_absolute_url()}/edit", said).status_code == 303
    assert pm.post(f"{note.source.get_absolute_url()}/edit", said | {"title": "Other"}).status_code == 422
    note.refresh_from_db()
    assert note.source.title == "Crane desk"
    empty = Source.open(cast.product, "Nothing yet", by=cast.pm)
    assert "No notes yet" in pm.get(empty.get_absolute_url()).content.decode()
    taken = {"title": "crane desk", "form": "other", "version": empty.version}
    answer = pm.post(f"{empty.get_absolute_url()}/edit", taken)
    assert (answer.status_code, "already a source called" in answer.content.decode()) == (422, True)


def test_a_note_needs_words_and_its_form_says_so(pm: Client, cast: Cast) -> None:
    page = pm.get("/products/sideline/notes/new").content.decode()
    assert "What was said<" in page
