"""Forgive typos: which known words a person may have meant by a word that no text holds."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

MOST = 2
SHORTEST = 4  # shorter words have too many neighbors to guess from


def mistakes_forgiven(word: str) -> int:
    """How many letters may be wrong: one in a short word, two from seven letters on, three from eleven on."""
    return 1 if len(word) < 7 else 2 if len(word) < 11 else 3


def nearest_words(word: str, known: Iterable[tuple[str, int]], *, most: int = MOST) -> list[str]:
    """The words nearest to a mistyped one, best first; `known` gives words with how many texts hold each.

    Nearest by optimal string alignment: a letter put in, left out, changed or swapped with the next counts one. Only
    words of the smallest distance found are given, the more frequent first; a word itself is no answer. Words of fewer
    than four letters are not guessed. Damerau 1964, "A technique for computer detection and correction of spelling
    errors".
    """
    forgiven = mistakes_forgiven(word)
    if len(word) < SHORTEST:
        return []
    far = [(OSA.distance(word, other, score_cutoff=forgiven), -held, other) for other, held in known if other != word]
    near = sorted(each for each in far if each[0] <= forgiven)
    return [other for distance, _, other in near if distance == near[0][0]][:most]
