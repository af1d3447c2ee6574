"""Whoever may not see personal data finds no address, number or name of a customer in any answer, and still works."""

from __future__ import annotations

import pytest

from tandem.core.errors import NotAllowed
from tandem.definition.models import Problem
from tandem.evidence.models import Company, Contact, Note
from tandem.language.masking import COVER
from tandem.team.channel_text import message
from tandem.team.models import Comment, Console, Notice, Workspace
from tandem.team.telling import covered, fit_for
from tests.cast import Cast
from tests.routes import Subjects, operations, pages

NAME, MAIL, PHONE = "Quenby Zellweger", "quenby@zellweger.example", "+49 176 5550 1234"
CANARIES = (NAME, NAME.upper(), MAIL, "quenby%40zellweger", PHONE, "Quenby", "1111 1111 1111")
WORDS = f"{NAME} here: the zeppelin import is stuck. Write to {MAIL}, call {PHONE}, card 4111 1111 1111 1111, order 4711-22."


@pytest.fixture
def note(cast: Cast) -> Note:
    """A customer's note that says who they are, linked to a problem that repeats it."""
    firm = Company.open("Zeppelin Works", domains=["zellweger.example"], by=Console())
    firm.add_contact(NAME, email=MAIL, role="Owner", by=Console())
    problem = Problem.open(cast.product, f"Zeppelin, says {NAME}", by=Console(), statement=f"Ask {NAME} at {PHONE}.")
    made = Note.add(cast.product, WORDS, author_name=NAME, author_email=MAIL, title=f"Zeppelin of {NAME}", by=Console())
    made.highlight(0, len(WORDS), about=problem.item, consent="may_use", by=Console())
    Note.add(cast.product, "Quiet zeppelin.", author_name="Quenbyish42", by=Console())
    return made


def places(cast: Cast, note: Note) -> list[str]:
    """Every address that is read, for the demo's things and for these."""
    subjects = Subjects(cast.product)
    found = [subjects.path(route) for route in (*pages(), *operations()) if route.method in ("", "get")]
    person, problem = Contact.objects.get(email=MAIL), Problem.objects.get(item__title__startswith="Zeppelin")
    own = [f"notes/{note.pk}", f"contacts/{person.pk}", f"companies/{person.company.number}", f"problems/{problem.number}"]
    own += [f"api/v1/{place}" for place in own] + [f"trace/{problem.mark}", f"api/v1/trace/{problem.mark}"]
    own += [f"api/v1/companies/{person.company.number}/contacts", f"api/v1/notes/{note.pk}/highlights"]
    asked = ["search?q=zeppelin", "palette?q=zeppelin", "api/v1/search?q=zeppelin", "api/v1/notes/search?q=zeppelin"]
    asked += [f"products/ledgerly/notes{end}" for end in ("?q=zeppelin", "?q=quenby", ".csv")]
    return [path for path in found if path] + [f"/{path}" for path in (*own, *asked)]


def read(cast: Cast, who: str, place: str) -> str:
    client = cast.program(who) if place.startswith("/api/") else cast.browser(who)
    return b"".join(client.get(place)).decode(errors="replace")


@pytest.mark.wide
@pytest.mark.django_db
def test_a_viewer_finds_no_customers_address_number_or_name_in_any_answer(cast: Cast, note: Note) -> None:
    told = {}
    for place in places(cast, note):
        said = read(cast, "viewer", place)
        if found := [canary for canary in (*CANARIES, "Quenbyish42") if canary in said]:
            told[place] = found
    assert told == {}


@pytest.mark.django_db
def test_what_is_not_personal_stays_and_makers_read_everything(cast: Cast, note: Note) -> None:
    masked, whole = (read(cast, who, f"/notes/{note.pk}") for who in ("viewer", "contributor"))
    assert "the zeppelin import is stuck" in masked
    assert "order 4711-22" in masked
    assert COVER * len(MAIL) in masked
    assert "Zeppelin Works" in masked
    assert "viewer@cast.example" in read(cast, "viewer", "/members/me") or "Viewer" in masked
    assert MAIL in whole
    assert PHONE in whole


@pytest.mark.django_db
def test_highlights_and_found_words_stay_in_their_places(cast: Cast, note: Note) -> None:
    found = read(cast, "sales", "/products/ledgerly/notes?q=zeppelin+import")
    assert "<mark>zeppelin</mark> <mark>import</mark>" in found
    assert NAME not in read(cast, "sales", "/products/ledgerly/notes?q=quenby")
    cast.program("sales").post(
        f"/api/v1/notes/{note.pk}/highlights", {"start": 0, "end": 16, "feeling": "angry"}, "application/json"
    )
    assert note.highlights.filter(words=NAME).exists()  # what is kept is what was said, not what was shown


@pytest.mark.django_db
def test_covered_text_never_takes_the_place_of_the_true_one(cast: Cast, note: Note) -> None:
    shown = {"product": "ledgerly", "text": f"They wrote {COVER * 9} again"}
    assert cast.program("sales").post("/api/v1/notes", shown, "application/json").status_code == 422
    assert cast.browser("sales").post("/products/ledgerly/notes/new", shown).status_code == 422
    assert cast.program("contributor").post("/api/v1/notes", shown, "application/json").status_code == 201
    person = Contact.objects.get(email=MAIL)
    with pytest.raises(NotAllowed):
        person.correct(name="Other", by=cast.people["sales"])


@pytest.mark.django_db
def test_the_workspace_says_for_whom_it_is_covered(cast: Cast, note: Note) -> None:
    workspace, admin = Workspace.current(), cast.browser("administrator")
    kept = {"title": workspace.title, "currency": "USD", "preset": workspace.preset, "version": workspace.version}
    assert admin.post("/workspace", {**kept, "masked_for": ["contributor", "viewer"]}).status_code == 303
    seen = {who: MAIL in read(cast, who, f"/notes/{note.pk}") for who in ("sales", "viewer", "contributor", "pm", "head")}
    assert seen == {"sales": True, "viewer": False, "contributor": False, "pm": True, "head": True}
    assert read(cast, "viewer", "/api/v1/workspace").count('"contributor"') == 1


@pytest.mark.django_db
def test_a_comment_stays_covered_on_pages_over_the_api_and_in_mail(cast: Cast, note: Note) -> None:
    problem = Problem.objects.get(item__title__startswith="Zeppelin")
    viewer = cast.people["viewer"]
    Comment.write(problem.item, f"@Viewer, {NAME} asked again from {MAIL} and {PHONE}", by=cast.people["pm"])
    asked = (problem.get_absolute_url(), f"/api/v1/comments?about={problem.mark}", "/notices", "/api/v1/notices")
    told = {place: [word for word in CANARIES if word in read(cast, "viewer", place)] for place in asked}
    assert told == {place: [] for place in asked}
    assert "asked again" in read(cast, "viewer", asked[0])
    assert MAIL in read(cast, "pm", asked[0])
    notice = Notice.objects.get(member=viewer)
    said = (fit_for(notice.member, notice.text), message("Ada", "commented", covered(problem.title), "/x"))
    assert not [word for word in CANARIES for text in said if word in text]
