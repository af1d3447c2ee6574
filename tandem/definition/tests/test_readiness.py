"""When a feature is ready to build."""

import pytest

from tandem.definition.readiness import Bars, Definition, Readiness, bars_of, problem_stands


@pytest.mark.parametrize(
    ("criteria", "share"), [((), 0), (("Seen in the log",), 1), (("Seen in the log", " "), 0.5), (("", ""), 0.5)]
)
def test_requirements_are_complete_when_each_has_its_acceptance_criteria(
    criteria: tuple[str, ...], share: float
) -> None:
    assert bars_of(Definition(criteria=criteria)).requirements == share


@pytest.mark.parametrize(("forms", "share"), [((), 0), (("flow",), 0.5), (("flow", "mockup"), 1), (("prototype",), 1)])
def test_experience_is_complete_when_a_mock_up_or_prototype_shows_it(forms: tuple[str, ...], share: float) -> None:
    assert bars_of(Definition(experiences=forms)).experience == share


@pytest.mark.parametrize(
    ("verdicts", "share"),
    [((), 0), (("fails",), 0.5), (("mixed",), 0.5), (("fails", "works"), 1), (("works", "fails"), 0.5)],
)
def test_the_latest_validation_with_customers_decides(verdicts: tuple[str, ...], share: float) -> None:
    assert bars_of(Definition(verdicts=verdicts)).validation == share


@pytest.mark.parametrize(
    ("bars", "problem", "accepted", "ready", "says"),
    [
        (Bars(1, 1, 1), True, True, True, "Ready to build"),
        (Bars(1, 1, 1), False, True, False, "Waits for the problem"),
        (Bars(1, 1, 1), True, False, False, "Waits for acceptance"),
        (Bars(1, 1, 0), True, True, False, "One part missing"),
        (Bars(1, 0.5, 0), False, False, False, "Two parts missing"),
        (Bars(0, 0, 0), True, True, False, "Nothing defined yet"),
        (Bars(0.5, 0.5, 0.5), True, True, False, "All three parts are begun"),
    ],
)
def test_ready_to_build_needs_all_three_bars_and_a_validated_problem(
    bars: Bars, problem: bool, accepted: bool, ready: bool, says: str
) -> None:
    readiness = Readiness(bars, problem, accepted)
    assert (readiness.is_ready, readiness.says) == (ready, says)
    assert (readiness.sentences == []) == ready


@pytest.mark.parametrize(
    ("problems", "stands"),
    [
        ((), False),
        ((("heard", True),), False),
        ((("validated", False),), False),
        ((("refuted", True), ("validated", True)), True),
        ((("solved", True),), True),
    ],
)
def test_only_an_accepted_validated_problem_counts(problems: tuple[tuple[str, bool], ...], stands: bool) -> None:
    assert problem_stands(problems) == stands
