"""What can be imported and under which headers other tools export it: the fields of each target and their aliases."""

# ruff: noqa: E501 - the tables below are easier to compare on whole lines

from __future__ import annotations

from dataclasses import dataclass

from tandem.core.errors import Refused


@dataclass(frozen=True)
class Field:
    """A field a column can be mapped to. Aliases are in order of trust, compared without case, spaces and marks."""

    name: str
    label: str
    kind: str
    help: str
    aliases: tuple[str, ...]
    required: bool = False

    @property
    def is_rare(self) -> bool:
        """Whether few files have it, so that the page of the columns shows it only where this one does."""
        return self.name in RARE or self.kind == "own"


def _field(name: str, label: str, kind: str, help: str, aliases: str, *, required: bool = False) -> Field:
    return Field(name, label, kind, help, tuple(alias.strip() for alias in aliases.split("|")), required)


RARE = {
    "thread_id", "author_external_id", "status", "tags", "votes", "url", "language", "product", "app_version", "country",
    "channel", "with_pm",
}  # fmt: skip
ID_ALIASES = "external id|id|source id|record id|reviewid|ticket id|response id|respondent id|uuid|key"
CUSTOM_HELP = "Columns that are not mapped are kept beside the row under their own names."

NOTE = (
    _field("body", "What was said", "text", "The words themselves, kept unchanged for ever.",
           "body|content|details|description|text|message|note text|review text|review|comment|feedback|value|answer|"
           "plain body|body text|description text|source.body|fields.description|comment value|hs_note_body|hs_content|"
           "consumer complaint narrative|release|verbatim|response|notes|question", required=True),
    _field("title", "Title", "text", "A short title; without one the first words are shown.",
           "title|subject|summary|post title|note title|review title|raw subject|fields.summary|headline|name"),
    _field("external_id", "Id in the source", "id", "The id in the system it comes from, so that an import can be repeated.",
           f"{ID_ALIASES}|issue id|issue key|number|post id|note id|conversation id|message id|comment id|tweet id|"
           "complaint id|suggestion.id|token|review link"),
    _field("thread_id", "Conversation", "id", "The id of the ticket, thread or respondent it belongs to.",
           "thread id|conversation id|ticket id|topic id|post id|issue id|conversation source id|parent id"),
    _field("created_at", "When it was said", "date", "The day and time it was said.",
           "created at|created|date|when|timestamp|created date|created time|create date|date created|created_on|posted at|at|"
           "submitted at|date submitted|submit date utc|submit date|review submit date and time|tweet created|"
           "created at utc|landed at|date received|fields.created|updated|time started|reviewdate|time"),
    _field("author_name", "Who said it", "text", "The name of the person who said it.",
           "author name|author|user name|username|user|name|requester|requester name|reviewer|reviewer nickname|"
           "source.author.name|customer name|contact name|display name|consumer.displayname|created by|full name|reporter|user.login|author.name|user.name|requester.name|"
           "author.login|customer.name|fields.reporter.displayname"),
    _field("author_email", "Their e-mail", "email", "The e-mail address that ties the note to a contact and a company.",
           "email|author email|user email|requester email|customer email|email address|source.author.email|contact email|"
           "from email|e-mail|person email|user.email"),
    _field("author_external_id", "Their id in the source", "id", "The id of the person in the system it comes from.",
           "author id|user id|requester id|customer id|contact id|person id|userid|source.author.id|reporter id"),
    _field("company", "Company", "text", "The name or domain of the company they work for; several are parted by semicolons.",
           "company|organization|organisation|account|company name|account name|organization name|company domain|"
           "organization id|company id|requester domain|customer|associated company"),
    _field("rating", "Rating", "rating", "Stars, a 0 to 10 answer, or good and bad.",
           "rating|star rating|stars|score|nps|nps score|overall rating|satisfaction score|csat|satisfaction rating.score|"
           "conversation rating.rating|hs_value|polarity"),
    _field("status", "Status", "text", "The status it has in the source.", "status|state|status.name|fields.status.name|open"),
    _field("tags", "Tags", "tags", "Words given to it in the source, parted by commas.",
           "tags|labels|label|tag|category|categories|topics|tags.tags|fields.labels|labels.name|issue type|negativereason"),
    _field("votes", "Votes", "number", "How many people asked for the same.",
           "votes|vote count|votes count|votecount|upvotes|score|thumbsupcount|reactions.total_count|vote sum|"
           "fields.votes.votes|likes|points"),
    _field("url", "Link", "url", "The page where it can be read.",
           "html url|url|link|display url|permalink|portal url|web url|admin url|review link|source url"),
    _field("language", "Language", "text", "The language it is written in.",
           "language|reviewer language|lang|locale|language code"),
    _field("product", "Product", "text", "The product it speaks of.",
           "product|product name|app|app name|app id|package name|appid|brand|repo|repository"),
    _field("app_version", "Version", "text", "The version they were using.",
           "app version|version|app version name|appversion|reviewcreatedversion|affects versions|affects version/s"),
    _field("country", "Country", "text", "The country they are in.",
           "country|country name|territory|nation|country code|location.country"),
    _field("channel", "Channel", "text", "How it arrived: e-mail, chat, call, review.",
           "channel|via|via.channel|via_channel|source|source.type|platform|submitted via|origin"),
    _field("with_pm", "Talk with the PM", "yes", "Whether it was said to the product's manager; yes or no.",
           "with pm|with the pm|talk with the pm"),
)  # fmt: skip
COMPANY = (
    _field("name", "Name", "text", "The name of the company.",
           "company name|name|account name|company|organization|organisation|account|customer|customer name", required=True),
    _field("domains", "Domains", "tags", "Web and mail domains, parted by commas.",
           "domains|domain|company domain name|domain names|website|web site|domain_names|company domain|url|email domain"),
    _field("crm_id", "Id in the CRM", "id", "The id in your CRM or billing system.",
           f"crm id|account id|company id|customer id|customerid|{ID_ALIASES}|hs_object_id|remote id"),
    _field("arr", "ARR", "money", "Yearly recurring revenue.",
           "arr|annual recurring revenue|arr__c|acv|hs_arr|contract value|annual contract value|yearly revenue"),
    _field("mrr", "MRR", "money", "Monthly recurring revenue.",
           "mrr|monthly spend|monthly recurring revenue|monthly charges|hs_mrr|monthly revenue"),
    _field("currency", "Currency", "text", "The currency of the amounts, as a three-letter code.",
           "currency|currency code|currencyisocode|deal currency code"),
    _field("plan", "Plan", "text", "What they subscribe to.", "plan|plan name|plan.name|subscription|contract|account tier|tier"),
    _field("segment", "Segment", "text", "The segment you put them in.",
           "segment|customer segment|market segment|account segment|size segment|type"),
    _field("industry", "Industry", "text", "What they do.", "industry|sector|vertical"),
    _field("employees", "Employees", "number", "How many people work there.",
           "employees|number of employees|numberofemployees|employee count|headcount|size|company size"),
    _field("country", "Country", "text", "Where they are.",
           "country|billing country|country name|office location|location|billingcountry|region"),
    _field("renewal_date", "Renewal", "date", "When the contract renews.",
           "renewal date|renewal|contract end|contract end date|renewal_date__c|renews on|end date"),
    _field("life_cycle", "Life cycle", "text", "Prospect, customer or former customer.",
           "life cycle|lifecycle stage|lifecyclestage|status|customer status|churn"),
)  # fmt: skip
CONTACT = (
    _field("email", "E-mail", "email", "The address by which the person is found again.",
           "email|email address|e-mail|work email|primary email|contact email|user email", required=True),
    _field("name", "Name", "text", "The whole name of the person.", "name|full name|contact name|display name|contact|user name"),
    _field("first_name", "First name", "text", "Where first and last name stand apart.", "first name|firstname|given name"),
    _field("last_name", "Last name", "text", "Where first and last name stand apart.", "last name|lastname|surname|family name"),
    _field("company", "Company", "text", "The company they work for, by name, domain or CRM id.",
           "company|company name|account|account name|organization|organisation|associated company|company id|account id|"
           "organization id|associatedcompanyid|company domain"),
    _field("role", "Role", "text", "What they do there.", "job title|jobtitle|title|role|position|function"),
    _field("tags", "Tags", "tags", "Words given to them, parted by commas.", "tags|labels|lists|groups"),
)  # fmt: skip
DEAL = (
    _field("name", "Name", "text", "The name of the deal.",
           "deal name|dealname|opportunity name|name|title|opportunity|deal|product", required=True),
    _field("crm_id", "Id in the CRM", "id", "The id in your CRM, so that an import can be repeated.",
           f"crm id|opportunity id|deal id|{ID_ALIASES}|hs_object_id"),
    _field("company", "Company", "text", "The company, by name, domain or CRM id.",
           "company|account|account name|company name|associated company|organization|org name|accountid|account id|customer"),
    _field("amount", "Amount", "money", "What the deal is worth.",
           "amount|value|deal amount|close value|deal value|total|arr|revenue|price"),
    _field("currency", "Currency", "text", "The currency of the amount, as a three-letter code.",
           "currency|currency code|currencyisocode|deal currency code"),
    _field("stage", "Stage", "text", "The stage as your CRM names it.", "stage|deal stage|stagename|stage name|dealstage"),
    _field("pipeline", "Pipeline", "text", "The pipeline it is in.", "pipeline|pipeline name|deal pipeline"),
    _field("outcome", "Outcome", "text", "Open, won or lost.",
           "outcome|status|result|is won|iswon|hs_is_closed_won|deal stage|stage|won"),
    _field("created_at", "Opened", "date", "When the deal was opened.",
           "created at|created date|create date|createdate|created|add time|engage date|open date|date created"),
    _field("close_date", "Closed", "date", "When it closed, or is expected to.",
           "close date|closedate|closed at|close time|won time|expected close date|closed|closing date"),
    _field("reason", "Reason", "text", "Why it was won or lost.",
           "reason|lost reason|loss reason|closed lost reason|closed_lost_reason__c|loss_reason__c|closed won reason|win reason|"
           "won reason|win loss reason"),
    _field("competitor", "Competitor", "text", "Whom you competed with.",
           "competitor|competitors|primary competitor|primary_competitor__c|competitor name|competitorname|lost to"),
    _field("products", "Products", "tags", "What was to be bought, parted by commas.", "products|product|product name|line items"),
    _field("owner", "Owner", "text", "Who sells it.",
           "owner|deal owner|opportunity owner|owner name|sales agent|salesperson|account executive|hubspot owner id|owner id"),
)  # fmt: skip
FEATURE = (
    _field("title", "Title", "text", "The name of the feature.",
           "title|name|summary|feature name|feature|subject|issue summary|story|epic name|reference name|initiative", required=True),
    _field("body", "Description", "text", "What it is and why.",
           "description|body|details|content|notes|feature description|text|fields.description"),
    _field("external_id", "Id in the source", "id", "The key or id in the tool it comes from.",
           f"issue key|key|reference|reference num|feature id|{ID_ALIASES}|issue id|number|identifier"),
    _field("status", "Status", "text", "The status in the delivery tool.",
           "status|state|status.name|workflow status|status category|fields.status.name"),
    _field("status_kind", "Kind of status", "text", "What the tool counts the status as: to do, in progress, done.",
           "status category|status type|state type|fields.status.statuscategory.name"),
    _field("resolution", "How it ended", "text", "Why it was closed; what will not be done is dropped here.",
           "resolution|state reason|resolution name|fields.resolution.name"),
    _field("done_at", "Finished", "date", "When it was finished there.",
           "resolved|resolution date|completed|completed at|closed at|done date|shipped at|fields.resolutiondate"),
    _field("tags", "Tags", "tags", "Labels, parted by commas.", "tags|labels|label|components|component|issue type|type"),
    _field("release", "Release", "text", "The release it is planned for.",
           "release|release name|fix versions|fix version/s|fix version|version|milestone|target release|cycle name|timeframe"),
    _field("owner", "Owner", "text", "Who answers for it.",
           "owner|assignee|assigned to|owner name|feature owner|fields.assignee.displayname|lead"),
    _field("effort", "Effort", "number", "How much work it is, in the unit you use.",
           "effort|estimate|story points|points|original estimate|size|weight|custom field story points"),
    _field("created_at", "Created", "date", "When it was written down.",
           "created at|created|created date|date created|fields.created|create date|created at utc"),
    _field("url", "Link", "url", "The page in the delivery tool.", "url|link|html url|web url|issue url|permalink|productboard link"),
    _field("parent", "Parent", "text", "The feature or epic above it.", "parent|parent key|epic link|parent id|epic|parent summary"),
)  # fmt: skip
RELEASE = (
    _field("name", "Name", "text", "The name or number of the release.",
           "release name|name|version|release|title|version name|milestone|tag name", required=True),
    _field("starts_on", "Charter release", "date", "When charter customers get it.",
           "charter release|beta date|start date|starts on|early access|start|beta"),
    _field("ships_on", "General availability", "date", "When everybody gets it.",
           "general availability|ga date|release date|date|ships on|shipped at|released|end date|due date|published at|ga"),
    _field("notes", "Notes", "text", "What is in it.",
           "release notes|notes|description|body|details|content|markdowndetails|release text|text|release"),
    _field("status", "Status", "text", "Planned, shipped or dropped.", "status|state|released?|stage"),
    _field("external_id", "Id in the source", "id", "The id in the tool it comes from.", f"release id|version id|{ID_ALIASES}"),
    _field("url", "Link", "url", "The page in the delivery tool.", "url|link|html url|web url|release url"),
)  # fmt: skip
GOAL = (
    _field("name", "Goal", "text", "What was to be reached.",
           "goal|goal name|objective|name|title|key result|kpi|description", required=True),
    _field("metric", "Metric", "text", "What is measured.", "metric|measure|kpi|metric name|indicator|unit of measure"),
    _field("baseline", "Baseline", "number", "The value before.", "baseline|start value|starting value|from|before|initial value"),
    _field("target", "Target", "number", "The value stated in advance.", "target|target value|goal value|to|planned|expected"),
    _field("result", "Result", "number", "The value in the end.", "result|actual|actual value|current value|achieved|outcome|current"),
    _field("due_on", "Due", "date", "When it was to be reached.", "due date|due|due on|deadline|target date|end date|by|date"),
    _field("release", "Release", "text", "The release it was stated for.", "release|release name|version|milestone"),
    _field("released_on", "Released", "date", "The day the release became generally available.",
           "released on|released|release date|ga date|general availability|shipped|shipped on|shipped at"),
    _field("owner", "Owner", "text", "Who answers for it.", "owner|assignee|responsible|accountable|owner name"),
)  # fmt: skip
FIELDS: dict[str, tuple[Field, ...]] = {
    "note": NOTE, "company": COMPANY, "contact": CONTACT, "deal": DEAL, "feature": FEATURE, "release": RELEASE, "goal": GOAL,
}  # fmt: skip


def fields_of(target: str) -> tuple[Field, ...]:
    """The fields of a target."""
    if target not in FIELDS:
        raise Refused(f"Nothing called {target} can be imported.")
    return FIELDS[target]
