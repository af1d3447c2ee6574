"""Surveys: the formulas with their published vectors, what answering does, and what the pages say of too few."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core.errors import InvalidInput, NotAllowed, Refused
from tandem.evidence.asking import Asked, Said, checked
from tandem.evidence.intervals import Score, Share, wilson
from tandem.evidence.inviting import Respondent, key_of_form, key_of_link
from tandem.evidence.models import Contact, Note, Question, Survey, SurveyAnswer
from tandem.evidence.survey_results import results_of
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Event

ASKED = [
    Asked(1, "recommend", "Recommend?", needed=True), Asked(2, "text", "Why?"), Asked(3, "choice", "Which?", ("a", "b")),
    Asked(4, "choices", "What all?", ("a", "b", "c")), Asked(5, "scale", "How easy?"), Asked(6, "ellis", "Without it?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "value", "error", "low", "high", "enough"),
    [((60, 25, 15), 45.0, 7.40, 30.5, 59.5, True), ((6, 3, 1), 50.0, 21.21, 8.4, 91.6, False)],
)
def test_nps_and_its_interval_are_as_published(answers: Any, value: Any, error: Any, low: Any, high: Any, enough: Any) -> None:
    score = Score(*answers)
    assert (score.value, round(score.error or 0, 2), score.is_enough) == (value, error, enough)
    assert [round(bound, 1) for bound in score.bounds or ()] == [low, high]
    assert ("too few to say" in score.says) is not enough


def test_nine_and_ten_promote_seven_and_eight_are_passive_and_the_rest_detract() -> None:
    score = Score.of(dict.fromkeys(range(11), 1))
    assert (score.promoters, score.passives, score.detractors) == (2, 2, 7)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(22, 50, 31, 58), (30, 80, 27.7, 48.5), (3, 7, 15.8, 75.0), (0, 5, 0, 43.4)]
)
def test_a_share_has_wilsons_interval(count: int, of: int, low: float, high: float) -> None:
    found = [100 * bound for bound in wilson(count, of)]
    assert found == pytest.approx([low, high], abs=0.5 if of == 50 else 0.05)


def test_nothing_is_said_of_too_few() -> None:
    assert Share(12, 29, 30).share is None
    assert Share(12, 30, 30).share == 0.4
    assert (Score(4, 0, 0).value, Score(4, 0, 0).bounds, Score(4, 1, 0).value) == (None, None, 80)
    assert Score(0, 0, 0, fewest=0).value is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({1: "9"}, {1: Said(9)}),
        ({1: 0, 2: "  because "}, {1: Said(0), 2: Said(words="because")}),
        ({1: 5, 3: "1", 4: ["2", "0", "2"]}, {1: Said(5), 3: Said(chosen=(1,)), 4: Said(chosen=(0, 2))}),
        ({1: 5, 5: 5, 6: "2"}, {1: Said(5), 5: Said(5), 6: Said(2)}),
    ],
)
def test_answers_are_read_by_their_kind(given: dict[int, Any], said: dict[int, Said]) -> None:
    assert checked(ASKED, given) == said


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({2: "because"}, "1"), ({1: 11}, "1"), ({1: "-1"}, "1"), ({1: "٣"}, "1"), ({1: True}, "1"), ({1: 5, 3: 2}, "3"),
        ({1: 5, 3: ["0", "1"]}, "3"), ({1: 5, 4: ["x"]}, "4"), ({1: 5, 5: 0}, "5"), ({1: 5, 6: 3}, "6"),
        ({1: 5, 2: "x" * 5001}, "2"), ({1: 10**30}, "1"),
    ],
)  # fmt: skip
def test_what_answers_nothing_is_refused_at_its_question(given: dict[int, Any], wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(ASKED, given)
    assert list(refused.value.problems) == [wrong]


def test_an_empty_form_is_no_answer() -> None:
    with pytest.raises(Refused, match="at least one question"):
        checked(ASKED[1:], {2: " ", 4: []})


@pytest.fixture
def survey(cast: Cast) -> Survey:
    cache.clear()
    return Survey.open(cast.product, "Would you recommend Sideline?", template="both", by=cast.pm)


def asked(survey: Survey) -> list[Question]:
    return list(survey.questions.all())


def give(survey: Survey, score: int, words: str = "", *, who: str = "", **said: Any) -> SurveyAnswer:
    survey = Survey.objects.get(pk=survey.pk)
    recommend, why, ellis, _ = asked(survey)
    key = said.pop("key", None) or key_of_form(who or f"{SurveyAnswer.objects.count()}")
    given = {recommend.pk: score, why.pk: words, ellis.pk: said.pop("ellis", 1)}
    return SurveyAnswer.give(survey, given, key=key, by=Respondent(), **said)


def test_words_become_a_note_of_the_surveys_source_and_a_bare_score_none(cast: Cast, survey: Survey) -> None:
    give(survey, 4, "The crane stops", email="Bo@Quarry.example")
    give(survey, 9)
    (note,) = Note.objects.filter(source=survey.source)
    assert (note.body, note.company, note.rating, note.rating_scale) == ("The crane stops", cast.quarry, 4, "nps_0_10")
    assert note.source.form == "nps"
    assert SurveyAnswer.objects.filter(survey=survey).count() == 2


def test_free_mail_speaks_for_no_company(survey: Survey) -> None:
    assert give(survey, 9, email="bo@gmail.com").company is None


def test_a_personal_link_answers_again_and_its_words_gain_a_version(cast: Cast, survey: Survey) -> None:
    cast.quarry.add_contact("Bo Stone", email="bo@quarry.example", by=cast.pm)
    assert survey.invite([("", "BO@quarry.example"), ("Eve", "eve@lantern.example")], by=cast.pm) == 2
    assert survey.invite([("", "bo@quarry.example")], by=cast.pm) == 0
    link = survey.links.get(contact__email="bo@quarry.example")
    for score, words in ((4, "The crane stops"), (8, "The crane runs"), (8, ""), (8, "It stopped again")):
        give(survey, score, words, key=key_of_link(link), contact=link.contact)
    answer = SurveyAnswer.objects.get(survey=survey)
    note = Note.objects.get(source=survey.source)
    assert (answer.company, answer.name, answer.changed_at is not None) == (cast.quarry, "Bo Stone", True)
    assert (note.body, note.version, note.rating, note.state) == ("It stopped again", 3, 8, "new")
    assert [version.body for version in note.versions.order_by("version")] == ["The crane stops", "The crane runs"]


def test_words_taken_out_again_are_put_aside_not_deleted(survey: Survey) -> None:
    give(survey, 4, "The crane stops", who="form")
    give(survey, 4, "", who="form")
    assert Note.objects.get(source=survey.source).state == "dismissed"


def test_a_closed_survey_takes_no_answers_until_it_is_reopened(cast: Cast, survey: Survey) -> None:
    survey.close(by=cast.pm)
    with pytest.raises(Refused, match="closed"):
        give(survey, 9)
    survey.reopen(by=cast.pm)
    assert give(survey, 9)


def test_a_question_that_was_answered_stays_as_it_was(cast: Cast, survey: Survey) -> None:
    why = asked(survey)[1]
    survey.revise_question(why, "Why that score?", by=cast.pm)
    give(survey, 9, "It works")
    with pytest.raises(Refused, match="answered this"):
        survey.revise_question(why, "Why not?", by=cast.pm)
    survey.revise_question(why, "Why that score?", needed=True, by=cast.pm)
    survey.retire_question(why, by=cast.pm)
    assert [one.kind for one in Survey.objects.get(pk=survey.pk).standing_questions()] == ["recommend", "ellis", "text"]


def test_questions_change_places_and_a_score_is_asked_once(cast: Cast, survey: Survey) -> None:
    choice = survey.add_question("choice", "Which plan?", options=["Solo", "Team"], by=cast.pm)
    survey.move_question(choice, by=cast.pm)
    assert [one.kind for one in survey.questions.all()] == ["recommend", "text", "ellis", "choice", "text"]
    with pytest.raises(Refused, match="already"):
        survey.add_question("recommend", "And again?", by=cast.pm)
    with pytest.raises(Refused, match="2 to 20"):
        survey.add_question("choice", "Which?", options=["Solo"], by=cast.pm)
    with pytest.raises(NotAllowed):
        survey.add_question("text", "May I?", by=cast.viewer)


def test_scores_of_earlier_notes_count_once(cast: Cast) -> None:
    for score in (3, 9, 10):
        cast.note(f"Said {score}", score=score)
    survey = Survey.open(cast.product, "Recommend?", source=cast.source, by=cast.pm)
    assert (survey.count_earlier(by=cast.pm), survey.count_earlier(by=cast.pm)) == (3, 0)
    assert results_of(survey)[0].score == Score(2, 0, 1)


def test_what_makers_say_is_no_evidence_and_hidden_below_five(cast: Cast) -> None:
    survey = Survey.open(cast.product, "Would we?", audience="makers", by=cast.pm)
    recommend, why = asked(survey)
    for at in range(5):
        assert results_of(survey)[0].is_hidden is (at < 5)
        given = {recommend.pk: 9, why.pk: "We would"}
        SurveyAnswer.give(survey, given, key=key_of_form(str(at)), by=Respondent(), email="ines@quarry.example")
    score, words = results_of(survey)
    assert (score.is_hidden, score.answers, score.splits, words.answers) == (False, 5, [], 5)
    assert not Note.objects.of(cast.product).exists()
    assert not survey.answers.exclude(email="", name="", company=None).exists()
    assert set(Event.objects.filter(verb="answered", item=survey.pk).values_list("by", flat=True)) == {None}


def test_figures_are_split_where_there_are_answers_enough(cast: Cast, survey: Survey) -> None:
    for company, segment in ((cast.quarry, "Small"), (cast.lantern, "Large")):
        company.revise(version=company.version, segment=segment, by=cast.pm)
    for at in range(30):
        give(survey, 10 if at % 2 else 5, email=f"a{at}@{'quarry' if at < 26 else 'lantern'}.example", ellis=2 if at < 12 else 0)
    recommend, _, ellis, _ = results_of(survey)
    rows = dict(recommend.splits)["segment"]
    assert [(row.label, row.answers, row.figure.is_shown) for row in rows] == [("Small", 26, True), ("Large", 4, False)]
    assert (ellis.share and ellis.share.share, ellis.mark) == (0.4, 0.4)
    assert dict(ellis.splits)["segment"][0].figure.is_shown is False


def public(survey: Survey) -> tuple[Client, str]:
    return Client(enforce_csrf_checks=True), f"/s/{survey.token}"


def fields(html: str, survey: Survey, *said: Any) -> dict[str, Any]:
    form_id = re.search(r'name="form_id" value="([^"]+)"', html)
    assert form_id
    names = [f"q{one.pk}" for one in survey.standing_questions()]
    return {"form_id": form_id[1], **dict(zip(names, said, strict=False))}


def test_anybody_answers_without_a_cookie_in_a_frame_and_a_reload_is_not_twice(survey: Survey) -> None:
    client, path = public(survey)
    shown = client.get(path)
    sent = fields(shown.content.decode(), survey, "9", "It works", "2")
    first, again = client.post(path, sent), client.post(path, {**sent, "website": ""})
    assert (first.status_code, first["Location"], again.status_code) == (303, f"{path}/thanks", 303)
    assert not client.cookies
    assert "frame-ancestors *" in shown["Content-Security-Policy"]
    assert "X-Frame-Options" not in shown
    assert (survey.answers.count(), Note.objects.filter(source=survey.source).count()) == (1, 1)
    sign_in = client.get("/accounts/login/")
    assert "frame-ancestors 'none'" in sign_in["Content-Security-Policy"]
    assert sign_in["X-Frame-Options"] == "DENY"


def test_a_refused_answer_keeps_what_was_typed(survey: Survey) -> None:
    client, path = public(survey)
    sent = fields(client.get(path).content.decode(), survey, "", "Kept as typed", "2")
    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert "Kept as typed" in refused.content.decode()
    assert "This needs an answer." in refused.content.decode()


@pytest.mark.parametrize("form_id", ["", "guessed", "x:y:z", "\0"])
def test_a_form_id_that_was_not_given_out_is_refused(survey: Survey, form_id: str) -> None:
    client, path = public(survey)
    sent = fields(client.get(path).content.decode(), survey, "9") | {"form_id": form_id}
    assert client.post(path, sent).status_code == 422
    assert not survey.answers.exists()


def test_programs_that_fill_in_everything_are_thanked_and_forgotten(survey: Survey) -> None:
    client, path = public(survey)
    sent = fields(client.get(path).content.decode(), survey, "9") | {"website": "https://spam.example"}
    assert client.post(path, sent).status_code == 303
    assert not survey.answers.exists()


def test_too_many_and_too_much_are_turned_away(survey: Survey) -> None:
    client, path = public(survey)
    sent = fields(client.get(path).content.decode(), survey, "9", "", "2")
    assert client.post(path, sent | {"website": "x" * 300_000}).status_code == 413
    said = [client.post(path, sent).status_code for _ in range(32)]
    assert (said[0], said[29], said[30:]) == (303, 303, [429, 429])
    assert client.post(path, sent, headers={"X-Forwarded-For": "1.2.3.4, 5.6.7.8"}).status_code == 303


def test_addresses_that_nobody_gave_out_lead_nowhere(cast: Cast, survey: Survey) -> None:
    makers = Survey.open(cast.product, "Would we?", audience="makers", by=cast.pm)
    for token in ("guess", makers.token, "%00", survey.token.lower()):
        assert Client().get(f"/s/{token}").status_code == 404
    survey.close(by=cast.pm)
    closed = Client().post(f"/s/{survey.token}", {})
    assert (closed.status_code, "closed" in closed.content.decode()) == (200, True)


def test_a_personal_link_shows_whose_it_is_and_what_was_said(cast: Cast, survey: Survey) -> None:
    survey.invite([("Bo Stone", "bo@quarry.example")], by=cast.pm)
    link = survey.links.get()
    client = Client()
    sent = fields(client.get(link.path).content.decode(), survey, "3", "It stops", "0")
    assert client.post(link.path, sent).status_code == 303
    again = client.get(link.path).content.decode()
    assert "You answer as Bo Stone" in again
    assert "It stops" in again
    assert "Your e-mail" not in again
    assert Contact.objects.get(email="bo@quarry.example").company == cast.quarry


def test_a_maker_answers_signed_in_once(cast: Cast, client: Client) -> None:
    survey = Survey.open(cast.product, "Would we?", audience="makers", by=cast.pm)
    client.force_login(cast.viewer)
    for score in ("9", "3"):
        assert client.post(survey.public_path, {f"q{asked(survey)[0].pk}": score}).status_code == 303
    assert survey.answers.count() == 1
    assert client.get(survey.public_path)["X-Frame-Options"] == "DENY"


@pytest.fixture
def pm(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.pm)
    return client


def test_each_figure_leads_to_its_answers_and_the_page_asks_no_more_as_they_grow(pm: Client, survey: Survey) -> None:
    for at in range(6):
        give(survey, 10 if at else 2, "It works" if at else "=cmd|1", email=f"a{at}@quarry.example")
    page = f"/surveys/{survey.number}"
    with CaptureQueriesContext(connection) as few:
        html = pm.get(page).content.decode()
    assert "NPS, likely" in html
    (url,) = set(re.findall(rf'href="({page}/answers\?question=\d+&amp;score=2)"', html))
    found = pm.get(url.replace("&amp;", "&")).content.decode()
    assert "=cmd|1" in found
    assert "It works" not in found
    for at in range(30):
        give(survey, 9, f"Good {at}", email=f"b{at}@quarry.example")
    with CaptureQueriesContext(connection) as many:
        pm.get(page)
    assert len(many) <= len(few) <= 45
    rows = b"".join(pm.get(f"{page}/answers.csv?question={asked(survey)[0].pk}&score=2")).decode().splitlines()
    assert len(rows) == 2
    assert ",'=cmd" in rows[1]


@pytest.mark.parametrize(
    "query", ["question=x&score=1", "score=99999999999", "month=2026-13", "group=x", "segment=%00", "chosen=99", "after=x"]
)
def test_odd_addresses_narrow_nothing(pm: Client, survey: Survey, query: str) -> None:
    give(survey, 9)
    assert pm.get(f"/surveys/{survey.number}/answers?question={asked(survey)[0].pk}&{query}").status_code == 200
