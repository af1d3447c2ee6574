"""What is known of Aha!'s exports: lists of features and of releases, each known by its reference."""

from __future__ import annotations

from tandem.evidence.presets import Preset, register

register(
    Preset(
        "aha_features",
        "Aha! features",
        "features",
        "A list of features as CSV: Aha! stays the owner of their status. Releases that nobody planned are planned.",
        needs=("Feature name", "Feature reference #|Feature reference num", "Feature status"),
        knows=("Feature description", "Release name", "Feature assigned to", "Feature URL", "Epic name"),
        columns={
            "title": "Feature name",
            "body": "Feature description",
            "external_id": "Feature reference #|Feature reference num",
            "status": "Feature status",
            "tags": "Feature tags",
            "release": "Release name",
            "owner": "Feature assigned to",
            "effort": "Feature original estimate|Feature estimate",
            "created_at": "Feature created at|Feature created date",
            "done_at": "Feature done on|Feature shipped on",
            "url": "Feature URL",
            "parent": "Epic name",
        },
        verified=False,
    )
)
register(
    Preset(
        "aha_releases",
        "Aha! releases",
        "releases",
        "A list of releases as CSV; those whose day has passed and that are shipped are out.",
        needs=("Release name", "Release reference #|Release reference num", "Release date"),
        knows=("Release status", "Release start date", "Release URL", "Release theme"),
        lacks=("Feature name",),
        columns={
            "name": "Release name",
            "notes": "Release theme|Release description",
            "ships_on": "Release date",
            "status": "Release status",
            "external_id": "Release reference #|Release reference num",
            "url": "Release URL",
        },
        verified=False,
    )
)
