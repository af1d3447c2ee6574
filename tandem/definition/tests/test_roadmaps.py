"""Roadmaps: where features stand, what people outside read, what would leak, and dates that move with what counts on them."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.aims import mean, score_of
from tandem.definition.counting_on import advice_on_a_test, waits_words
from tandem.definition.flags import of_definition
from tandem.definition.horizons import Span, edges_of, horizon_of, rounded, still_holds
from tandem.definition.leaking import Said, leaks_in, plain
from tandem.definition.models import (
    Component,
    Edition,
    Feature,
    Goal,
    Initiative,
    Objective,
    Place,
    Release,
    RoadmapLink,
    Validation,
)
from tandem.definition.picturing import Sheet, as_csv, as_pdf, as_png, as_pptx
from tandem.definition.roadmaps import Column, Entry, Inside, Outside
from tandem.definition.slipping import Shift, dependents_of
from tandem.definition.tests.conftest import Cast
from tandem.evidence.models import Company
from tandem.record.models import Event
from tandem.team.models import Console, Notice, Workspace

TODAY = date(2026, 11, 22)
DAY, LATER = date(2026, 12, 4), date(2026, 12, 18)
HOSTILE = '=HYPERLINK("x") #read("/etc/passwd") *b* $x$ \\u{0} <b>&"\'\u202e@mail'


def test_a_day_is_told_outside_as_roughly_as_was_chosen() -> None:
    told = [rounded(DAY, way) for way in ("month", "quarter", "half", "later")]
    assert told == ["December 2026", "Q4 2026", "Second half of 2026", "Later"]


@pytest.mark.parametrize(
    ("rounding", "confidence", "last"),
    [("month", "high", date(2027, 1, 14)), ("quarter", "medium", date(2027, 2, 11)), ("half", "low", date(2027, 4, 1))],
)
def test_a_promise_holds_to_the_end_of_its_period_and_the_width_of_its_band(
    rounding: str, confidence: str, last: date
) -> None:
    assert still_holds(DAY, rounding, confidence, last)
    assert not still_holds(DAY, rounding, confidence, last + timedelta(days=1))


def test_now_is_this_quarter_next_the_one_after_and_later_all_else() -> None:
    now, following = edges_of(TODAY)
    days = [TODAY - timedelta(days=400), now, now + timedelta(days=1), following, following + timedelta(days=1), None]
    assert [horizon_of(day, TODAY) for day in days] == ["now", "now", "next", "next", "later", "later"]


def test_a_timeline_is_as_long_as_its_months_and_nothing_leaves_it() -> None:
    span = Span(date(2026, 7, 1), 12)
    assert (span.at(date(2020, 1, 1)), span.at(span.first), span.at(date(2030, 1, 1))) == (0, 0, Span.WIDTH)
    assert [label for _, label in span.marks("quarter")] == ["Q3 2026", "Q4 2026", "Q1 2027", "Q2 2027"]


def test_a_key_result_scores_the_share_of_its_way_also_downwards() -> None:
    ways = [(0, 10, 5), (10, 0, 5), (0, 10, 99), (0, 10, -5), (6, 2, 4)]
    scores = [score_of(*(Decimal(one) for one in way)) for way in ways]
    assert scores == [Decimal("0.50"), Decimal("0.50"), 1, 0, Decimal("0.50")]
    assert mean([Decimal(1), None]) == Decimal("0.50")
    assert mean([None, None]) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Built with ACME  Rockets’ help", {"acme rockets"}),
        ("Zero\u200bwidth: Ac\u200bme Rockets", {"acme rockets"}),
        ("Fast project blue-bird is near", {"project bluebird"} - {"project bluebird"}),
        ("See Project\nBluebird.", {"project bluebird"}),
        ("acmerockets and bluebirds", set()),
    ],
)  # fmt: skip
def test_a_name_is_found_by_whole_words_whatever_stands_between(text: str, names: set[str]) -> None:
    found = leaks_in([Said("x", text)], {plain("Project Bluebird"): "R-1"}, {plain("Acme Rockets"): "the company"})
    assert {one.name for one in found} == names


@pytest.fixture
def release(cast: Cast) -> Release:
    made = Release.plan(cast.product, "Bluebird Two", charter_release_on=date(2026, 11, 1), available_on=DAY, by=cast.pm)
    Feature.open(cast.product, "Tell it twice", by=cast.pm).put_into(made, by=cast.pm)
    return made


def word(noun: Release | Feature, cast: Cast, name: str = "The winter release", **said: object) -> Edition:
    fields = {"audience": "customers", "promised_on": DAY, "rounding": "month", "confidence": "high", **said}
    made = Edition.word(noun, fields.pop("audience"), name=name, by=cast.pmm, **fields)
    made.accept(by=cast.pm)
    return made


@pytest.mark.django_db
def test_a_feature_in_a_dated_release_stands_where_the_date_says(cast: Cast, release: Release) -> None:
    inside = release.scope().get()
    with pytest.raises(Refused, match="Move the release instead"):
        Place.put(inside, "later", by=cast.pm)
    free = Feature.open(cast.product, "Tell it never", by=cast.pm)
    Place.put(free, "next", by=cast.pm)
    columns = {one.key: [entry.name for entry in one.entries] for one in Inside([cast.product], TODAY, {}).columns()}
    assert columns == {"now": ["Tell it twice"], "next": ["Tell it never"], "later": []}


@pytest.mark.django_db
def test_a_timeline_is_narrowed_as_the_other_layouts_are(cast: Cast, release: Release, client: Client) -> None:
    spring = Release.plan(cast.product, "Spring", available_on=date(2027, 3, 1), by=cast.pm)
    for name, planned in (("Sleep", release), ("Wake", spring)):
        made = Feature.open(cast.product, name, by=cast.pm)
        made.put_into(planned, by=cast.pm)
        Place.tie(made, component=Component.add(cast.product, f"Part of {name}", by=cast.pm), by=cast.pm)
    part = Component.objects.get(item__title="Part of Wake")
    span = Span(date(2026, 7, 1), 12)

    def bars(**asked: str) -> dict[str, str]:
        return {one.name: one.says for one in Inside([cast.product], TODAY, asked).timeline(span).bars}

    assert list(bars()) == list(bars(q="")) == ["Bluebird Two", "Spring"]
    assert list(bars(component=str(part.number))) == ["Spring"]
    assert "1 of 2 in scope" in bars(q="sleep")["Bluebird Two"]
    assert list(bars(release=str(spring.number))) == ["Spring"]
    assert bars(status="shipped") == bars(objective="x") == bars(component="999999") == {}
    client.force_login(cast.pm)
    asked = f"layout=timeline&months=24&component={part.number}"
    page = client.get(f"/products/sideline/definition/roadmap?{asked}").content.decode()
    assert "Spring: 1 Mar 2027" in page
    assert "Bluebird Two:" not in page
    assert 'name="months" value="24"' in page
    everything = client.get(f"/roadmaps?layout=timeline&owner={cast.pm.number}").content.decode()
    assert "Spring: 1 Mar 2027" in everything
    assert "Nothing in these months" in client.get("/roadmaps?layout=timeline&line=x").content.decode()


@pytest.mark.django_db
def test_a_feature_serves_the_objective_of_its_initiative_and_nothing_of_another_product(cast: Cast) -> None:
    aim = Objective.aim(cast.product, "Sleep at night", by=cast.pm)
    work = Initiative.begin(cast.product, "Watch the feeds", objective=aim, by=cast.pm)
    feature = Feature.open(cast.product, "Watch", by=cast.pm)
    assert Place.tie(feature, initiative=work, by=cast.pm).objective == aim
    shown = Inside([cast.product], TODAY, {"layout": "objective"}).columns()
    assert [(one.label, one.count) for one in shown] == [("Sleep at night", 1), ("For no objective", 0)]
    other = type(cast.product).open("Elsewhere", slug="elsewhere", by=Console())
    with pytest.raises(Refused, match="another product"):
        Place.tie(feature, component=Component.add(other, "Feeds", by=Console()), by=cast.pm)
    with pytest.raises(Refused, match="already a component"):
        Component.add(other, " FEEDS ", by=Console())


@pytest.mark.django_db
def test_an_objective_is_measured_by_numbers_that_can_be_taken_out(cast: Cast) -> None:
    aim = Objective.aim(cast.product, "Sleep at night", by=cast.pm)
    aim.measure_by("Calls at night", baseline=Decimal(10), target=Decimal(0), by=cast.pm)
    aim.measure_by("Repaired", target=Decimal(100), by=cast.pm)
    aim.measure(1, Decimal(5), by=cast.pm)
    assert Objective.objects.with_results().get(pk=aim.pk).score == Decimal("0.25")
    aim.take_out_result(2, by=cast.pm)
    assert Objective.objects.with_results().get(pk=aim.pk).score == Decimal("0.50")
    with pytest.raises(Refused, match="no key result 2"):
        aim.measure(2, Decimal(5), by=cast.pm)
    with pytest.raises(Refused, match="must differ"):
        aim.measure_by("Nothing", baseline=Decimal(3), target=Decimal(3), by=cast.pm)


@pytest.mark.django_db
def test_people_outside_read_only_what_was_accepted_and_rewording_takes_it_back(cast: Cast, release: Release) -> None:
    def told(audience: str = "customers") -> list[tuple[str, str]]:
        columns = Outside(cast.product, audience, TODAY).columns()
        return [(one.name, one.when) for column in columns for one in column.entries]

    Edition.word(release, "customers", name="The winter release", promised_on=DAY, by=cast.pmm)
    assert told() == []
    one = Edition.objects.get(about=release.pk)
    with pytest.raises(NotAllowed):
        one.accept(by=cast.pmm)
    one.accept(by=cast.pm)
    assert told() == told("sales") == [("The winter release", "Q4 2026")]
    word(release, cast, "Winter, for sellers", audience="sales")
    assert told("sales") == [("Winter, for sellers", "December 2026")]
    Edition.word(release, "customers", name="Winter", rounding="later", by=cast.pmm)
    assert told() == []
    one.refresh_from_db()
    one.accept(by=cast.pm)
    one.withdraw(by=cast.pm)
    assert told() == []


@pytest.mark.django_db
def test_a_link_is_refused_for_a_customers_name_and_for_our_own_without_a_reason(cast: Cast, release: Release) -> None:
    one = word(release, cast, "Winter", text="As Sideline 3 asked, with tell it twice.")
    with pytest.raises(Refused, match="names the company Sideline 3 without consent") as refused:
        RoadmapLink.share(cast.product, "customers", title="All", because="We may.", by=cast.pmm)
    assert "our own name of F-" in refused.value.sentence or "R-" not in refused.value.sentence
    one = word(release, cast, "Winter", text="Now you can tell it twice.")
    with pytest.raises(Refused, match="or say why"):
        RoadmapLink.share(cast.product, "customers", title="All", by=cast.pmm)
    RoadmapLink.share(cast.product, "customers", title="All", because="It was announced on stage.", by=cast.pmm)
    assert RoadmapLink.objects.get(title="All", product=cast.product.pk).let_pass == ["tell it twice"]
    word(release, cast, "Bluebird Two", text="Its own name, accepted as such, is no secret.")
    assert Outside(cast.product, "customers", TODAY).leaks == []
    assert one.is_accepted


@pytest.mark.django_db
def test_a_shared_roadmap_shows_one_edition_until_it_is_ended_and_holds_back_what_leaks(
    cast: Cast, release: Release, client: Client
) -> None:
    cache.clear()
    word(release, cast)
    link = RoadmapLink.share(cast.product, "customers", title="All", days=30, by=cast.pmm)
    assert link.secret not in str(RoadmapLink.objects.filter(pk=link.pk).values())
    page = client.get(f"/r/{link.secret}")
    body = page.content.decode()
    assert page.status_code == 200
    assert "The winter release" in body
    assert "December 2026" in body
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Bluebird" not in body
    assert "Set-Cookie" not in page.headers
    assert "The winter release" in client.get(f"/r/{link.secret}?layout=timeline").content.decode()
    Company.open("The Winter", by=Console())
    assert "The winter release" not in client.get(f"/r/{link.secret}").content.decode()
    for token in ("x", "a" * 5000, "..%2f", "%00", link.digest, "' OR 1=1", "é"):
        assert client.get(f"/r/{token}").status_code == 404, token
    assert client.post(f"/r/{link.secret}").status_code == 405
    link.end(by=cast.pmm)
    assert client.get(f"/r/{link.secret}").status_code == 404
    RoadmapLink.objects.filter(pk=link.pk).update(ended_at=None, expires_on=TODAY - timedelta(days=1))
    assert client.get(f"/r/{link.secret}").status_code == 404
    assert 429 in {client.get("/r/guessed").status_code for _ in range(61)}


@pytest.mark.django_db
def test_a_date_that_moves_asks_what_counts_on_it_and_tells_everyone_in_one_act(cast: Cast, release: Release) -> None:
    goal = Goal.state(release, "Repaired", target=Decimal(9), due_on=date(2027, 3, 4), by=cast.pm)
    kept, broken = word(release, cast), word(release.scope().get(), cast, "Twice as clear", promised_on=date(2026, 11, 9))
    with pytest.raises(Refused, match="Others count on this date"):
        release.revise(by=cast.pm, version=release.version, available_on=LATER)
    shift = Shift(release.charter_release_on, date(2026, 11, 15), DAY, LATER)
    advised = {one.name: one.advised for one in dependents_of(release, shift, cast.pm)}
    assert advised == {goal.mark: "move", f"{release.mark}-customers": "keep", f"{broken.about.mark}-customers": "move"}
    with pytest.raises(Refused, match="why the date moves"):
        release.move(available_on=LATER, because=" ", by=cast.pm)
    with pytest.raises(NotAllowed):
        release.move(available_on=LATER, because="The bank.", by=cast.pmm)
    done = release.move(
        available_on=LATER, charter_release_on=date(2026, 11, 15), because="The bank.", answers={goal.mark: "keep"}, by=cast.pm
    )  # fmt: skip
    assert done == {**advised, goal.mark: "keep"}
    moved = Event.objects.get(item=release.pk, verb="moved the dates of")
    assert moved.because == "The bank."
    assert [one.verb for one in moved.parts.all()] == ["promised another date"]
    assert Goal.objects.get(pk=goal.pk).due_on == date(2027, 3, 4)
    assert Edition.objects.get(pk=kept.pk).promised_on == DAY
    assert Edition.objects.get(pk=broken.pk).promised_on == date(2026, 11, 23)
    assert Notice.objects.filter(member=cast.pmm, url=release.get_absolute_url()).exists()
    assert not Notice.objects.filter(member=cast.pm, url=release.get_absolute_url()).exists()


WAITING = [  # whether what is needed comes too late, the next release, may move it; the answers, the first advised
    (False, "2.2", True, ["keep"]),
    (False, "", False, ["keep"]),
    (True, "2.2", True, ["move", "keep"]),
    (True, "2.2", False, ["ask", "keep"]),
    (True, "", True, ["move", "keep"]),
]


@pytest.mark.parametrize(("is_late", "later", "may", "answers"), WAITING)
def test_a_feature_that_waits_is_asked_only_where_it_no_longer_fits(
    is_late: bool, later: str, may: bool, answers: list[str]
) -> None:
    words = waits_words("2.1", later, is_late=is_late, may=may)
    assert list(words) == answers
    assert words["keep"] == "Leave it in 2.1"
    if "move" in words:
        assert words["move"] == ("Put it into 2.2" if later else "Take it out of 2.1")


TESTS = [("trial", 14, "move"), ("release_candidate", -7, "move"), ("trial", 0, "keep"), ("prototype_test", 14, "keep")]


@pytest.mark.parametrize(("form", "days", "advice"), [*TESTS, ("usability_test", 14, "keep")])
def test_a_test_of_a_build_waits_for_it_and_one_of_a_prototype_does_not(form: str, days: int, advice: str) -> None:
    assert advice_on_a_test(form, days) == advice


@pytest.mark.django_db
def test_what_needs_a_feature_of_the_release_and_tests_of_it_move_in_the_same_act(cast: Cast, release: Release) -> None:
    first, soon = release.scope().get(), date(2026, 12, 11)
    spring = Release.plan(cast.product, "Spring", available_on=soon, by=cast.pm)
    frozen = Release.plan(cast.product, "Frozen", available_on=date(2027, 5, 1), by=cast.pm)
    Release.objects.filter(pk__in=[release.pk, frozen.pk]).update(charter_released_on=date(2026, 11, 1))
    release.refresh_from_db()
    summer = Release.plan(cast.product, "Summer", available_on=date(2027, 6, 1), by=cast.pm)
    late, calm, staying = (Feature.open(cast.product, name, by=cast.pm) for name in ("Late", "Calm", "Staying"))
    for feature, planned in ((late, spring), (calm, summer), (staying, spring)):
        feature.put_into(planned, by=cast.pm)
        feature.need(first, by=cast.pm)
    Feature.open(cast.product, "In no release", by=cast.pm).need(first, by=cast.pm)
    build, paper, past = (
        Validation.plan(first, "", form=form, companies=cast.companies[:1], held_on=day, by=cast.pm)
        for form, day in (("trial", DAY), ("prototype_test", DAY), ("trial", date(2026, 11, 20)))
    )
    with pytest.raises(Refused, match="Others count on this date"):
        release.revise(by=cast.pm, version=release.version, available_on=LATER)
    done = release.move(available_on=LATER, because="The bank.", answers={staying.mark: "keep"}, by=cast.pm)
    assert done == {late.mark: "move", calm.mark: "keep", staying.mark: "keep", build.mark: "move", paper.mark: "keep"}
    planned = dict(Feature.objects.values_list("item__title", "release__item__title"))
    assert (planned["Late"], planned["Calm"], planned["Staying"]) == ("Summer", "Summer", "Spring")
    days = [Validation.objects.get(pk=one.pk).held_on for one in (build, paper, past)]
    assert days == [date(2026, 12, 18), DAY, date(2026, 11, 20)]
    moved = Event.objects.get(item=release.pk, verb="moved the dates of")
    assert {one.verb for one in moved.parts.all()} == {"put into a release", "revised"}
    flags = [flag for flag in of_definition(cast.product, TODAY) if flag.rule == "needed too late"]
    assert [(flag.about, flag.who) for flag in flags] == [((staying.mark,), cast.pm)]
    assert "comes out in Bluebird Two, 18 Dec 2026, after Staying in Spring" in flags[0].because


SHEET = Sheet(HOSTILE, HOSTILE, [Column("x", HOSTILE, [Entry(HOSTILE, "Q1 2027", text=HOSTILE)] * 50, 70)] * 5)


def test_hostile_names_are_text_in_every_file() -> None:
    cells = [cell for row in csv.reader(io.StringIO(as_csv(SHEET).decode())) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    assert as_pdf(SHEET).startswith(b"%PDF")
    assert as_png(SHEET).startswith(b"\x89PNG")
    from pptx import Presentation

    slides = Presentation(io.BytesIO(as_pptx(SHEET))).slides
    said = [shape.text_frame.text for slide in slides for shape in slide.shapes]
    assert len(slides) == 2
    assert any('#read("/etc/passwd") *b*' in text for text in said)
    assert as_pdf(Sheet("Empty", "", [])).startswith(b"%PDF")


@pytest.mark.django_db
def test_a_roadmap_of_many_features_asks_as_much_as_one_of_few(cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as said:
            assert client.get("/products/sideline/definition/roadmap").status_code == 200
        return len(said)

    Feature.open(cast.product, "One", by=cast.pm)
    asked()
    few = asked()
    Feature._make_many([(f"Feature {place}", {}) for place in range(1000)], product=cast.product)
    assert asked() == few <= 32
    column = client.get("/products/sideline/definition/roadmap?column=later").content.decode()
    assert column.count('class="tile"') == 60
    assert 'rel="next"' in column
    assert Workspace.current().today == TODAY


@pytest.mark.parametrize(
    ("charter", "available", "said"),
    [
        (date(2026, 11, 20), date(2026, 12, 18), "4 Dec 2026 to 18 Dec 2026"),
        (date(2026, 11, 27), date(2026, 12, 4), "charter release 20 Nov 2026 to 27 Nov 2026"),
        (date(2026, 11, 27), date(2026, 12, 18), "4 Dec 2026 to 18 Dec 2026, charter release 20 Nov 2026 to 27 Nov 2026"),
        (date(2026, 11, 20), None, "4 Dec 2026 to no date"),
    ],
)
def test_a_move_says_every_date_that_changes(charter: date, available: date | None, said: str) -> None:
    assert Shift(date(2026, 11, 20), charter, date(2026, 12, 4), available).says == said
