"""What the house rules let pass, each with its reason."""

# Colleagues see one another; the workspace's own catalog and settings belong to everyone.
SEEN_BY_ALL = {"Member", "Workspace", "Activity", "CustomField"}

# Questions about the parts of a thing that was found through visible_to just before.
SEEN = {
    "tandem/definition/api_features.py Feature.objects.with_definition",  # handed to `listed`, which asks
    "tandem/definition/api_replies.py Feature.objects",  # handed to `visible`, which asks
    "tandem/definition/api_replies.py Problem.objects",
    "tandem/definition/api_documents.py Feature.objects",
    "tandem/definition/api_documents.py Release.objects",
    "tandem/definition/views/waiting.py Company.objects.named",  # companies are everyone's
    "tandem/definition/api_problems.py Problem.objects.with_item",
    "tandem/definition/views/features.py Product.objects.select_related.get",  # the product of what was found
    "tandem/definition/views/problems.py Product.objects.select_related.get",
    "tandem/definition/views/releases.py Product.objects.select_related.get",
    "tandem/evidence/views/imports.py Product.objects.select_related.filter.first",
    "tandem/overview/views/trace.py Product.objects.filter.select_related.first",
    "tandem/team/views/inputs.py Product.objects.get",
    "tandem/team/views/inputs.py Product.objects.filter.first",
    "tandem/definition/views/problems.py Input.objects.filter.select_related",  # what was said about the problem found
    "tandem/definition/views/releases.py Feature.objects.filter.select_related.order_by",  # a release's own scope
    "tandem/evidence/api_companies.py Company.objects.in_use.in_market.count",  # companies are everyone's
    "tandem/evidence/api_segments.py Company.objects.in_use.in_segment.count",
    "tandem/messaging/views/claims.py LINKED.objects.select_related.get",  # its item was found just before
}

# Writes that are no change of the record.
WRITES = {
    "tandem/api/openapi.py Token.objects.filter(pk=found.pk).update",  # when a token was last used
    "tandem/evidence/jobs.py cache.delete",  # how far a run of themes has come
}

# Functions of more than five parameters: the figures of one row, in the row's order.
MANY_PARAMETERS = {
    "tandem/charter/flags.py _flag",
    "tandem/definition/views/feature_acts.py add",
    "tandem/demo/seeding/evidence.py bring",
    "tandem/evidence/flags.py quiet",
    "tandem/messaging/flags.py _about",
}

# The machine's own time: how long a process has lived, how old a lock is.
MACHINE_TIME: set[str] = set()

# Whatever happens in a job or a child process is told to the one who waits for it.
CAUGHT_WHOLE = {"tandem/cluster/workers.py", "tandem/core/postgres.py", "tandem/evidence/reading/workbook_child.py"}

# Words that a library asks for, or that say here what they say in a dictionary.
NAMES = {
    "tandem/team/models/member.py MemberManager",
    "tandem/core/postgres_cluster.py data",  # PostgreSQL's own word for its folder
    "tandem/language/vectors.py common_part",  # what all vectors have in common
}

# The gallery finds its stories by listing the folder; the sign-in library asks for its pages by name.
TEMPLATES = ("ui/stories/", "account/", "allauth/")

# The record itself, the bytes of files, rows that were never taken in, when somebody last looked, what was told,
# what was erased: lines that are written once. And scores, which are worked out again from what is kept, with their
# changes, which are written once, and how far that has come.
NOT_KEPT = {
    "Event", "StoredFile", "RejectedRow", "Look", "Heard", "Notice", "Redaction", "Erasure", "Score", "ScoreChange", "Digest",
    "WebhookMessage", "Recount",
}  # fmt: skip

# Verbs that no program calls by themselves, with the reason.
NO_ROUTE: dict[str, str] = {
    "Snooze.put_aloud": "a step of putting a flag to sleep, which has its route",
    "Snooze.put_quietly": "a step of putting a flag to sleep, which has its route",
    "Snooze.acknowledge": "a step of putting a flag to sleep, which has its route",
    "Input.remind": "the worker reminds of what is late",
    "Note.say_anew": "a step of answering a survey again, which has its route",
    "Decision.give_way": "a step of deciding anew, which has its route",
    "Invitation.accept": "done at the link alone, by somebody who is no member yet",
    "Invitation.bounce": "the worker notes what the mail server said",
    "Webhook.try_out": "a step of trying a webhook out, which has its route",
    "Mail.write": "a step of sending a reply, which has its route",
    "Mail.begin": "the worker claims a mail before it hands it to the server",
    "Import.try_out": "asked for by set_trying, which has the route of the dry run",
    "Theme.settle": "a step of finding themes, which has its route",
    "Fold.settle": "a step of importing notes and of finding themes, which have their routes",
    "Reference.grant": "a step of granting a reference, which has its route at the charter member",
}
