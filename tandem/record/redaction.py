"""Taking words out of the whole record, its history too: for what a person may ask to have erased.

Words are covered with as many blocks as they have letters, so that marks made by place stay where they are. The app's
role cannot alter history; one function of the database's owner does it, row by row as it is told, and leaves a line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db import connection, models

from tandem.core.database import after_migration
from tandem.record.models import Event, Item, Named

BLOCK = "█"
SHORTEST = 3  # a shorter word would cover half of what anybody wrote
HEAD = 30  # so many letters of a sentence have to be alike before it counts as copied
BEFORE, AFTER = 60, 80
BRACKETS = str.maketrans('{}[]"', "     ")  # of lists and of JSON

# History refuses every change by triggers of its own, which the owner's function passes for its one statement.
# `words` are covered where they stand alone; `copies` are whole sentences, covered from their beginning as far as the
# text goes along with them. A word that follows an escaped line break of JSON stands alone too.
COVERING = f"""
    CREATE OR REPLACE FUNCTION record_covered(said text, words text[], copies text[]) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE
        low text := lower(said);
        word text;
        start int;
        size int;
        past int;
    BEGIN
        IF said IS NULL OR said = '' THEN RETURN said; END IF;
        IF length(low) <> length(said) THEN low := said; END IF;
        FOREACH word IN ARRAY words LOOP
            word := lower(word);
            past := 0;
            LOOP
                start := strpos(substr(low, past + 1), word);
                EXIT WHEN start = 0;
                start := start + past;
                past := start;
                size := length(word);
                CONTINUE WHEN substr(low, start + size, 1) ~ '[[:alnum:]]';
                CONTINUE WHEN start > 1 AND substr(low, start - 1, 1) ~ '[[:alnum:]]'
                    AND NOT (start > 2 AND substr(low, start - 2, 2) ~ '^\\\\[nrtbf]$');
                said := overlay(said PLACING repeat('{BLOCK}', size) FROM start FOR size);
                low := overlay(low PLACING repeat('{BLOCK}', size) FROM start FOR size);
            END LOOP;
        END LOOP;
        FOREACH word IN ARRAY copies LOOP
            word := lower(word);
            LOOP
                start := strpos(low, left(word, {HEAD}));
                EXIT WHEN start = 0;
                size := {HEAD};
                WHILE size < length(word) AND substr(low, start + size, 1) = substr(word, size + 1, 1) LOOP
                    size := size + 1;
                END LOOP;
                said := overlay(said PLACING repeat('{BLOCK}', size) FROM start FOR size);
                low := overlay(low PLACING repeat('{BLOCK}', size) FROM start FOR size);
            END LOOP;
        END LOOP;
        RETURN said;
    END $$
"""
REDACTING = f"""
    CREATE OR REPLACE FUNCTION record_redact(place regclass, named name, keys text[], words text[], copies text[])
    RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        chosen text;
        put text;
        differs text;
        came bigint;
        before text := current_setting('pgtrigger.ignore', true);
    BEGIN
        IF (SELECT relnamespace <> 'public'::regnamespace OR relkind NOT IN ('r', 'p') FROM pg_class WHERE oid = place)
        THEN RAISE 'Only the record is redacted, not %.', place; END IF;
        IF EXISTS (SELECT 1 FROM unnest(words) AS word WHERE length(word) < {SHORTEST})
            OR EXISTS (SELECT 1 FROM unnest(copies) AS copy WHERE length(copy) < {HEAD})
        THEN RAISE 'Words this short would cover what nobody meant.'; END IF;
        SELECT format('%I = ANY($1::%s[])', named, format_type(atttypid, NULL)) INTO STRICT chosen
            FROM pg_attribute WHERE attrelid = place AND attname = named;
        SELECT string_agg(format('%1$I = record_covered(%1$I::text, $2, $3)::%2$s', attname, kind), ', '),
            string_agg(format('record_covered(%1$I::text, $2, $3) <> %1$I::text', attname), ' OR ')
            INTO put, differs
            FROM (SELECT attname, format_type(atttypid, NULL) AS kind FROM pg_attribute
                WHERE attrelid = place AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> named
            ) AS columns
            WHERE kind IN ('text', 'character varying', 'jsonb', 'text[]', 'character varying[]');
        IF put IS NULL THEN RETURN 0; END IF;
        PERFORM set_config('pgtrigger.ignore', array_agg(tgname::text)::text, true) FROM pg_trigger
            WHERE tgrelid = place AND tgname LIKE '%append\\_only%' HAVING count(*) > 0;
        EXECUTE format('UPDATE %s SET %s WHERE %s AND (%s)', place, put, chosen, differs) USING keys, words, copies;
        GET DIAGNOSTICS came = ROW_COUNT;
        PERFORM set_config('pgtrigger.ignore', coalesce(nullif(before, ''), '{{}}'), true);
        IF came > 0 THEN
            INSERT INTO record_redaction (place, rows, at) VALUES (place::text, came, clock_timestamp());
        END IF;
        RETURN came;
    END $$
