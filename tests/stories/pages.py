"""Every page of Tandem, where it is found in the demo company, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass

HOME = "/products/ledgerly"


@dataclass(frozen=True)
class Place:
    """One page of the guide."""

    name: str
    path: str
    says: str


STAGES = [
    Place("overview", HOME, "Where the product stands: what is ready, what holds it back, and who can act."),
    Place("flags", f"{HOME}/flags", "Everything the rules noticed, worst first, with the act that answers it."),
    Place("evidence", f"{HOME}/evidence", "The themes in what customers said, and the words behind the one at hand."),
    Place("definition", f"{HOME}/definition", "The problems worth solving, with the customers behind each."),
    Place("charter", f"{HOME}/charter", "The charter program: who is on the way to becoming a reference."),
    Place("launch", f"{HOME}/launch", "The launches of the product, and what still stands before them."),
    Place("messaging", f"{HOME}/messaging", "Positioning, key messages, and the claims with their proof."),
    Place("outcomes", f"{HOME}/outcomes", "Goals of what shipped: met, missed or never measured."),
]

LISTS = [
    Place("notes", f"{HOME}/notes", "All notes, found by words and by meaning."),
    Place("companies", "/companies", "Customers and prospects, with what they pay and what they said."),
    Place("market", f"{HOME}/market", "The rule that says which companies are the target market."),
    Place("surveys", f"{HOME}/surveys", "Questions to customers, and to the makers themselves."),
    Place("imports", f"{HOME}/imports", "The files that came in, and what came of each."),
    Place("features", f"{HOME}/definition/features", "Features, with their definition as three bars."),
    Place("priorities", f"{HOME}/definition/priorities", "What comes first by a model, each number with where it is from."),
    Place("matrix", f"{HOME}/definition/matrix", "Two drivers as a square; each feature can be put elsewhere."),
    Place("comparison", f"{HOME}/definition/comparison", "The rank of each in two models, the furthest apart first."),
    Place("roadmap", f"{HOME}/definition/roadmap", "What comes now, next and later; in a dated release, by its date."),
    Place("timeline", f"{HOME}/definition/roadmap?layout=timeline", "Releases as bars that move by dragging or by keyboard."),
    Place("outside", f"{HOME}/definition/roadmap?edition=customers", "The same as customers read it: accepted words alone."),
    Place("share", f"{HOME}/definition/roadmap/links", "Links to share the roadmap by, and what would leak."),
    Place("statuses", f"{HOME}/statuses", "What a product calls its steps, and the fixed state that each means."),
    Place("objectives", f"{HOME}/definition/objectives", "What the product wants to reach, and how far it is."),
    Place("roadmaps", "/roadmaps", "The roadmaps of all products on one page."),
    Place("releases", f"{HOME}/definition/releases", "Releases: scope, dates and goals."),
    Place("decisions", f"{HOME}/definition/decisions", "What was decided, by whom, and what was turned down."),
    Place("documents", f"{HOME}/definition/documents", "Drawings of documents that were kept as they were."),
    Place("replies", f"{HOME}/definition/replies", "Who asked for what shipped or was declined, and was never told."),
    Place("unread", f"{HOME}/definition/unread", "Notes that nobody looked at, the oldest first."),
    Place("outbox", "/outbox", "Mail to customers: what waits, what left, what came back."),
    Place("quotes", f"{HOME}/quotes", "Customers' own words that may be used, or asked for."),
    Place("competitors", f"{HOME}/competitors", "Capability by capability: better, equal or worse."),
    Place("assets", f"{HOME}/assets", "What sales carries: decks, one-pagers, battlecards."),
    Place("requests", f"{HOME}/requests", "What sales asked for, each tied to a deal."),
    Place("deals", f"{HOME}/deals", "Deals, won and lost, with the reasons."),
    Place("sales", f"{HOME}/sales?company=19", "For a conversation: references, quotes, card and asset that fit."),
    Place("portfolio", "/portfolio", "Every product on one page: owners, readiness, hit rate, flags."),
    Place("team", "/team", "Who answers for which product."),
    Place("product-team", f"{HOME}/team", "The two owners of one product and who holds which activity."),
    Place("people", f"{HOME}/people", "Who sees a product while it is restricted, and why."),
    Place("seats", f"{HOME}/seats", "Everyone who held a seat of the product, its delegates and area owners."),
    Place("who-does-what", "/activities/grid", "Products by activities: who holds each, gaps and doubles marked."),
    Place("activities", "/activities", "The company's template of activities, which are on, and who usually holds each."),
    Place("life-cycle", f"{HOME}/life-cycle", "Where a product is in its life, and what its end asks."),
    Place("lines", "/lines", "Product lines, each under its head."),
    Place("unowned", "/unowned", "Work that nobody owns, the oldest first."),
    Place("workload", "/workload", "What each person answers for, against the workspace's limit."),
    Place("product-inputs", f"{HOME}/inputs", "What one side asked the other, answered or late, and how long answers take."),
    Place("inputs", "/me/inputs", "Inputs of every product: yours to answer, and given by you."),
    Place("record", "/record", "Everything that happened, newest first."),
    Place("search", "/search?q=bank+feed", "Search over everything, by words and by meaning."),
    Place("trace", "/trace/P-1", "From one thing to all it came from and all that rests on it."),
    Place("me", "/me", "Your own account: name, password, tokens."),
]

NOUNS = [
    Place("theme", "/themes/1", "One theme: its notes, companies and trend."),
    Place("note", "/notes/1", "One note, verbatim; mark words in it to link them."),
    Place("company", "/companies/1", "One customer: contacts, what they said, what they prove."),
    Place("survey", "/surveys/1", "One survey: its score and shares with their intervals, and how to ask people."),
    Place("survey-answers", "/surveys/1/answers", "The answers behind a figure, each with the words that became a note."),
    Place("survey-own", "/surveys/2/own", "The makers' own answer, which nobody is told whose it was."),
    Place("import", "/imports/1", "The report of one import."),
    Place("source", "/sources/1", "One source: its notes, and the files that were brought into it."),
    Place("problem", "/problems/1", "One problem: its evidence, and what is missing before it counts as validated."),
    Place("feature", "/features/1", "One feature: requirements, user experience and validation."),
    Place("who-asked", "/features/7/replies", "Everyone who asked for one feature, and what each was told."),
    Place("reply", "/replies/3", "One reply, in answer to one person's own words."),
    Place("requirement", "/requirements/4", "One requirement: its criteria, priority and status."),
    Place("validation", "/validations/1", "One validation: with whom, how each task went, the verdict."),
    Place("interview", "/interviews/1", "A plan of interviews: whom to ask, and how far each came."),
    Place("snapshot", "/interviews/2/people/4/snapshot", "One page about one conversation."),
    Place("wording", "/problems/1/wording", "How a problem was worded, side by side."),
    Place("release", "/releases/1", "One release: scope, goals, and the gate before general availability."),
    Place("scores", f"{HOME}/definition/scores/F-22", "The scores of one thing, its estimates, and why they moved."),
    Place("scoring-model", "/scoring-models/2", "One model: its formula, tried out as you write, and its drivers."),
    Place("decision", "/decisions/1", "One decision and its reasons."),
    Place("program", "/charter-programs/1", "One charter program with its six-gauge and its rules."),
    Place("builds", "/charter-programs/1/builds", "The builds sent to charter members."),
    Place("sessions", "/charter-programs/1/sessions", "Calls and visits with charter members."),
    Place("charter-member", "/charter-members/1", "One charter member: agreement, stage, answers, consent."),
    Place("build", "/builds/1", "One build and where it runs."),
    Place("session", "/sessions/1", "One session and what came of it."),
    Place("reference", "/references/1", "One reference: what was consented to, and every use."),
    Place("launch-plan", "/launches/2", "One launch: gates, plan, signatures."),
    Place("step", "/steps/1", "One step of a launch plan."),
    Place("positioning", "/positionings/1", "For whom the product is, and for whom not."),
    Place("key-message", "/key-messages/1", "One key message and the claims under it."),
    Place("claim", "/claims/1", "One claim: its proof points and its strength."),
    Place("competitor", "/competitors/1", "One competitor, and the battlecard drawn from it."),
    Place("asset", "/assets/1", "One sales asset: versions, claims it makes, who opened it."),
    Place("request", "/requests/1", "One request from sales and its answer."),
    Place("deal", "/deals/1", "One deal."),
    Place("goal", "/goals/1", "One goal and what came of it."),
    Place("line", "/lines/1", "One product line: its head, its products, their owners."),
    Place("activity", "/activities/5", "One activity: its template, and who holds it on each product."),
    Place("activity-of-a-product", f"{HOME}/activities/5", "Who holds an activity of one product, and what to do about it."),
    Place("member", "/members/1", "One member and what they answer for."),
    Place("snooze-new", f"{HOME}/snoozes/new?flag=unowned+work+U-1", "Put a flag to sleep, with a reason and a day."),
    Place("input", "/inputs/1", "One input across the seam: answered or waiting."),
    Place("history", "/record/P-1", "The full history of one thing."),
]

FORMS = [
    Place("import-new", f"{HOME}/imports/new", "Bring a file: the first step of an import."),
    Place("survey-new", f"{HOME}/surveys/new", "Open a survey with its built-in questions."),
    Place("survey-questions", "/surveys/1/questions", "What a survey asks, in order."),
    Place("survey-links", "/surveys/1/links", "Links that know who answers."),
    Place("note-new", f"{HOME}/notes/new", "Add one note by hand."),
    Place("company-new", "/companies/new", "Add a company."),
    Place("problem-new", "/problems/new?product=ledgerly", "State a problem."),
    Place("feature-new", "/features/new?product=ledgerly", "State a feature."),
    Place("release-new", "/releases/new?product=ledgerly", "Plan a release."),
    Place("release-move", "/releases/4/move?available_on=2026-12-18&charter_release_on=2026-09-01", "Other dates of a release, and all that counts on them."),
    Place("release-outside", "/releases/4/editions", "What people outside read of a release."),
    Place("status", "/statuses/2", "One status: what it means, and what stands at it."),
    Place("objective-new", "/objectives/new?product=ledgerly", "Say what the product wants to reach."),
    Place("decision-new", "/decisions/new?about=P-1", "Write down a decision."),
    Place("launch-new", f"{HOME}/launches/new", "Plan a launch."),
    Place("claim-new", "/claims/new?product=ledgerly", "State a claim."),
    Place("claims-paste", f"{HOME}/claims/paste", "Paste a text and see which claims it makes."),
    Place("positioning-new", f"{HOME}/positioning", "Draft the next version of the positioning."),
    Place("asset-new", "/assets/new?product=ledgerly", "Bring a sales asset."),
    Place("outcomes-past", f"{HOME}/outcomes/past", "Paste past releases and goals as rows."),
    Place("interview-new", "/problems/7/interviews/new", "Plan interviews about a problem."),
    Place("problem-edit", "/problems/1/edit", "Change a problem."),
    Place("claim-edit", "/claims/1/edit", "Change a claim."),
    Place("competitor-edit", "/competitors/1/edit", "Change a competitor."),
    Place("asset-edit", "/assets/1/edit", "Change a sales asset."),
    Place("deal-edit", "/deals/1/edit", "Change a deal."),
    Place("source-edit", "/sources/1/edit", "Change a source."),
    Place("hand-over", f"{HOME}/seats/pmm/handing-over", "What goes with a seat, and who has it next."),
    Place("member-role", "/members/3/role", "What somebody may do, and what another role would take away."),
    Place("member-departure", "/members/3/departure", "What somebody leaves behind, and who takes it."),
    Place("notice-choices", "/me/notices", "What you are told of, and how."),
    Place("custom-fields", "/custom-fields", "What is asked of every problem, feature and company beside the usual."),
    Place("custom-field", "/custom-fields/2", "One custom field: its words, and what may be chosen."),
    Place("filling", "/custom-fields/of/F-22", "Fill in the custom fields of one thing."),
    Place("erasing", "/contacts/1/erasing", "What there is of a person, before an administrator erases it."),
    Place("documents-of", "/releases/4/documents", "What can be drawn of a release, and what its case takes for granted."),
    Place("drawing", "/releases/4/documents/business_case", "A business case, drawn from the record as it stands."),
    Place("document", "/documents/1", "A drawing that was kept, and what the record says otherwise since."),
    Place("document-style", "/documents/style", "How documents look: color, words at the foot, picture, sections."),
    Place("release-overruling", "/releases/4/overruling?gate=references", "Overrule a gate before a release is out."),
]

EVERY = [*STAGES, *LISTS, *NOUNS, *FORMS]

# The pages of a product about which nothing is known yet.
EMPTY = [
    Place(place.name, place.path.split("?")[0].replace("ledgerly", "sideline"), place.says)
    for place in [*STAGES, *LISTS]
    if "/ledgerly" in place.path
]
