"""What is known of Productboard's exports of features: one row a feature, known by its address or id."""

from __future__ import annotations

from tandem.evidence.presets import Preset, register

register(
    Preset(
        "productboard_features",
        "Productboard features",
        "features",
        "Features of a board as CSV: Productboard stays the owner of their status. Releases that nobody planned are "
        "planned.",
        needs=("Feature name|Name", "Status|Feature status", "Productboard URL|Productboard link|Feature URL"),
        knows=("Description", "Release", "Timeframe", "Owner", "Product", "Component", "Effort"),
        columns={
            "title": "Feature name|Name",
            "body": "Description|Feature description",
            "external_id": "Feature ID|ID|Productboard URL|Productboard link|Feature URL",
            "status": "Status|Feature status",
            "tags": "Tags",
            "release": "Release|Release name",
            "owner": "Owner",
            "effort": "Effort",
            "created_at": "Created at|Created",
            "url": "Productboard URL|Productboard link|Feature URL",
            "parent": "Parent|Component",
        },
        verified=False,
    )
)
