"""Transcripts as rows: a turn of a speaker a row, whether written with labels, as WebVTT or as SubRip subtitles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tandem.evidence.reading.encodings import open_text
from tandem.evidence.reading.shape import BadRow, Row

COLUMNS = ("speaker", "text", "start", "end", "from", "to")
LABEL = re.compile(r"\s{0,8}(?P<name>[^\W\d_][^:\n\t\"“”?!.,;]{0,38}?)\s?:(?=\s|$)\s*(?P<text>.*)", re.DOTALL)
TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3}"
CUE = re.compile(rf"\s*(?P<start>{TIME})\s+-->\s+(?P<end>{TIME})")
VOICE = re.compile(r"<v(?:\.[^\s>]+)?\s+(?P<name>[^>]{1,80})>")
TAG = re.compile(r"<[^<>]{0,80}>")
LONGEST_LINE = 1 << 20
LOOKED_AT = 400
SPOKEN = 0.2
SKIPPED_BLOCKS = ("NOTE", "STYLE", "REGION")


@dataclass
class Turn:
    """What one speaker says until another does: characters from and to, and times where the document has them."""

    number: int
    speaker: str
    words: list[str] = field(default_factory=list)
    start: str = ""
    end: str = ""
    begins: int = 0
    ends: int = 0

    def row(self) -> Row:
        said = (self.speaker, "\n".join(self.words).strip(), self.start, self.end, str(self.begins), str(self.ends))
        return Row(self.number, list(said))


def form_of(path: Path, encoding: str, suffix: str) -> str:
    """vtt, srt or talk where the text is a transcript; empty where it is not. A talk has two speakers or more."""
    with open_text(path, encoding) as stream:
        head = [line.strip("\ufeff\r\n") for line in islice(iter(lambda: stream.readline(LONGEST_LINE), ""), LOOKED_AT)]
    filled = [line for line in head if line.strip()]
    if filled and filled[0].startswith("WEBVTT"):
        return "vtt"
    if len(filled) > 1 and filled[0].strip().isdigit() and CUE.match(filled[1]):
        return "srt"
    if suffix not in (".txt", ".text", ".md", ""):
        return ""
    names = Counter(loose_name(found["name"]) for line in filled if (found := LABEL.match(line)))
    spoken = {name: times for name, times in names.items() if times > 1}
    return "talk" if len(spoken) > 1 and sum(spoken.values()) >= max(4, SPOKEN * len(filled)) else ""


def transcript_rows(path: Path, encoding: str, form: str) -> Iterator[Row | BadRow]:
    """The turns of a transcript, those of one speaker in a row joined into one."""
    last: Turn | None = None
    for turn in _talk(path, encoding) if form == "talk" else _cues(path, encoding):
        if last and last.speaker and loose_name(turn.speaker) == loose_name(last.speaker):
            last.words += turn.words
            last.end, last.ends = turn.end or last.end, turn.ends
            continue
        if last and last.words:
            yield last.row()
        last = turn
    if last and last.words:
        yield last.row()


def loose_name(name: str) -> str:
    """A label without case and spaces, so that `Interviewer 1` and `interviewer1` are one speaker."""
    return "".join(name.casefold().split())


def _talk(path: Path, encoding: str) -> Iterator[Turn]:
    """Paragraphs, each under the label it begins with; one without a label goes on with the speaker before it."""
    turn, blank = Turn(1, ""), False
    for number, at, line in _lines(path, encoding):
        bare = line.strip()
        found = LABEL.match(line.rstrip("\r\n"))
        if found:
            if turn.words:
                yield turn
            turn = Turn(number, " ".join(found["name"].split()), begins=at + found.start("text"))
            bare = found["text"].strip()
        elif blank and turn.words and not turn.speaker and bare:
            yield turn
            turn = Turn(number, "", begins=at)
        if bare:
            turn.words.append(bare)
            turn.ends = at + len(line.rstrip())
        blank = not bare
    if turn.words:
        yield turn


def _cues(path: Path, encoding: str) -> Iterator[Turn]:
    """The cues of WebVTT and SubRip: a line of times, then lines of text up to a blank one."""
    turn: Turn | None = None
    within = False
    for number, at, line in _lines(path, encoding):
        bare = line.strip()
        if found := CUE.match(line):
            turn = Turn(number, "", start=_time(found["start"]), end=_time(found["end"]), begins=at + len(line))
        elif not bare:
            if turn and turn.words:
                yield turn
            turn, within = None, False
        elif turn is None:
            within = within or bare.startswith(SKIPPED_BLOCKS)
        else:
            _add_words(turn, bare)
            turn.ends = at + len(line.rstrip())
    if turn and turn.words:
        yield turn


def _add_words(turn: Turn, bare: str) -> None:
    if voice := VOICE.search(bare):
        turn.speaker = " ".join(voice["name"].split())
    text = TAG.sub("", bare).strip()
    if not turn.words and not turn.speaker and (found := LABEL.match(text)):
        turn.speaker, text = " ".join(found["name"].split()), found["text"].strip()
    if text:
        turn.words.append(text)


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, int, str]]:
    """Each line with its number and the character it begins at."""
    with open_text(path, encoding) as stream:
        number = at = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            yield number, at, line.replace("\x00", "")
            at += len(line)


def _time(text: str) -> str:
    """Hours, minutes and seconds, whatever the file writes."""
    parts = text.replace(",", ".").split(".")[0].split(":")
    return ":".join(part.zfill(2) for part in ["00", *parts][-3:])
