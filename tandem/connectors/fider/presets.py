"""What is known of Fider's export: a post a row, found again by its number."""

from __future__ import annotations

from tandem.connectors.making import NOTE, Maker
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow
from tandem.evidence.tables import Tables, text

USED = "number|title|description|created_at|created_by|votes_count|status|tags"


def posts(tables: Tables) -> Made:
    """A note for each post; one without a description is its title. Our response and what it repeats stay beside."""
    maker = Maker(tables, USED)
    for row, cells in tables.rows():
        if isinstance(row, BadRow):
            yield row
            continue
        title = text(cells, "title")
        yield maker.record(
            row,
            cells,
            body=text(cells, "description") or title,
            title=title,
            external_id=text(cells, "number"),
            created_at=text(cells, "created_at"),
            author_name=text(cells, "created_by"),
            status=text(cells, "status"),
            votes=text(cells, "votes_count"),
            tags=text(cells, "tags"),
        )


register(
    Preset(
        "fider_posts",
        "Fider posts",
        "notes",
        "Posts as CSV, or the zip that Fider gives. The answer and the post that a duplicate repeats are kept "
        "beside; a tag that holds a comma becomes two, because the export parts tags by commas.",
        needs=("number", "title", "description", "created_by", "votes_count", "status"),
        knows=("original_number", "original_title", "responded_by", "comments_count"),
        tables=("post",),
        makes=posts,
        gives=NOTE,
        form="forum",
    )
)
