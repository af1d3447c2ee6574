"""What is known of Linear's exports of issues: one row an issue, known by its identifier."""

from __future__ import annotations

from tandem.evidence.presets import Preset, register

register(
    Preset(
        "linear_features",
        "Linear issues",
        "features",
        "Issues as features: Linear stays the owner of their status. Cycles that nobody planned are planned as "
        "releases; choose the column Project Milestone where milestones are your releases.",
        needs=("ID", "Team", "Title", "Status"),
        knows=("Description", "Estimate", "Priority", "Cycle Name", "Creator", "Assignee", "Completed", "Canceled"),
        columns={
            "title": "Title",
            "body": "Description",
            "external_id": "ID",
            "status": "Status",
            "tags": "Labels",
            "release": "Cycle Name|Project Milestone",
            "owner": "Assignee",
            "effort": "Estimate",
            "created_at": "Created",
            "done_at": "Completed",
            "url": "URL",
            "parent": "Parent issue",
        },
        verified=False,
    )
)
