"""Statuses of a product's own: what each means stays, and no rule can be walked around by moving to one."""

from __future__ import annotations

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Feature, Problem, Release, Status
from tandem.definition.roadmaps import Inside
from tandem.definition.statuses import STATES, Own, landing, meant_by, needs_another, unfit
from tandem.definition.tests.conftest import Cast
from tandem.record.changes import changes_of
from tandem.record.models import Event
from tandem.team.models import Console, Product, Workspace

OWN = (Own(1, "Coding", "building", ("dev",)), Own(2, "In testing", "building"), Own(3, "Out", "shipped"))


@pytest.mark.parametrize(
    ("state", "now", "lands"),
    [
        ("building", None, 1),
        ("building", 2, 2),
        ("building", 3, 1),
        ("shipped", 2, 3),
        ("idea", None, None),
        ("idea", 1, None),
    ],
)
def test_a_thing_stays_at_its_status_of_the_state_or_lands_at_the_first(
    state: str, now: int | None, lands: int | None
) -> None:
    assert landing(OWN, state, now) == lands


@pytest.mark.parametrize(
    ("word", "key"), [("DEV", 1), ("in_testing", 2), (" In  Testing ", 2), ("Review", None), ("", None)]
)
def test_a_tools_word_means_the_status_it_was_given_to_or_that_is_called_so(word: str, key: int | None) -> None:
    found = meant_by(OWN, word)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("name", "state", "says"),
    [
        ("In review", "building", ""),
        ("Being built", "building", ""),
        ("Shipped", "building", "what every product calls another state"),
        ("in TESTING", "building", "There is a status in TESTING already"),
        ("", "building", "Give the status a name"),
        ("x" * 61, "building", "at most 60"),
        ("Later", "someday", "means one of: Idea, Being defined"),
    ],
)
def test_a_name_that_would_mislead_is_refused(name: str, state: str, says: str) -> None:
    said = unfit(name, state, fixed=STATES["feature"], others=["In testing"])
    assert said == "" if not says else says in said


def test_another_takes_its_place_only_where_something_stands_and_there_is_a_choice() -> None:
    assert [needs_another(others, standing) for others, standing in ((1, 1), (0, 1), (1, 0))] == [True, False, False]


@pytest.fixture
def steps(cast: Cast) -> dict[str, Status]:
    """Sideline's own: two for being built, one each for an idea, what is dropped, and a heard problem."""
    named = [
        ("feature", "idea", "New"), ("feature", "building", "Coding"), ("feature", "building", "In testing"),
        ("feature", "dropped", "Said no"), ("problem", "heard", "Listening"), ("problem", "heard", "Looked into"),
    ]  # fmt: skip
    made = [Status.add(cast.product, name, of=of, state=state, by=cast.pm) for of, state, name in named]
    return {one.title: one for one in made}


@pytest.fixture
def feature(cast: Cast, steps: dict[str, Status]) -> Feature:
    return Feature.open(cast.product, "Say it when a feed stands still", by=cast.pm)


def fresh(thing: Feature | Problem) -> Feature | Problem:
    return type(thing).objects.select_related("item", "own_status__item").get(pk=thing.pk)


# The table of docs/statuses.md: from where, to which status or state, with what reason, and what comes of it.
MOVES = [
    ("idea", "defining", "", "defining"),
    ("idea", "Coding", "", "Send it anyway only with a reason"),
    ("idea", "Coding", "A customer waits.", "Coding"),
    ("idea", "Said no", "", "Say why it is dropped"),
    ("idea", "Said no", "Nobody asked.", "Said no"),
    ("building", "In testing", "", "In testing"),
    ("building", "Coding", "", "It stands at Coding already"),
    ("building", "shipped", "", "shipped"),
    ("building", "New", "", "Nothing leads from Being built to Idea"),
    ("building", "defining", "", "Nothing leads from Being built to Being defined"),
    ("building", "building", "", "Choose one of the statuses"),
    ("building", "someday", "", "Choose one of the statuses"),
    ("building", "Listening", "", "is no status of this product that a feature could stand at"),
    ("shipped", "Coding", "Again.", "This feature is shipped"),
    ("shipped", "Said no", "Too late.", "It has shipped"),
    ("dropped", "defining", "", "defining"),
    ("dropped", "Coding", "After all.", "This feature is dropped"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "to", "because", "comes"), MOVES)
def test_a_move_asks_for_what_the_act_that_leads_there_asks_for(
    cast: Cast, steps: dict[str, Status], feature: Feature, at: str, to: str, because: str, comes: str
) -> None:
    if at != "idea":
        feature.move_to(
            steps.get({"building": "Coding", "dropped": "Said no"}.get(at, ""), at), because="So.", by=cast.pm
        )
    if comes in (*steps, *STATES["feature"]):
        feature.move_to(steps.get(to, to), because=because, by=cast.pm)
        now = fresh(feature)
        assert comes in (now.status_name, now.fixed_state)
        assert now.fixed_state == (steps[to].state if to in steps else to)
    else:
        with pytest.raises(Refused, match=comes):
            feature.move_to(steps.get(to, to), because=because, by=cast.pm)
        assert fresh(feature).fixed_state == at


