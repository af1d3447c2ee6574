"""What is kept while a page is read, and when it is forgotten."""

from tandem.core import once

asked: list[str] = []


@once.once
def named(word: str) -> str:
    asked.append(word)
    return word.upper()


def test_a_question_is_asked_once_while_a_page_is_read() -> None:
    asked.clear()
    with once.reading():
        assert [named("a"), named("a"), named("b")] == ["A", "A", "B"]
    assert asked == ["a", "b"]


def test_outside_of_a_page_nothing_is_kept() -> None:
    asked.clear()
    named("a")
    named("a")
    with once.reading():
        named("a")
    named("a")
    assert asked == ["a"] * 4


def test_what_was_written_makes_the_answers_doubtful() -> None:
    asked.clear()
    with once.reading():
        named("a")
        once.changed()
        named("a")
    assert asked == ["a", "a"]
