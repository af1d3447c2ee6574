"""What Tandem refuses, and how: every refusal is one sentence a product manager understands."""

from collections.abc import Sequence


class Refused(Exception):
    """A rule said no. The message is the sentence shown to the person, on the page, in the API and in the terminal."""

    status = 422

    @property
    def sentence(self) -> str:
        return str(self)


class NotAllowed(Refused):
    """The person may see the thing but not do this with it."""

    status = 403


class Stale(Refused):
    """Somebody else changed the thing since it was opened; both texts are kept so that neither is lost."""

    status = 409

    def __init__(self, sentence: str, *, yours: dict[str, object], theirs: dict[str, object]) -> None:
        super().__init__(sentence)
        self.yours = yours
        self.theirs = theirs


class InvalidInput(Refused):
    """Several fields are wrong at once: one sentence for each, by field name."""

    def __init__(self, problems: dict[str, Sequence[str]]) -> None:
        super().__init__(" ".join(sentence for sentences in problems.values() for sentence in sentences))
        self.problems = problems
