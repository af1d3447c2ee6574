"""What is known of App Store reviews. Apple exports no file of them: scrapers and people who copy do, each in a way."""

from __future__ import annotations

from tandem.evidence.presets import Preset, register

STARS = {"rating": "stars_1_5"}
AGAIN = " There are no ids: a review is found again by author, date and words."

register(
    Preset(
        "appstore_feed",
        "App Store reviews from the feed",
        "notes",
        "Reviews as scrapers of Apple's feed give them, with the id of each review and the version it speaks of.",
        needs=("id", "userName", "score", "title", "text"),
        knows=("userUrl", "version", "url", "updated"),
        columns={
            "body": "text",
            "title": "title",
            "external_id": "id",
            "author_name": "userName",
            "rating": "score",
            "app_version": "version",
            "url": "url",
            "created_at": "updated",
        },
        scales=STARS,
        form="review",
        verified=False,
    )
)
register(
    Preset(
        "appstore_scraped",
        "App Store reviews, scraped",
        "notes",
        "Reviews with userName, review and isEdited, as the common Python scraper writes them. The developer's "
        "answer is kept beside the review as it stands; nothing in it is run. There are no ids: a review is found "
        "again by author, date and words.",
        needs=("date", "userName", "rating", "title", "review"),
        knows=("isEdited", "developerResponse", "app_name", "app_id"),
        columns={
            "body": "review",
            "title": "title",
            "author_name": "userName",
            "rating": "rating",
            "created_at": "date",
            "product": "app_name|app_id",
        },
        scales=STARS,
        form="review",
        verified=False,
    )
)
register(
    Preset(
        "appstore_sheet",
        "App Store reviews in a sheet",
        "notes",
        "A sheet of date, rating, title and content in any language." + AGAIN,
        needs=("date", "rating", "title", "content"),
        lacks=("userName", "userId", "reviewId", "author"),
        columns={"body": "content", "title": "title", "rating": "rating", "created_at": "date"},
        scales=STARS,
        form="review",
    )
)
register(
    Preset(
        "appstore_collected",
        "App Store reviews of several apps",
        "notes",
        "A table with the app beside each review, for comparing products." + AGAIN,
        needs=("App", "User", "Date", "Rating", "Review"),
        knows=("Platform", "Title"),
        columns={
            "body": "Review",
            "title": "Title",
            "author_name": "User",
            "rating": "Rating",
            "created_at": "Date",
            "product": "App",
            "channel": "Platform",
        },
        scales=STARS,
        form="review",
    )
)
register(
    Preset(
        "appstore_connect",
        "App Store Connect reviews",
        "notes",
        "Customer reviews as JSON of App Store Connect's API. The answer is a record of its own there and is not "
        "in the file.",
        needs=("attributes.rating", "attributes.body", "attributes.reviewerNickname", "attributes.createdDate"),
        knows=("attributes.title", "attributes.territory", "id"),
        columns={
            "body": "attributes.body",
            "title": "attributes.title",
            "external_id": "id",
            "rating": "attributes.rating",
            "author_name": "attributes.reviewerNickname",
            "created_at": "attributes.createdDate",
            "country": "attributes.territory",
        },
        scales=STARS,
        formats=("json", "jsonl"),
        form="review",
        verified=False,
    )
)
register(
    Preset(
        "appstore_releases",
        "App Store release notes",
        "releases",
        "Version, date and what is new, as copied from the version history of an app.",
        needs=("version", "date", "release"),
        columns={"name": "version", "ships_on": "date", "notes": "release"},
    )
)