@pytest.mark.django_db
def test_moving_into_another_state_leaves_the_event_of_its_act_within_the_move(
    cast: Cast, steps: dict[str, Status], feature: Feature
) -> None:
    feature.move_to(steps["Coding"], because="A customer waits.", by=cast.pm)
    moved = Event.objects.get(item=feature.item, verb="moved")
    assert moved.facts == {"to": "Coding"}
    sent = moved.parts.get()
    assert (sent.verb, sent.because) == ("sent to delivery", "A customer waits.")
    feature.move_to(steps["In testing"], by=cast.pm)
    assert not Event.objects.filter(item=feature.item, verb="moved").newest_first()[0].parts.exists()


@pytest.mark.django_db
def test_the_gate_of_a_release_and_the_owner_of_definition_hold_on_a_status_too(
    cast: Cast, steps: dict[str, Status], feature: Feature
) -> None:
    with pytest.raises(NotAllowed):
        feature.move_to(steps["Coding"], because="I like it.", by=cast.pmm)
    problem = Problem.open(cast.product, "The feed stops", by=cast.pm)
    assert problem.status_name == "Listening"
    validated = Status.add(cast.product, "Believed", of="problem", state="validated", by=cast.pm)
    with pytest.raises(Refused, match="Not yet validated"):
        problem.move_to(validated, by=cast.pm)
    problem.move_to(steps["Looked into"], by=cast.pmm)
    cast.validate_ready(problem)
    problem.move_to(validated, by=cast.pm)
    assert problem.standing_verdict().verdict == "validated"
    problem.move_to(steps["Looked into"], by=cast.pm)
    assert (problem.state, problem.standing_verdict()) == ("heard", None)


@pytest.mark.django_db
def test_what_another_act_brings_into_a_state_stands_at_the_first_of_it(
    cast: Cast, steps: dict[str, Status], feature: Feature
) -> None:
    assert feature.status_name == "New"
    release = Release.plan(cast.product, "2.0", by=cast.pm)
    feature.put_into(release, by=cast.pm)
    feature.build(because="A customer waits.", by=cast.pm)
    assert (feature.status_name, feature.status) == ("Coding", "building")
    feature.move_to(steps["In testing"], by=cast.pm)
    release.make_available(by=cast.pm)
    assert (fresh(feature).status_name, fresh(feature).own_status) == ("Shipped", None)


@pytest.mark.django_db
def test_a_status_in_use_is_retired_only_with_another_in_its_place(
    cast: Cast, steps: dict[str, Status], feature: Feature
) -> None:
    feature.move_to(steps["Coding"], because="A customer waits.", by=cast.pm)
    stale = fresh(feature)
    with pytest.raises(Refused, match="which other status of its state"):
        steps["Coding"].retire(because="Too many.", by=cast.pm)
    with pytest.raises(Refused, match="another status that means Being built"):
        steps["Coding"].retire(because="Too many.", instead=steps["New"], by=cast.pm)
    before = Event.objects.count()
    steps["Coding"].retire(because="Too many.", instead=steps["In testing"], by=cast.pm)
    assert Event.objects.count() == before + 1
    assert fresh(feature).own_status == steps["In testing"]
    with pytest.raises(Refused):
        stale.revise(by=cast.pm, version=stale.version, statement="Written on an old page.")
    steps["In testing"].retire(because="No names of our own.", by=cast.pm)
    assert (fresh(feature).own_status, fresh(feature).status_name) == (None, "Being built")
    steps["Coding"].restore(by=cast.pm)
    assert fresh(feature).status_name == "Coding"


@pytest.mark.django_db
def test_the_first_name_takes_what_is_in_the_state_and_the_history_keeps_the_name_of_the_day(cast: Cast) -> None:
    feature = Feature.open(cast.product, "Bulk", by=cast.pm)
    assert feature.status_name == "Idea"
    new = Status.add(cast.product, "New", of="feature", state="idea", by=cast.pm)
    held = Status.add(cast.product, "On hold", of="feature", state="idea", by=cast.pm)
    assert fresh(feature).own_status == new
    feature = fresh(feature)
    feature.move_to(held, by=cast.pm)
    held.revise(by=cast.pm, version=held.version, title="Parked")
    with pytest.raises(Refused, match="There is a status new already"):
        held.revise(by=cast.pm, version=held.version, title="new")
    assert fresh(feature).status_name == "Parked"
    assert Event.objects.get(item=feature.item, verb="moved").facts == {"to": "On hold"}
    told = [(one.field, one.before, one.after) for one in changes_of(feature.item) if one.field == "own status"]
    assert ("own status", "New", "On hold") in told or ("own status", "New", "Parked") in told


