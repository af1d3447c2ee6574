"""Keyset paging: a page starts after the last row seen, so it is as quick at row 100,000 as at row one."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.utils.crypto import salted_hmac

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page, and the token of the page after it when there is one."""

    rows: list[Row]
    next: str | None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Keyset(Generic[Row]):
    """A queryset in an order whose columns are never null and together name one row; an unfit token is page one.

    With `keys_first` the keys of the page are found before its rows are read, where no index gives this order: then
    thousands of keys are sorted and not the texts beside them.
    """

    queryset: QuerySet[Row]
    order: Sequence[str] = ("-id",)
    after: str | None = None
    size: int = 50
    keys_first: bool = False

    def page(self) -> Page[Row]:
        """One statement, or two; one row more than the page is read to learn whether another page follows."""
        try:
            rows = self._rows(self._following())
        except (ValidationError, ValueError, TypeError):
            rows = self._rows(self.queryset.order_by(*self.order))
        more = len(rows) > self.size
        return Page(rows[: self.size], self._token(rows[self.size - 1]) if more else None)

    def _rows(self, ordered: QuerySet[Row]) -> list[Row]:
        if not self.keys_first:
            return list(ordered[: self.size + 1])
        keys = list(ordered.prefetch_related(None).values_list("pk", flat=True)[: self.size + 1])
        found = self.queryset.in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def _following(self) -> QuerySet[Row]:
        ordered = self.queryset.order_by(*self.order)
        seen = self._seen()
        return ordered.filter(self._beyond(seen)) if seen else ordered

    def _beyond(self, seen: Sequence[Any]) -> Q:
        """(a, b) after (x, y): a after x, or a the same and b after y. The first column alone bounds the index."""
        first = self.order[0]
        edge = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": seen[0]})
        return edge & reduce(or_, (self._beyond_at(place, seen) for place in range(len(seen))))

    def _beyond_at(self, place: int, seen: Sequence[Any]) -> Q:
        same = Q(**{name.lstrip("-"): value for name, value in zip(self.order[:place], seen[:place], strict=True)})
        column = self.order[place]
        return same & Q(**{f"{column.lstrip('-')}__{'lt' if column.startswith('-') else 'gt'}": seen[place]})

    def _token(self, row: Row) -> str:
        values = [_reached(row, column.lstrip("-")) for column in self.order]
        return self._signer().sign_object(values, serializer=_Json)

    def _seen(self) -> Sequence[Any] | None:
        if not self.after:
            return None
        try:
            values = self._signer().unsign_object(self.after, serializer=_Json)
        except (BadSignature, ValueError):
            return None
        return values if isinstance(values, list) and len(values) == len(self.order) else None

    def _signer(self) -> Signer:
        """A token belongs to its order: sorted otherwise, it would point nowhere."""
        return Signer(salt=salted_hmac("keyset", "|".join(self.order)).hexdigest())


class _Json:
    """Values in a token: dates, decimals and ids as text, which the database column reads back."""

    def dumps(self, values: Any) -> bytes:
        return json.dumps(values, cls=_Exact, separators=(",", ":")).encode()

    def loads(self, content: bytes) -> Any:
        return json.loads(content)


class _Exact(DjangoJSONEncoder):
    """Keeps microseconds, which Django's encoder cuts: without them rows of one millisecond are skipped."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _reached(row: Any, path: str) -> Any:
    """The value under a column, also through relations: said_by__name."""
    return reduce(getattr, path.split("__"), row)
