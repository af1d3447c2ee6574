"""Surveys: customers asked whether they would recommend Ledgerly, beside the scores of earlier notes; and its makers.

Those who answer give scores alone: what customers said in words is in the notes, each of them once.
"""

from __future__ import annotations

from typing import Any

from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, rows
from tandem.evidence.inviting import Respondent, key_of_link, key_of_maker
from tandem.evidence.models import Survey, SurveyAnswer

OPENED, MAKERS_ASKED, ANSWERED_UNTIL, INVITED = 64, 12, 3, 74
UNANSWERED = 6  # of those invited, every so many has not answered yet
INTRO = "Two questions, one minute. We read every answer, and we tell you what became of it."
MAKERS = [
    (9, "I use it for my own company and would not go back."), (8, "It does all that a small shop needs."), (10, ""),
    (7, "The feed. Every week."), (9, "Closing a month takes me an hour."),
    (6, "I would wait for 2.0 before I tell a friend."), (8, ""), (9, ""), (7, ""), (10, ""),
    (5, "Not while people have to check the bank themselves."), (8, ""), (9, ""), (7, ""),
]  # fmt: skip


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Asked two months ago and answered since; the makers in one week."""
    timeline.on(OPENED, _open, cast)
    asked = _asked(cast)
    for place, row in enumerate(asked):
        if place % UNANSWERED:
            span = OPENED - 1 - ANSWERED_UNTIL
            timeline.on(OPENED - 1 - place * span // len(asked), _answer, cast, row, place)
    timeline.on(MAKERS_ASKED, _ask_makers, cast)
    timeline.on(0, lambda: cast.the("survey", "customers").count_earlier(by=cast.member("ada")))


def _asked(cast: Cast) -> list[Row]:
    """People at customers, one after the other."""
    customers = {row["key"] for row in rows("companies.jsonl") if row["life_cycle"] == "customer"}
    return [row for row in rows("contacts.jsonl") if row["company"] in customers][:INVITED]


def _open(cast: Cast) -> None:
    ada, product = cast.member("ada"), cast.product("ledgerly")
    source = cast.the("source", "ledgerly NPS survey")
    survey = Survey.open(product, "Would you recommend Ledgerly?", template="both", source=source, by=ada)
    survey.revise(version=survey.version, intro=INTRO, by=ada)
    cast.keep("survey", "customers", survey)
    survey.invite([(row["name"], row["email"]) for row in _asked(cast)], by=ada)


def _answer(cast: Cast, row: Row, place: int) -> None:
    survey = cast.the("survey", "customers")
    link = survey.links.select_related("contact__company__item").get(contact=cast.the("contact", row["key"]))
    score = _score(row, place)
    given = {"recommend": score, "ellis": 2 if score > 7 or place % 9 == 1 else 1 if score > 5 else 0}
    SurveyAnswer.give(
        survey, _by_question(survey, given), key=key_of_link(link), contact=link.contact, by=Respondent()
    )


def _score(row: Row, place: int) -> int:
    """What this person said in an earlier note; of the others what their neighbors there said."""
    earlier = [note for note in rows("notes_*.jsonl") if note.get("rating_scale") == "nps_0_10"]
    own = [note["rating"] for note in earlier if note["author"] == row["key"] and note["product"] == "ledgerly"]
    return int(own[0] if own else earlier[place * 7 % len(earlier)]["rating"])


def _by_question(survey: Survey, given: dict[str, Any]) -> dict[int, Any]:
    return {one.pk: given[one.kind] for one in survey.standing_questions() if one.kind in given}


def _ask_makers(cast: Cast) -> None:
    luis, product = cast.member("luis"), cast.product("ledgerly")
    survey = Survey.open(product, "Would you recommend Ledgerly to a friend?", audience="makers", by=luis)
    cast.keep("survey", "makers", survey)
    for (score, words), member in zip(MAKERS, cast.made["member"].values(), strict=False):
        given = _by_question(survey, {"recommend": score, "text": words})
        SurveyAnswer.give(survey, given, key=key_of_maker(survey, member), by=Respondent())
