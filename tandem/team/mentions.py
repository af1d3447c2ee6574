"""Mentions: whom an at sign in a text means, as pure functions on plain values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

SIGN = re.compile(r"(?<![\w@])@(?=\w)")


def callable_names(people: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """What each of these people - key, name, e-mail - can be called: their e-mail, their name, their first name. What
    two of them are called means neither.
    """
    called = [(email.lower(), key) for key, _, email in people]
    for key, name, _ in people:
        whole = " ".join(name.lower().split())
        called += [(said, key) for said in {whole, whole.partition(" ")[0]} if said]
    times = Counter(said for said, _ in called)
    return {said: key for said, key in called if times[said] == 1}


def mentioned(text: str, called: Mapping[str, int]) -> list[int]:
    """The keys of those whom the text mentions, each once, in its order."""
    return list(dict.fromkeys(key for _, _, key in _found(text, called)))


def pieces(text: str, called: Mapping[str, int]) -> list[tuple[str, int | None]]:
    """The text cut where it mentions somebody: words with None, and mentions with whom they mean."""
    cut: list[tuple[str, int | None]] = []
    at = 0
    for start, end, key in _found(text, called):
        cut += [(text[at:start], None)] if start > at else []
        cut.append((text[start:end], key))
        at = end
    return [*cut, (text[at:], None)] if at < len(text) else cut


def _found(text: str, called: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Start, end and key of each mention. The longest name that fits is meant: @Ada Okafor, not somebody called Ada."""
    longest = max(map(len, called), default=0)
    for sign in SIGN.finditer(text):
        start = sign.end()
        said = text[start : start + longest].lower()
        for length in range(min(longest, len(said)), 0, -1):
            if said[:length] in called and not text[start + length : start + length + 1].isalnum():
                yield sign.start(), start + length, called[said[:length]]
                break