"""
# Whoever may call it may cover what history says, and nothing else: it can put no words of its own there.
ALONE = "REVOKE EXECUTE ON FUNCTION record_redact(regclass, name, text[], text[], text[]) FROM PUBLIC"


@after_migration
def make_functions(database: Any) -> None:
    """Make what covers words, as the owner of the tables. Bears repetition."""
    with database.cursor() as cursor:
        for statement in (COVERING, REDACTING, ALONE):
            cursor.execute(statement)


@dataclass(frozen=True)
class Words:
    """What is looked for: words wherever they stand alone, and sentences that may have been copied."""

    words: tuple[str, ...]
    copies: tuple[str, ...] = ()

    @classmethod
    def of(cls, words: Iterable[str], copies: Iterable[str] = ()) -> Words:
        """Each also as it is written within JSON; what is too short to be told apart is left out."""
        return cls(_escaped(words, SHORTEST), _escaped(copies, HEAD))

    def __bool__(self) -> bool:
        return bool(self.words or self.copies)

    @property
    def likenesses(self) -> list[str]:
        """Patterns that a text meets before it is worth reading closely."""
        heads = [*self.words, *(copy[:HEAD] for copy in self.copies)]
        return [f"%{_literal(head.lower())}%" for head in heads]


@dataclass(frozen=True)
class Place:
    """One row that holds the words; `of` is the key of its thing: the row itself, or what it is the history of.
    `excerpt` is what stands around the words.
    """

    model: type[models.Model]
    pk: Any
    of: Any
    excerpt: str

    @property
    def key(self) -> str:
        """What its thing is told apart by. A noun, its item and what happened to them are one."""
        return place_key(Item if self.model is Event else tracked(self.model), self.of)

    @property
    def called(self) -> str:
        """What kind of thing it is, as a word that begins a line."""
        return str(self.model._meta.verbose_name).capitalize()

    @property
    def past(self) -> bool:
        """Whether it is history, or an event."""
        return self.model is Event or tracked(self.model) is not self.model


def place_key(model: type[models.Model], pk: Any) -> str:
    """The key of one row: of a noun, its item's."""
    return f"item-{pk}" if issubclass(model, Item | Named) else f"{model._meta.db_table}-{pk}"


def tracked(model: type[models.Model]) -> type[models.Model]:
    """What a table of history is the history of; any other is itself."""
    return cast(type[models.Model], getattr(model, "pgh_tracked_model", model))


def places(words: Words, but: Collection[type[models.Model]] = ()) -> Iterator[Place]:
    """Every row of every table that holds the words, history's too; `but` these models and their history."""
    for model in apps.get_models(include_auto_created=True):
        if words and tracked(model) not in but and not model._meta.proxy and model._meta.managed:
            yield from _places_in(model, words)


def redact(model: type[models.Model], keys: Iterable[Any], words: Words, *, by: str = "") -> int:
    """Cover the words in these rows, found by their key or by the column `by`. Says how many rows changed."""
    wanted = [str(key) for key in keys]
    if not wanted or not words:
        return 0
    named = by or cast(Any, model._meta.pk).column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_redact(%s::regclass, %s, %s::text[], %s::text[], %s::text[])",
            [model._meta.db_table, named, wanted, list(words.words), list(words.copies)],
        )
        return int(cursor.fetchone()[0])


def _places_in(model: type[models.Model], words: Words) -> Iterator[Place]:
    columns = [connection.ops.quote_name(cast(str, field.column)) for field in _texts(model)]
    if not columns:
        return
    named = (model._meta.db_table, cast(Any, model._meta.pk).column, _of(model))
    table, key, of = (connection.ops.quote_name(name) for name in named)
    whole = " || ' ' || ".join(f"coalesce({column}::text, '')" for column in columns)
    rows = f"SELECT {key} AS pk, {of} AS thing, {whole} AS said FROM {table} OFFSET 0"
    statement = f"SELECT pk, thing, said FROM ({rows}) AS rows WHERE "
    likely = "lower(said) LIKE ANY(%s) AND record_covered(said, %s, %s) <> said ORDER BY pk"
    with connection.cursor() as cursor:
        cursor.execute(statement + likely, [words.likenesses, list(words.words), list(words.copies)])
        for pk, thing, said in cursor.fetchall():
            yield Place(model, pk, thing, _excerpt(said, words))


def _of(model: type[models.Model]) -> str:
    """The column that names the thing of a row."""
    named = {field.column for field in model._meta.local_concrete_fields}
    if model is Event:
        return "item_id"
    return "pgh_obj_id" if "pgh_obj_id" in named else str(cast(Any, model._meta.pk).column)


def _texts(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [
        field
        for field in model._meta.local_concrete_fields
        if not (field.primary_key or isinstance(field, models.GeneratedField) or field.is_relation)
        and isinstance(getattr(field, "base_field", field), models.CharField | models.TextField | models.JSONField)
    ]


def _excerpt(said: str, words: Words) -> str:
    """The words with what stands around them, as far as they are found at once."""
    low, heads = said.lower(), [*words.words, *(copy[:HEAD] for copy in words.copies)]
    at = min((found for head in heads if (found := low.find(head.lower())) >= 0), default=0)
    first, last = max(0, at - BEFORE), at + AFTER
    shown = " ".join(said[first:last].translate(BRACKETS).split())
    return f"{'…' if first else ''}{shown}{'…' if last < len(said) else ''}"


def _escaped(texts: Iterable[str], least: int) -> tuple[str, ...]:
    long = [text.strip() for text in texts if len(text.strip()) >= least]
    return tuple(dict.fromkeys(way for text in long for way in (text, json.dumps(text, ensure_ascii=False)[1:-1])))


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
