"""What a run has already met in its file: an id stands for one row of it, and equal words without an id are counted."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from tandem.evidence.targets import Record, Target


class Seen:
    """Deterministic over the file alone, so that a run that goes on after a kill judges each row as the first
    one did.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._rows: dict[bytes, bytes] = {}
        self._times: Counter[bytes] = Counter()

    def again(self, record: Record) -> tuple[str, bool]:
        """Gives the record its key; why it is not taken, if so, and whether it is merely the very same row
        once more.
        """
        identity = self._target.identity(record)
        if not identity:
            words = self._target.words(record, 0)
            self._times[words] += 1
            record.key = self._target.words(record, self._times[words])
            return "", False
        record.key = _short(identity)
        row = _short(repr(record.values) + repr(record.custom))
        earlier = self._rows.setdefault(record.key, row)
        self._times[record.key] += 1
        if self._times[record.key] == 1:
            return "", False
        if earlier == row:
            return "The very same row stands earlier in the file.", True
        return "Another row for the same thing stands earlier in the file.", False


def _short(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
