"""Go or no-go is a signed act; a closed gate is passed only by both owners, each with a reason."""

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.launch.gates import gates_of
from tandem.launch.models import Launch, Overrule, PlanStep
from tandem.launch.tests.conftest import Cast
from tandem.team.models import Member, Product, Workspace

pytestmark = pytest.mark.django_db


def ready(cast: Cast) -> Launch:
    """A tier 3 launch needs a release note and support, and nothing else."""
    note = PlanStep.add(cast.launch, "Release note", days_from_day=-2, form="release_note", by=cast.pmm)
    support = PlanStep.add(cast.launch, "Support", days_from_day=-2, form="support", owner=cast.helper, by=cast.pmm)
    note.finish(by=cast.pmm)
    support.finish(by=cast.helper)
    return cast.launch


def test_tier_decides_the_gates(cast: Cast) -> None:
    today = Workspace.current().today
    names = {}
    for tier in (1, 2, 3):
        cast.launch.tier = tier
        names[tier] = {gate.name for gate in gates_of(cast.launch, today)}
    assert {"definition complete", "price decided", "support ready", "goals set"} <= names[1]
    assert {"price decided", "support ready"} <= names[2]
    assert "definition complete" not in names[2]
    assert names[3] == {"release note", "support ready"}


def test_go_is_refused_while_a_gate_is_closed(cast: Cast) -> None:
    with pytest.raises(Refused, match="release note is not written"):
        cast.launch.sign("pm", go=True, by=cast.pm)


def test_no_go_can_always_be_signed_with_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say why"):
        cast.launch.sign("pm", go=False, by=cast.pm)
    cast.launch.sign("pm", go=False, because="Two references are missing", by=cast.pm)
    assert cast.launch.signatures()["pm"].go is False


def test_only_the_owner_of_a_side_signs_for_it(cast: Cast) -> None:
    launch = ready(cast)
    with pytest.raises(NotAllowed):
        launch.sign("pm", go=True, by=cast.pmm)
    with pytest.raises(NotAllowed):
        launch.sign("pm", go=True, by=cast.helper)


def test_a_launch_needs_both_signatures(cast: Cast) -> None:
    launch = ready(cast)
    launch.sign("pm", go=True, by=cast.pm)
    with pytest.raises(Refused, match="product marketer must sign"):
        launch.launch(by=cast.pmm)
    launch.sign("pmm", go=True, by=cast.pmm)
    launch.launch(by=cast.pmm)
    assert Launch.objects.get(pk=launch.pk).launched_on == Workspace.current().today


def test_one_person_in_both_seats_signs_once_per_seat_and_the_record_says_so(cast: Cast) -> None:
    Product.objects.get(pk=cast.product.pk).put_in_charge(cast.pm, "pmm", by=_head())
    both = Member.objects.get(pk=cast.pm.pk)
    launch = ready(cast)
    first, second = (launch.sign(side, go=True, by=both) for side in ("pm", "pmm"))
    assert (first.holds_both_seats, second.holds_both_seats, launch.sign_offs.count()) == (True, True, 2)


def test_a_closed_gate_is_overruled_only_by_both_owners_each_with_a_reason(cast: Cast) -> None:
    today = Workspace.current().today
    with pytest.raises(Refused, match="needs a reason"):
        cast.launch.overrule("release note", "pm", because=" ", by=cast.pm)
    cast.launch.overrule("release note", "pm", because="The change is invisible", by=cast.pm)
    assert not {gate.name: gate for gate in gates_of(cast.launch, today)}["release note"].passed
    cast.launch.overrule("release note", "pmm", because="Agreed", by=cast.pmm)
    gate = {gate.name: gate for gate in gates_of(cast.launch, today)}["release note"]
    assert (gate.passed, gate.open, gate.overruled) == (True, False, True)
    assert Overrule.objects.filter(about=cast.launch.item).count() == 2


def test_an_open_gate_has_nothing_to_overrule(cast: Cast) -> None:
    with pytest.raises(Refused, match="nothing to overrule"):
        ready(cast).overrule("release note", "pm", because="x", by=cast.pm)


def test_support_ready_is_confirmed_by_the_owner_of_the_step(cast: Cast) -> None:
    step = PlanStep.add(cast.launch, "Support", days_from_day=-2, form="support", owner=cast.helper, by=cast.pmm)
    with pytest.raises(Refused, match="Only Hal"):
        step.finish(by=cast.pm)


def test_a_step_waits_for_the_one_before_it(cast: Cast) -> None:
    first = PlanStep.add(cast.launch, "Write", days_from_day=-5, by=cast.pmm)
    second = PlanStep.add(cast.launch, "Send", days_from_day=-4, after=first, by=cast.pmm)
    with pytest.raises(Refused, match="waits for “Write”"):
        second.finish(by=cast.pmm)


def test_the_plan_page_costs_few_statements(cast: Cast, client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for place in range(40):
        PlanStep.add(cast.launch, f"Step {place}", days_from_day=place, owner=cast.helper, by=cast.pmm)
    client.force_login(cast.pmm, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(60):
        page = client.get(cast.launch.get_absolute_url())
    assert page.status_code == 200
    assert page.content.decode().count("Step 3") >= 10


def test_pages_of_launch_answer(cast: Cast, client) -> None:  # type: ignore[no-untyped-def]
    client.force_login(cast.pmm, backend="allauth.account.auth_backends.AuthenticationBackend")
    for url in ("/products/sideline/launch", "/products/sideline/launches/new", cast.launch.get_absolute_url()):
        assert client.get(url).status_code == 200
    posted = client.post(f"{cast.launch.get_absolute_url()}/pasted-steps", {"rows": "Brief\tHal\tsoon"})
    assert posted.status_code == 422
    assert "is not a number of days" in posted.content.decode()
    assert "Brief" in posted.content.decode()


def _head() -> Member:
    from tandem.team.models import Console

    return Member.join("Hetty Head", email="hetty@sideline.example", role="head", by=Console())


def test_the_links_between_things_have_a_history_too(cast: Cast) -> None:
    from django.apps import apps

    from tandem.definition.models import Release

    release = Release.plan(cast.product, "1.0", by=cast.pm)
    cast.launch.cover(release, by=cast.pmm)
    cast.launch.uncover(release, by=cast.pmm)
    kept = apps.get_model("launch", "LaunchreleasesLinkEvent").objects.filter(release=release.pk).order_by("pgh_id")
    assert [(row.pgh_label, row.pgh_context["verb"]) for row in kept] == [
        ("insert", "covered"),
        ("delete", "uncovered"),
    ]
