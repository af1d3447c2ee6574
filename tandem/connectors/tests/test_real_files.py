"""Real exports that nobody here wrote: what each is recognized as, what becomes of every record, nothing new twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tandem.connectors.tests.kit import bring, figures
from tandem.evidence.tests.importing_cast import Cast, gather

pytestmark = pytest.mark.data


@dataclass(frozen=True)
class Real:
    """A file or folder, what it comes in as, and created, updated, unchanged, skipped, rejected of the first time."""

    path: str
    preset: str
    counts: tuple[int, ...]
    target: str = "notes"
    said: dict[str, Any] = field(default_factory=dict)
    first: str = ""

    def __str__(self) -> str:
        return f"{self.path} as {self.target}"


SENTENCE = {"mapping": {"body": "Sentence content", "external_id": ""}}
TWEETS = {"mapping": {"body": "text", "tags": "airline_sentiment"}, "dates": "mdy"}
UTTERANCE = {"mapping": {"body": "utterance", "tags": "intent"}}
TELCO = {"mapping": {"name": "customerID", "crm_id": "", "mrr": "MonthlyCharges"}}
ACCOUNTS = {"mapping": {"name": "account", "industry": "sector"}}
PIPELINE = {"mapping": {"name": "product", "crm_id": "opportunity_id", "stage": "deal_stage"}}
USABILITY = {"mapping": {"body": "Notes: where they got confused, interesting things users said"}}
FILES = [
    Real("app_reviews/appstore_github_release.xlsx", "appstore_releases", (68, 0, 0, 0, 0), "releases"),
    Real("app_reviews/appstore_github_reviews.xlsx", "appstore_sheet", (668, 0, 0, 0, 0)),
    Real("app_reviews/appstore_notes_apps_6products.csv", "appstore_collected", (300, 0, 0, 0, 0)),
    Real("app_reviews/appstore_testflight_release.xlsx", "appstore_releases", (22, 0, 0, 0, 0), "releases"),
    Real("app_reviews/appstore_testflight_reviews.xlsx", "appstore_sheet", (5566, 0, 0, 0, 0)),
    Real("app_reviews/googleplay_4class.csv", "", (3712, 0, 0, 0, 0), said={"mapping": {"body": "review"}}),
    Real("app_reviews/is22_ebay_1250.xlsx", "playstore_collected", (1250, 0, 0, 0, 0)),
    Real("app_reviews/is22_evernote_1250.xlsx", "playstore_collected", (1250, 0, 0, 0, 0)),
    Real(
        "app_reviews/is22_evernote_search/query_1_Create_shortcuts_results_pool_ground_truth.xlsx",
        "playstore_collected",
        (45, 0, 0, 1, 1),
    ),
    Real("app_reviews/is22_feature_sentiment_groundtruth.xlsx", "", (2062, 0, 0, 0, 0), said=SENTENCE),
    Real("crm/hubspot_tables/company_data.csv", "hubspot_companytable", (24, 0, 0, 0, 0), "companies"),
    Real("crm/hubspot_tables/contact_data.csv", "hubspot_contacttable", (0, 0, 0, 3, 19), "contacts"),
    Real("crm/hubspot_tables/deal_data.csv", "hubspot_dealtable", (44, 0, 0, 0, 0), "deals"),
    Real("crm/hubspot_tables/ticket_data.csv", "hubspot_tickets", (25, 0, 0, 0, 0)),
    Real("crm/hubspot_tables", "hubspot_dealtable", (44, 0, 0, 0, 0), "deals", first="companies"),
    Real("crm/salesforce_tables/sf_account_data.csv", "salesforce_accounts", (1, 0, 0, 9, 0), "companies"),
    Real("crm/salesforce_tables/sf_contact_data.csv", "salesforce_contacts", (3, 0, 0, 0, 1), "contacts"),
    Real("crm/salesforce_tables", "salesforce_opportunities", (0, 0, 0, 10, 0), "deals"),
    Real("crm/maven_pipeline/accounts.csv", "", (85, 0, 0, 0, 0), "companies", ACCOUNTS),
    Real("crm/telco_customer_churn.csv", "", (7043, 0, 0, 0, 0), "companies", TELCO),
    Real("feedback/fider_export/more-posts.csv", "fider_posts", (3, 0, 0, 0, 0)),
    Real("feedback/github_issues_opencv.csv", "github_collected", (600, 0, 0, 0, 0)),
    Real("feedback/github_issues_react.csv", "github_collected", (599, 0, 0, 1, 0)),
    Real("feedback/github_issues_tensorflow.csv", "github_collected", (600, 0, 0, 0, 0)),
    Real("feedback/github_webhooks/discussion.json", "github_webhooks", (0, 0, 0, 15, 0)),
    Real("feedback/github_webhooks/discussion_comment.json", "github_webhooks", (0, 0, 0, 4, 0)),
    Real("feedback/github_webhooks/issue_comment.json", "github_webhooks", (0, 0, 0, 9, 0)),
    Real("feedback/github_webhooks/issues.json", "github_webhooks", (0, 0, 0, 29, 0)),
    Real("feedback/jira_export_hadoop_bugs.csv", "jira_issues", (2503, 0, 0, 0, 0)),
    Real("feedback/jira_export_hadoop_bugs.csv", "jira_features", (2503, 0, 0, 0, 0), "features"),
    Real("interviews/ml_practitioner_03.txt", "transcripts_session", (68, 0, 0, 78, 0)),
    Real("interviews/ml_practitioner_04.txt", "transcripts_session", (41, 0, 0, 46, 0)),
    Real("interviews/ml_practitioner_05.txt", "transcripts_session", (47, 0, 0, 47, 0)),
    Real("interviews/ml_practitioner_06.txt", "transcripts_session", (58, 0, 0, 88, 0)),
    Real("interviews/ml_practitioner_08.txt", "transcripts_session", (42, 0, 0, 42, 0)),
    Real("interviews/ml_practitioner_10.txt", "transcripts_session", (55, 0, 0, 55, 0)),
    Real("interviews/ml_practitioner_11.txt", "transcripts_session", (50, 0, 0, 50, 0)),
    Real("interviews/ml_practitioner_12.txt", "transcripts_session", (48, 0, 0, 49, 0)),
    Real("messy/arabic_attraction_reviews_600.csv", "", (600, 0, 0, 0, 0)),
    Real("messy/blns.json", "", (513, 0, 0, 2, 0), said={"mapping": {"body": "value"}}),
    Real("messy/csv_formula_injection.csv", "", (14, 0, 0, 0, 0)),
    Real("support/airline_tweets_usairways_delta.csv", "", (5135, 0, 0, 0, 0), said=TWEETS),
    Real("support/banking77/train.csv", "", (10003, 0, 0, 0, 0), said={"mapping": {"body": "text"}}),
    Real("support/bitext/dev.csv", "", (810, 0, 0, 0, 0), said=UTTERANCE),
    Real("support/zendesk_tables", "zendesk_organizations", (10, 0, 0, 0, 0), "companies"),
    Real("support/zendesk_tables", "zendesk_users", (1, 0, 0, 1, 8), "contacts", first="companies"),
    Real("support/zendesk_tables", "zendesk_tickets", (28, 0, 0, 2, 0)),
    Real("support/zendesk_tables/ticket_data.csv", "zendesk_tickets", (8, 0, 0, 2, 0)),
    Real("support/zendesk_tables/ticket_comment_data.csv", "zendesk_comments", (20, 0, 0, 0, 0)),
    Real("support/intercom_tables", "intercom_companies", (9, 0, 0, 0, 0), "companies"),
    Real("support/intercom_tables", "intercom_contacts", (0, 0, 0, 0, 9), "contacts"),
    Real("support/intercom_tables", "intercom_conversations", (2, 0, 0, 16, 0)),
    Real("support/intercom_tables/conversation_part_history_data.csv", "intercom_parts", (0, 0, 0, 9, 0)),
    Real("surveys/jupyter_education_2016_googleforms.csv", "googleforms_responses", (321, 0, 0, 11, 0)),
    Real("surveys/jupyter_notebook_ux_2015_surveygizmo.csv", "surveygizmo_responses", (5845, 0, 0, 749, 0)),
    Real("surveys/jupyterlab_usability_2018_notes.csv", "", (268, 0, 0, 1313, 0), said=USABILITY),
]


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.mark.parametrize("real", FILES, ids=str)
def test_a_real_file_is_recognized_and_comes_in_once(cast: Cast, data: Path, real: Real) -> None:
    if real.first:
        bring(cast, data / real.path, target=real.first)
    told: list[tuple[int, int]] = []
    progress = {"progress": lambda *said: told.append(said)}
    first = bring(cast, data / real.path, target=real.target, **real.said, **progress)
    again = bring(cast, data / real.path, target=real.target, **real.said)
    assert first.preset == real.preset
    assert figures(first) == real.counts
    assert told[-1] == (first.rows, first.rows)
    assert figures(again) == (0, 0, first.created, first.skipped, first.rejected)
