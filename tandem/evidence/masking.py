"""People who may not see personal data see it covered: in every answer, where it leaves, so that no page can forget it.

Covered are addresses and numbers, and the names of contacts and authors that stand in the answer. Colleagues are not
covered, nor is what somebody typed and gets back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tandem.core.errors import Refused
from tandem.language.masking import LEAST_COVERED, covered, names_in
from tandem.team.models import Member
from tandem.ui.middleware import shown
from tandem.ui.reading import Change, read_html, read_json

ACT = "see personal data"
AT_ONCE = 100_000  # characters of a streamed file that are covered at once
MOST_NAMES, MOST_CUT = 5_000, 200
CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n]+')
KEPT_COVERED = "Some of this text is covered for you, and would be kept so. Ask somebody who sees it to change it."
PLAIN = ("text/plain", "message/rfc822", "application/mbox")
Reader = Callable[[str, Change], str]


class MaskingMiddleware:
    """Covers what leaves, for those who may not see it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        return answer if answer.status_code >= 500 or sees_all(request) else cover(answer, typed=_reads(request))

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """A page is sent no covered text; a program is asked by the API, which knows who it is."""
        if request.method != "POST" or request.path.startswith("/api/") or sees_all(request):
            return None
        try:
            refuse_covered(value for _, values in request.POST.lists() for value in values)
        except Refused as refusal:
            return shown(request, refusal)
        return None


def _reads(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


def sees_all(request: HttpRequest) -> bool:
    """Whether nothing is covered: for members who may see it, and for guests, who are told only what is theirs."""
    user = getattr(request, "user", None)
    return not isinstance(user, Member) or user.may(ACT)


def refuse_covered(said: Iterable[Any]) -> None:
    """A text that was shown covered never takes the place of the true one."""
    if any(isinstance(value, str) and LEAST_COVERED in value for value in said):
        raise Refused(KEPT_COVERED)


def cover(answer: HttpResponseBase, *, typed: bool = True) -> HttpResponseBase:
    """The answer with what points at people covered, as far as it is text."""
    if "HX-Trigger" in answer.headers:
        answer.headers["HX-Trigger"] = _covered(answer.headers["HX-Trigger"], read_json)
    reader = _reader(answer.headers.get("Content-Type", ""), typed)
    if reader is None:
        return answer
    if answer.streaming:
        streamed = cast(StreamingHttpResponse, answer)
        streamed.streaming_content = _covered_stream(cast(Iterator[bytes], streamed.streaming_content), reader)
        answer.headers.pop("Content-Length", None)
    else:
        whole = cast(HttpResponse, answer)
        whole.content = _covered(whole.content.decode("utf-8", "replace"), reader)
        if "Content-Length" in whole.headers:
            whole.headers["Content-Length"] = str(len(whole.content))
    return answer


def _reader(kind: str, typed: bool) -> Reader | None:
    plain = kind.partition(";")[0].strip()
    if plain == "text/html":
        return lambda page, change: read_html(page, change, typed=typed)
    if plain.endswith("json"):
        return read_json
    if plain == "text/csv":
        return lambda lines, change: CELL.sub(lambda cell: change(cell.group()), lines)
    return (lambda text, change: change(text)) if plain in PLAIN else None


def covered_text(text: str) -> str:
    """A text that leaves by another way than an answer, covered: for mail to those who may not see personal data."""
    return _covered(text, lambda said, change: change(said))


def covered_texts(texts: Iterable[str]) -> dict[str, str]:
    """Each of these texts and how it is covered: for files, which no answer's cover reaches. Two questions for all."""
    several, found = list(dict.fromkeys(texts)), dict[str, str]()

    def read(_: str, change: Change) -> str:
        found.update({one: change(one) for one in several})
        return ""

    _covered("", read)
    return found


def _covered(text: str, reader: Reader) -> str:
    """Read once for what may be names, ask which are, read again and cover them."""
    asked: set[str] = set()

    def look(said: str) -> str:
        asked.update(names_in(said.strip('"')))
        return said

    reader(text, look)
    names, spared = _known(asked), _colleagues()
    return reader(text, lambda said: covered(said, names - spared, spared=spared))


def _covered_stream(chunks: Iterator[bytes], reader: Reader) -> Iterator[str]:
    """Some lines at a time, so that a file of any length is covered with few questions."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) >= AT_ONCE and (whole_lines := held.rfind(b"\n") + 1):
            yield _covered(held[:whole_lines].decode("utf-8", "replace"), reader)
            del held[:whole_lines]
    yield _covered(held.decode("utf-8", "replace"), reader)


def _known(names: set[str]) -> set[str]:
    """Which of these are names of contacts, or of authors who are no contacts; of names cut short, which begin one."""
    statement = """
        SELECT name FROM evidence_contact WHERE name = ANY(%(whole)s) AND name <> ''
        UNION SELECT author_name FROM evidence_note
        WHERE author_name = ANY(%(whole)s) AND author_name <> '' AND contact_id IS NULL
        UNION SELECT asked.name FROM unnest(%(cut)s::text[], %(begins)s::text[]) AS asked(name, begins)
        WHERE EXISTS (SELECT 1 FROM evidence_contact one WHERE one.name <> '' AND starts_with(one.name, asked.begins)
            AND one.name BETWEEN asked.begins AND asked.begins || repeat('z', 60))
    """
    cut = sorted(name for name in names if name.endswith(("…", "...")))[:MOST_CUT]
    begins = [name.rstrip("….") for name in cut]
    with connection.cursor() as cursor:
        cursor.execute(statement, {"whole": sorted(names)[:MOST_NAMES], "cut": cut, "begins": begins})
        return {name for (name,) in cursor.fetchall()}


def _colleagues() -> set[str]:
    known = Member.objects.values_list("item__title", "email")
    return {said for pair in known for said in pair}
