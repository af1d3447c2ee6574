"""Progress told at the console."""

import sys


class Telling:
    """Progress on standard error: one line that is written over at a terminal, a line at each tenth elsewhere."""

    def __init__(self, what: str) -> None:
        self.what, self.at_terminal, self.tenth = what, sys.stderr.isatty(), -1

    def count(self, done: int, total: int) -> None:
        """So many of about so many."""
        self._say(f"{done:,} of {max(done, total):,} {self.what}", done / max(done, total, 1))

    def share(self, step: str, share: float) -> None:
        """A step by name, and the share of the whole that is done."""
        self._say(f"{self.what}: {step}, {share:.0%}", share)

    def end(self) -> None:
        if self.at_terminal:
            print(file=sys.stderr)

    def _say(self, words: str, share: float) -> None:
        if self.at_terminal:
            print(f"\r{words:<60}", end="", file=sys.stderr, flush=True)
        elif int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            print(words, file=sys.stderr, flush=True)
