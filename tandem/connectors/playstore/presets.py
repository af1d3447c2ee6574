"""What is known of Google Play reviews. The console's files have no author, and the id only inside the link."""

from __future__ import annotations

import re
from urllib.parse import unquote

from tandem.connectors.making import NOTE, Maker, skipped
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow
from tandem.evidence.tables import Cells, Tables, text

STARS = {"rating": "stars_1_5"}
REVIEW_ID = re.compile(r"[?&]reviewId=([^&#\s]+)", re.IGNORECASE)
WORDLESS = "Stars without words say nothing that could be read."
USED = (
    "Package Name|App Version Code|App Version Name|Reviewer Language|Review Submit Date and Time|Star "
    "Rating|Review Title|Review Text|Review Link|Review Submit Millis Since Epoch|Review Last Update Millis "
    "Since Epoch|Developer Reply Millis Since Epoch"
)


def console(tables: Tables) -> Made:
    """A note for each review with words; a later month's file brings it up to date."""
    maker = Maker(tables, USED)
    for row, cells in tables.rows():
        if isinstance(row, BadRow) or not text(cells, "Review Text", "Review Title"):
            yield skipped(row, WORDLESS)
            continue
        link = text(cells, "Review Link")
        found = REVIEW_ID.search(link)
        yield maker.record(
            row,
            cells,
            body=text(cells, "Review Text", "Review Title"),
            title=text(cells, "Review Title"),
            external_id=unquote(found[1]) if found else "",
            rating=text(cells, "Star Rating"),
            url=link,
            created_at=text(cells, "Review Submit Date and Time"),
            language=text(cells, "Reviewer Language"),
            product=text(cells, "Package Name"),
            app_version=text(cells, "App Version Name", "App Version Code"),
        )


def of_api(tables: Tables) -> Made:
    """A note for each review; the text may be title, tab and body, and our reply is the second comment."""
    maker = Maker(tables, "reviewId|authorName|comments")
    for row, cells in tables.rows():
        said = _comment(cells, "userComment")
        if isinstance(row, BadRow) or not str(said.get("text") or "").strip():
            yield skipped(row, WORDLESS)
            continue
        title, _, body = str(said["text"]).rpartition("\t")
        reply = _comment(cells, "developerComment").get("text")
        yield maker.record(
            row,
            cells,
            body=body.strip() or title.strip(),
            title=title.strip(),
            external_id=text(cells, "reviewId"),
            author_name=text(cells, "authorName"),
            rating=said.get("starRating"),
            created_at=_seconds(said),
            language=said.get("reviewerLanguage"),
            app_version=said.get("appVersionName"),
            votes=said.get("thumbsUpCount"),
            **{"our reply": reply, "device": said.get("device")},
        )


def _comment(cells: Cells, kind: str) -> Cells:
    comments = cells.get("comments")
    found = (
        [each[kind] for each in comments if isinstance(each, dict) and kind in each]
        if isinstance(comments, list)
        else []
    )
    return found[0] if found and isinstance(found[0], dict) else {}


def _seconds(said: Cells) -> str:
    at = said.get("lastModified")
    return str(at.get("seconds") or "") if isinstance(at, dict) else ""


register(
    Preset(
        "playstore_console",
        "Google Play console reviews",
        "notes",
        "The monthly CSV of the console, stored as UTF-16. The review's id is taken out of its link; a review that "
        "was changed comes again in a later month and brings the note up to date. The developer's reply is kept "
        "beside, stars without words are passed over.",
        needs=("Package Name", "Star Rating", "Review Text", "Review Link"),
        knows=(
            "Review Submit Date and Time",
            "Reviewer Language",
            "Device",
            "Developer Reply Text",
            "App Version Code",
        ),
        scales=STARS,
        makes=console,
        gives=NOTE,
        form="review",
    )
)
register(
    Preset(
        "playstore_scraped",
        "Google Play reviews, scraped",
        "notes",
        "Reviews as the common scrapers write them, with the id of each. Times are local to the machine that "
        "scraped: say its zone. The developer's reply is kept beside.",
        needs=("reviewId", "content", "score"),
        knows=("userName", "thumbsUpCount", "reviewCreatedVersion", "at", "replyContent", "repliedAt"),
        columns={
            "body": "content",
            "external_id": "reviewId",
            "author_name": "userName",
            "rating": "score",
            "votes": "thumbsUpCount",
            "app_version": "appVersion|reviewCreatedVersion",
            "created_at": "at",
            "product": "appId|package|app",
        },
        scales=STARS,
        form="review",
    )
)
register(
    Preset(
        "playstore_api",
        "Google Play reviews of the API",
        "notes",
        "Reviews as JSON of the publisher's API. The developer's comment is kept beside.",
        needs=("reviewId", "comments"),
        knows=("authorName",),
        formats=("json", "jsonl"),
        scales=STARS,
        makes=of_api,
        gives=NOTE,
        form="review",
        verified=False,
    )
)
register(
    Preset(
        "playstore_collected",
        "App reviews with app and review id",
        "notes",
        "Tables of app id, review id and content, as research sets have them.",
        needs=("App id", "Review id", "Content|Review content"),
        lacks=("Sentence id",),
        knows=("Judge",),
        columns={"body": "Content|Review content", "external_id": "Review id", "product": "App id"},
        form="review",
    )
)
