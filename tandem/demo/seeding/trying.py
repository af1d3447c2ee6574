"""What was shown, tried and asked: a flow and a prototype, a test with tasks, and interviews."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.definition.models import Interview, Requirement, Validation
from tandem.demo.cast import Cast
from tandem.demo.pictures import stuck_feed
from tandem.demo.timeline import Timeline
from tandem.demo.world import rows
from tandem.evidence.models import Contact, Note

TASKS = """\
Find out since when the feed stands still
Reconnect it from the mail
Let a colleague reconnect it"""
WENT = {
    "harbor1": "done done helped", "harbor2": "done failed failed", "pinnacle1": "done done done",
    "saffron1": "done helped", "kiln1": "done done failed",
}  # fmt: skip
CANDIDATE = """\
Leave a stopped feed alone over the weekend
Close November with what came in"""
STEPS = """\
The mail says since when the feed stands still
One tap opens the bank's own page
The bank asks for its code
Back in Ledgerly, the missing lines come in"""
PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The mail</title>
<style>body { font: 16px/1.5 sans-serif; max-width: 36em; margin: 3em auto } button { font: inherit }</style></head>
<body><h1>Your bank feed stands still since Friday, 18:04</h1><p>Nothing is lost. The bank wants its code once more.</p>
<button>Reconnect</button><p id="said"></p>
<script>
const said = document.getElementById("said");
document.querySelector("button").onclick = () => { said.textContent = "The bank opens here."; };
</script>
</body></html>
"""
GOAL = "Do they notice by themselves, and what do they do in the hours before they do?"
LEARNED = (
    "The days go into waiting for three people, not into booking. Who is waited for is in nobody's list but her own."
)


def schedule(timeline: Timeline, cast: Cast) -> None:
    """After the tests that the files tell of."""
    timeline.on(20, _show, cast)
    timeline.on(18, _agree, cast)
    timeline.on(9, _plan_test, cast)
    timeline.on(5, _note_results, cast)
    timeline.on(4, _plan_candidate, cast)
    timeline.on(8, _plan_interviews, cast)
    timeline.on(6, _told, cast)


def _show(cast: Cast) -> None:
    """A flow with its steps, and a page that can be tried."""
    feature, by = cast.the("feature", "f_reconnect"), cast.member("salma")
    flow = feature.show("flow", "Reconnecting, step by step", steps=STEPS, by=by)
    shot = SimpleUploadedFile("stuck.png", stuck_feed())
    feature.add_step(flow.position, "The lines of the weekend stand where they belong", picture=shot, by=by)
    page = SimpleUploadedFile("mail.html", PAGE.encode())
    cast.the("feature", "f_tell").show("prototype", "The mail, to click through", file=page, by=by)


def _agree(cast: Cast) -> None:
    """Requirements as they came to stand; the second feature cannot come before the first."""
    pm, tell, reconnect = _pm(cast), cast.the("feature", "f_tell"), cast.the("feature", "f_reconnect")
    for requirement in tell.requirements.standing():
        requirement.say_status("agreed", by=pm)
    criteria = (
        "Given a feed that asks for a code\nWhen the owner is away\nThen a colleague gives it\nAnd the owner is told"
    )
    last = list(reconnect.requirements.standing())[-1]
    last.revise(by=pm, version=last.version, criteria=criteria, priority="should")
    Requirement.state(reconnect, "It works for two banks at once.", priority="wont", by=pm)
    reconnect.need(tell, because="Its mail carries the link.", by=pm)
    tell.need(cast.the("feature", "f_resync"), because="It says what was tried already.", by=pm)
    cast.the("feature", "f_close_ask").need(tell, because="Both write to people without a seat, in one mail.", by=pm)


def _plan_test(cast: Cast) -> None:
    held = Validation.plan(
        cast.the("feature", "f_reconnect"), "", form="usability_test", contacts=[_contact(cast, key) for key in WENT],
        tasks=TASKS, held_on=cast.timeline.day(5), by=cast.member("salma"),
    )  # fmt: skip
    cast.keep("validation", "v_reconnect_1", held)


def _plan_candidate(cast: Cast) -> None:
    """The last look before the day; it moves when the release does."""
    Validation.plan(
        cast.the("feature", "f_resync"), "", form="release_candidate", tasks=CANDIDATE,
        companies=cast.all("company", ["wren", "juniper"]), held_on=cast.timeline.day(-5), by=cast.member("salma"),
    )  # fmt: skip


def _note_results(cast: Cast) -> None:
    """How each task went; who did not come to the third, did not try it."""
    held = cast.the("validation", "v_reconnect_1")
    people = {one.contact_id: one for one in held.standing_participants}
    results = {}
    for key, went in WENT.items():
        for task, outcome in zip(held.standing_tasks, went.split(), strict=False):
            results[task.pk, people[_contact(cast, key).pk].pk] = outcome
    held.note_results(results, by=cast.member("salma"))


def _plan_interviews(cast: Cast) -> None:
    plan = Interview.plan(cast.the("problem", "feed"), "How a silent feed is noticed", goal=GOAL, by=_pm(cast))
    for key in ("harbor1", "pinnacle1", "kiln1"):
        plan.choose(_contact(cast, key), by=_pm(cast))
    cast.keep("interview", "feed", plan)
    close = Interview.plan(cast.the("problem", "close"), "Sitting through a close", by=_pm(cast))
    note = _conversation(cast, "close")
    person = close.choose(note.contact, by=_pm(cast))
    close.hold(person.pk, note=note, held_on=note.said_at.date(), learned=LEARNED, by=_pm(cast))
    cast.keep("interview", "close", close)


def _told(cast: Cast) -> None:
    """One has agreed, one was invited, one declined."""
    plan = cast.the("interview", "feed")
    for person, states in zip(plan.people.all(), ("invited agreed", "invited", "invited declined"), strict=True):
        for state in states.split():
            because = "No time before January." if state == "declined" else ""
            plan.say_state(person.pk, state, because=because, by=_pm(cast))


def _conversation(cast: Cast, problem: str) -> Note:
    """A talk of the product manager about this problem, by somebody who is known."""
    about = cast.the("problem", problem).item
    talks = Note.objects.filter(with_pm=True, contact__isnull=False, highlights__about=about)
    return talks.order_by("said_at", "pk")[0]


def _contact(cast: Cast, key: str) -> Any:
    mail = next(row["email"] for row in rows("contacts.jsonl") if row["key"] == key)
    return Contact.objects.get(email__iexact=mail)


def _pm(cast: Cast) -> Any:
    return cast.owner("ledgerly", "pm")
