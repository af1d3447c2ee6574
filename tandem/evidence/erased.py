"""The ledger of erased people: known again by a keyed hash of their address or name, and kept beside the database too,
so that it outlives the restoring of an older backup.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q

from tandem.core import home
from tandem.evidence.models.erasure import Erasure

ERASED = "[erased]"
LEDGER = "erasures.jsonl"


def key_of(word: str) -> str:
    """A keyed hash: who has not the installation's key cannot even try addresses out."""
    key = hashlib.sha256(b"erasures" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, " ".join(word.lower().split()).encode(), hashlib.sha256).hexdigest()


def erased_among(words: Iterable[str]) -> set[str]:
    """Which of these addresses and names belong to people who were erased: imports do not bring them back."""
    if not Erasure.objects.exists():
        return set()
    keys = {key_of(word): word for word in words if word.strip()}
    known = Erasure.objects.filter(keys__overlap=list(keys)).values_list("keys", flat=True) if keys else ()
    return {keys[key] for row in known for key in row if key in keys}


def untouchable(notes: Iterable[Any]) -> set[int]:
    """Which of these notes stay as erasing left them: without words, or with a name covered in them."""
    known = {note.pk: note.body for note in notes}
    if not known or not Erasure.objects.exists():
        return set()
    named = Erasure.objects.filter(notes__overlap=list(known)).values_list("notes", flat=True)
    return {pk for pk, body in known.items() if body == ERASED} | {pk for row in named for pk in row if pk in known}


def write_down(erasure: Erasure) -> None:
    """Add it to the ledger beside the database: one line, after the change is kept."""
    line = {"keys": erasure.keys, "notes": erasure.notes, "by": erasure.by_id, "at": erasure.at.isoformat()}
    path = home.prepare() / LEDGER
    with path.open("a", encoding="utf-8") as ledger:
        ledger.write(json.dumps(line) + "\n")
    path.chmod(0o600)


def missing() -> list[dict[str, Any]]:
    """Lines of the ledger that the database does not know: it was restored from before them."""
    path = home.location() / LEDGER
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    known = {tuple(keys) for keys in Erasure.objects.values_list("keys", flat=True)}
    return [line for line in lines if tuple(line["keys"]) not in known]


def by_key(model: Any, field: str, keys: Iterable[str]) -> list[str]:
    """The values of this column that these keys belong to. Reads every distinct one: for after a restore only."""
    wanted = set(keys)
    said = model.objects.exclude(Q(**{field: ""})).order_by().values_list(field, flat=True).distinct()
    return [value for value in said.iterator() if key_of(value) in wanted]
