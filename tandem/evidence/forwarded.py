"""What a pasted e-mail or chat says of itself: who wrote it, when, under which subject, and the words alone.

Read are the head that mail programs put over a forwarded mail, the line "On ... wrote:" over a quoted one, and a chat's
lines of time, name and words. It only proposes: a person looks before anything is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from email.utils import parseaddr

from tandem.core.errors import Refused
from tandem.evidence.reading.dates import DateReader

HEADS = {
    "from": "from", "von": "from", "de": "from", "da": "from", "van": "from",
    "sent": "date", "date": "date", "gesendet": "date", "datum": "date", "envoyé": "date", "enviado": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "onderwerp": "subject",
    "to": "", "cc": "", "bcc": "", "reply-to": "", "importance": "", "attachments": "", "an": "", "à": "", "para": "",
    "aan": "", "a": "",
}  # fmt: skip
HEAD = re.compile(r"[>*\s]*([^\W\d_][\w-]{0,15})\s?:\*?\s*(.*)")
WROTE = re.compile(r"(?:On|Am|Le|El)\s(.{6,300}?)\s?(?:wrote|schrieb|a écrit|escribió)\s?(.{0,200})?:\s*", re.DOTALL)
CHAT = re.compile(
    r"\[?(\d[\d./-]{5,9},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)\]?\s?(?:-\s)?([^:\[\]]{1,60}):\s(.*)"
)
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
MARKS = re.compile(r"^(?:re|fwd?|fw|aw|wg|tr|sv)\s?:\s*", re.IGNORECASE)
LOOKED_AT, LONGEST_HEAD = 40, 12  # lines in which a mail begins, and that its head may take


@dataclass(frozen=True)
class Forwarded:
    """Who wrote, when, about what, and the words; empty where the text does not tell."""

    body: str
    name: str = ""
    email: str = ""
    said_at: datetime | None = None
    subject: str = ""

    @property
    def author(self) -> str:
        """As a form takes it: Ines Roth <ines@harbor.example>"""
        return f"{self.name} <{self.email}>" if self.name and self.email else self.email or self.name


def read_forwarded(text: str, *, today: date, zone: tzinfo = UTC) -> Forwarded | None:
    """What the text says of itself, or None where it is no mail and no chat."""
    lines = text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")
    return _mail(lines, today, zone) or _quoted(lines, today, zone) or _chat(lines, today, zone)


def _mail(lines: list[str], today: date, zone: tzinfo) -> Forwarded | None:
    """A head of From, Sent, Subject; of several, the first, which is the newest mail."""
    start = next((at for at, line in enumerate(lines[:LOOKED_AT]) if _head(line)[0] == "from"), None)
    if start is None:
        return None
    said, end = _heads(lines, start)
    if "from" not in said or not ("date" in said or "subject" in said):
        return None
    name, email = _person(said["from"])
    at = _moment([said.get("date", "")], today, zone)
    return Forwarded(_words(lines[end:]), name, email, at, MARKS.sub("", said.get("subject", ""))[:200])


def _heads(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """The head's lines by what they tell, and where it ends; a line that goes on is put to the one before."""
    said: dict[str, str] = {}
    last: str | None = None
    end = start
    for end in range(start, min(start + LONGEST_HEAD, len(lines))):
        kind, value = _head(lines[end])
        if kind is not None:
            last = kind
            said.setdefault(kind, value)
        elif not lines[end].strip(" >") or last is None:
            return said, end
        else:
            said[last] = f"{said[last]} {lines[end].strip(' >')}"
    return said, min(end + 1, len(lines))


def _head(line: str) -> tuple[str | None, str]:
    found = HEAD.fullmatch(line[:500])
    kind = HEADS.get(found[1].lower()) if found else None
    return (kind, found[2].strip(" *")) if found and kind is not None else (None, "")


def _quoted(lines: list[str], today: date, zone: tzinfo) -> Forwarded | None:
    """A line that says who wrote, and under it what they wrote, with or without > before it."""
    for at, line in enumerate(lines[:LOOKED_AT]):
        if not line.lstrip("> ").startswith(("On ", "Am ", "Le ", "El ")):
            continue
        for size in (1, 2, 3):
            told = " ".join(part.strip("> ") for part in lines[at : at + size])
            if (found := WROTE.fullmatch(told)) and any(sign.isdigit() for sign in told):
                return _wrote(found, lines[at + size :], today, zone)
    return None


def _wrote(found: re.Match[str], below: list[str], today: date, zone: tzinfo) -> Forwarded:
    told = f"{found[1]} {found[2] or ''}".strip()
    address = ADDRESS.search(told)
    pieces = re.split(r"(?<=\d{2}:\d{2})\s(?![AaPp]\.?[Mm])|(?<=[AaPp][Mm])\s|,\s(?=[^\d]*$)|\s<", told)
    at = _moment([piece.strip(" ,") for piece in (pieces[0], ", ".join(pieces[:2]))], today, zone)
    rest = told[len(pieces[0]) :] if len(pieces) > 1 else ""
    name = re.sub(r"[<(].*|\S+@\S+", "", rest.lstrip(" ,<")).strip(" ,\"'")
    return Forwarded(_words(below), name[:200], address[0].lower() if address else "", at)


def _chat(lines: list[str], today: date, zone: tzinfo) -> Forwarded | None:
    """Lines of a chat; its words are those of who spoke first, who asked, and the whole talk stays in the text."""
    spoken = [found for line in lines if (found := CHAT.fullmatch(line.strip("\u200e ")[:4000]))]
    if len(spoken) < 2 and not (spoken and len([line for line in lines if line.strip()]) == 1):
        return None
    at = _moment([found[1].replace(", ", " ") for found in spoken], today, zone)
    return Forwarded("\n".join(lines).strip(), spoken[0][2].strip(), "", at)


def _person(text: str) -> tuple[str, str]:
    """Ines Roth <ines@harbor.example>, "Roth, Ines" <…>, ines@harbor.example, Ines Roth [mailto:…]"""
    address = ADDRESS.search(text)
    name = parseaddr(text)[0] or re.sub(r"[<\[(].*|\S+@\S+", "", text)
    name = "" if "@" in name else name.strip(" ,\"'*")
    return name[:200], address[0].lower() if address else ""


def _moment(texts: Iterable[str], today: date, zone: tzinfo) -> datetime | None:
    """The first that is a date; one whose day and month could be either is left to the person."""
    for text in texts:
        plain = " ".join(text.replace(" at ", " ").replace(" um ", " ").split())
        plain = re.sub(r"\s\(.*\)$", "", plain)
        try:
            reader = DateReader.decide([plain], zone=zone)
        except Refused:
            continue
        return reader.read(plain, today=today).at if isinstance(reader, DateReader) else None
    return None


def _words(lines: list[str]) -> str:
    """The words without the marks of quoting."""
    quoted = [line for line in lines if line.strip()]
    if quoted and all(line.lstrip().startswith(">") for line in quoted[:3]):
        lines = [re.sub(r"^\s*>\s?", "", line) for line in lines]
    return "\n".join(lines).strip()