@pytest.mark.django_db
def test_a_tool_owns_the_status_and_its_word_means_one_of_ours(
    cast: Cast, steps: dict[str, Status], feature: Feature
) -> None:
    Feature.objects.filter(pk=feature.pk).update(delivered_in="Jira", delivery_status="QA")
    with pytest.raises(Refused, match="Jira owns its status"):
        fresh(feature).move_to(steps["Coding"], because="So.", by=cast.pm)
    steps["Coding"].hear("QA", by=cast.pm)
    steps["In testing"].hear("qa", by=cast.pm)
    assert [one.words for one in Status.objects.own(cast.product, "feature") if one.words] == [("qa",)]
    with pytest.raises(Refused, match="does not mean Coding"):
        Status.objects.get(pk=steps["Coding"].pk).unhear("QA", by=cast.pm)


@pytest.mark.django_db
def test_only_whoever_answers_for_the_product_names_statuses(cast: Cast, steps: dict[str, Status]) -> None:
    for act in (
        lambda: Status.add(cast.product, "Mine", of="feature", state="idea", by=cast.pmm),
        lambda: steps["New"].arrange(1, by=cast.rep),
        lambda: steps["New"].retire(because="So.", by=cast.pmm),
        lambda: steps["New"].revise(by=cast.pmm, version=1, title="Mine"),
        lambda: steps["New"].hear("todo", by=cast.pmm),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_statuses_of_a_state_stand_in_the_order_that_people_give_them(cast: Cast, steps: dict[str, Status]) -> None:
    steps["In testing"].arrange(1, by=cast.pm)
    columns = Inside([cast.product], Workspace.current().today, {"layout": "board"}).columns()
    assert [(one.key, one.label, one.says) for one in columns] == [
        (steps["New"].mark, "New", "Idea"),
        ("defining", "Being defined", ""),
        (steps["In testing"].mark, "In testing", "Being built"),
        (steps["Coding"].mark, "Coding", "Being built"),
        ("shipped", "Shipped", ""),
        (steps["Said no"].mark, "Said no", "Dropped"),
    ]
    steps["In testing"].arrange(99, by=cast.pm)
    assert [one.name for one in Status.objects.own(cast.product, "feature")][1:3] == ["Coding", "In testing"]


@pytest.mark.django_db
def test_pages_show_narrow_and_move_by_status(
    client: Client, cast: Cast, steps: dict[str, Status], feature: Feature
) -> None:
    client.force_login(cast.pm)
    home = "/products/sideline"
    told = client.get(f"{home}/statuses").content.decode()
    assert "In testing" in told
    assert "Called Shipped, as everywhere" in told
    board = f"{home}/definition/roadmap?layout=board"
    asked = {"stage": steps["Coding"].mark}
    refused = client.post(f"/features/{feature.number}/status?back=%3Flayout%3Dboard", asked)
    assert refused.status_code == 422
    assert "Send it anyway only with a reason" in refused.content.decode()
    sent = {**asked, "because": "A customer waits."}
    answer = client.post(f"/features/{feature.number}/status", sent)
    assert answer.headers["Location"] == f"/features/{feature.number}#status"
    moved = client.post(
        f"/features/{feature.number}/status?back=%3Flayout%3Dboard", {"stage": steps["In testing"].mark}
    )
    assert moved.headers["Location"] == board
    listed = f"{home}/definition/features?status="
    for step, count in ((steps["In testing"].mark, 1), ("building", 1), (steps["Coding"].mark, 0)):
        assert client.get(listed + step).content.decode().count(f'/features/{feature.number}"') == count
    line = client.get(f"{home}/definition/features.csv").content.decode().splitlines()[1]
    assert ",In testing,Being built," in line
    assert f'value="{steps["In testing"].mark}" selected' in client.get(f"/features/{feature.number}").content.decode()
    told = client.post(f"/statuses/{steps['In testing'].number}/retirement", {"because": "Too many."})
    assert told.status_code == 422
    assert (
        client.post(
            f"/statuses/{steps['In testing'].number}/retirement",
            {"because": "Too many.", "instead": steps["Coding"].number},
        ).status_code
        == 303
    )
    assert fresh(feature).status_name == "Coding"


@pytest.mark.django_db
def test_a_list_takes_as_many_statements_for_many_features_as_for_few(
    client: Client, cast: Cast, steps: dict[str, Status], django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.pm)
    asked = [
        f"/products/sideline/{place}"
        for place in ("statuses", "definition/features", "definition/roadmap?layout=board")
    ]
    counts = []
    for _ in range(2):
        for number in range(6):
            Feature.open(cast.product, f"Feature {number}", by=cast.pm)
        counts.append([])
        for place in asked:
            client.get(place)
            with CaptureQueriesContext(
                connection,
            ) as said:
                client.get(place)
            counts[-1].append(len(said))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_statuses_are_seen_as_their_product_is(client: Client, cast: Cast, steps: dict[str, Status]) -> None:
    Product.objects.filter(pk=cast.product.pk).update(restricted=True)
    client.force_login(cast.rep)
    for place in ("/products/sideline/statuses", f"/statuses/{steps['New'].number}"):
        assert client.get(place).status_code == 404
    assert Status.objects.visible_to(cast.rep).of(cast.product).count() == 0
    assert Status.add(cast.product, "Of the console", of="feature", state="idea", by=Console()).position > 1
