"""The demo company's files agree with themselves: keys resolve, words are exact, and the intended figures come out."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

WORLD = Path(__file__).parent.parent / "world"
Row = dict[str, Any]


def rows(pattern: str) -> list[Row]:
    """Every line of the JSONL files whose name fits, in file order."""
    lines = (line for path in sorted(WORLD.glob(pattern)) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines]


def table(name: str) -> dict[str, Any]:
    """One TOML file."""
    return tomllib.loads((WORLD / f"{name}.toml").read_text("utf-8"))


COMPANIES = {row["key"]: row for row in rows("companies.jsonl")}
CONTACTS = {row["key"]: row for row in rows("contacts.jsonl")}
NOTES = {row["id"]: row for row in rows("notes_*.jsonl")}
LEDGERLY = [note for note in NOTES.values() if note["product"] == "ledgerly"]
HIGHLIGHTS = {row["key"]: row for row in rows("highlights.jsonl")}
DEALS = {row["crm_id"]: row for row in rows("deals.jsonl")}
TEAM, DEFINITION, CHARTER, LAUNCH, MESSAGING = map(table, ("team", "definition", "charter", "launch", "messaging"))
MEMBERS = {row["key"] for row in TEAM["member"]}
FEATURES = {row["key"]: row for row in DEFINITION["feature"]}
PROBLEMS = {row["key"]: row for row in DEFINITION["problem"]}
VALIDATIONS = {one["key"]: one for feature in FEATURES.values() for one in feature["validations"]}
CLAIMS = {row["key"]: row for row in MESSAGING["claim"]}
MARKET = CHARTER["target_market"][0]
STAGES = ["candidate", "invited", "joined", "in trial", "live", "happy", "reference"]


def in_market(company: str | None) -> bool:
    """Whether the program's target market holds this company."""
    if company is None:
        return False
    row = COMPANIES[company]
    fits = MARKET["employees_from"] <= row["employees"] <= MARKET["employees_to"]
    return fits and row["industry"] in MARKET["industries"]


def companies_behind(problem: str) -> set[str]:
    """The companies whose words are highlighted for this problem."""
    found = {
        NOTES[mark["note"]]["company"]
        for mark in HIGHLIGHTS.values()
        if mark["about_kind"] == "problem" and mark["about"] == problem
    }
    return {company for company in found if company}


def members_at(stage: str) -> set[str]:
    """Charter members that stand at this stage now."""
    return {row["company"] for row in CHARTER["member"] if row["stages"][-1]["stage"] == stage}


def pm_conversations(problem: str) -> list[Row]:
    """Interviews by the product manager that speak of this problem."""
    marked = {mark["note"] for mark in HIGHLIGHTS.values() if mark["about"] == problem}
    return [
        note for note in NOTES.values() if note.get("with_pm") and (note["about"] == problem or note["id"] in marked)
    ]


def test_there_are_enough_of_everything() -> None:
    assert len(COMPANIES) >= 66
    assert len(CONTACTS) >= 145
    assert len(DEALS) >= 45
    assert len(LEDGERLY) >= 640
    assert len(NOTES) - len(LEDGERLY) >= 60
    assert len(HIGHLIGHTS) >= 120
    assert len({note["company"] for note in LEDGERLY} - {None}) >= 60
    assert 0.65 <= sum(map(in_market, COMPANIES)) / len(COMPANIES) <= 0.78
    assert sum(feature["product"] == "ledgerly" for feature in FEATURES.values()) == 32


def test_no_key_is_used_twice() -> None:
    for pattern, key in (("companies.jsonl", "key"), ("contacts.jsonl", "key"), ("deals.jsonl", "crm_id")):
        found = [row[key] for row in rows(pattern)]
        assert len(found) == len(set(found)), pattern
    assert len(rows("notes_*.jsonl")) == len(NOTES)
    assert len(rows("highlights.jsonl")) == len(HIGHLIGHTS)
    mails = [row["email"] for row in CONTACTS.values()]
    assert len(mails) == len(set(mails))
    crm = [row["crm_id"] for row in COMPANIES.values()]
    domains = [domain for row in COMPANIES.values() for domain in row["domains"]]
    assert len(crm) == len(set(crm))
    assert len(domains) == len(set(domains))


def test_everything_is_invented_and_nothing_is_said_twice() -> None:
    assert all(domain.endswith(".example") for row in COMPANIES.values() for domain in row["domains"])
    assert all(row["email"].endswith(".example") for row in [*CONTACTS.values(), *TEAM["member"]])
    texts = [note["text"] for note in NOTES.values()]
    assert len(texts) == len(set(texts))
    assert all(text == text.strip() and text for text in texts)
    assert all("[[" not in text and "|" not in text for text in texts)


def test_notes_point_at_people_and_companies_that_exist() -> None:
    for note in NOTES.values():
        assert note["company"] is None or CONTACTS[note["author"]]["company"] == note["company"], note["id"]
        assert 0 <= note["days_ago"] <= 274
        assert note.get("recorded_by", "ada") in MEMBERS
        top = {"nps_0_10": 10, "stars_1_5": 5}[note["rating_scale"]] if "rating" in note else 0
        assert 0 <= note.get("rating", 0) <= top
    for contact in CONTACTS.values():
        assert contact["email"].split("@")[1] in COMPANIES[contact["company"]]["domains"]


def test_money_in_other_currencies_keeps_its_original() -> None:
    for row in COMPANIES.values():
        assert row["currency"] == "USD" or row["original"] * row["rate"] == pytest.approx(row["arr"])
    for deal in DEALS.values():
        assert deal["company"] in COMPANIES
        assert deal["owner"] in MEMBERS
        assert deal["currency"] == "USD" or deal["original"] * deal["rate"] == pytest.approx(deal["amount"])
        assert (deal["outcome"] == "open") == ("close_in_days" in deal)


def test_highlights_are_exact_words_about_things_that_exist() -> None:
    competitors = {row["key"] for row in MESSAGING["competitor"]}
    known = {"problem": set(PROBLEMS), "feature": set(FEATURES), "competitor": competitors, "quote": {None}}
    for key, mark in HIGHLIGHTS.items():
        assert mark["words"] in NOTES[mark["note"]]["text"], key
        assert mark["about"] in known[mark["about_kind"]], key
        assert mark["feeling"] in {"angry", "resigned", "hopeful", "pleased", "delighted", None}
        assert mark["quote"] or mark["consent"] is None


def test_five_problems_can_be_validated_and_the_bank_feed_lacks_its_interview() -> None:
    ours = [row for row in PROBLEMS.values() if row["product"] == "ledgerly"]
    validated = [row["key"] for row in ours if row["state"] == "validated"]
    assert len(validated) == 5
    assert len(ours) == 7
    for problem in validated:
        assert sum(map(in_market, companies_behind(problem))) >= 5, problem
        assert pm_conversations(problem), problem
        earliest = max(note["days_ago"] for note in pm_conversations(problem))
        assert earliest > PROBLEMS[problem]["validated_days_ago"], problem
    assert sum(map(in_market, companies_behind("feed"))) >= 8
    assert pm_conversations("feed") == []
    assert [row["state"] for row in ours] == ["validated"] * 5 + ["refuted", "heard"]


def test_the_bank_feed_grows_at_least_twofold_in_six_weeks() -> None:
    days = [note["days_ago"] for note in LEDGERLY if note["about"] == "feed"]
    assert sum(day < 42 for day in days) >= 2 * sum(42 <= day < 84 for day in days) > 0


def test_eleven_customers_worth_182k_asked_for_bulk_recategorize_and_none_tried_it() -> None:
    asked = companies_behind("bulk")
    assert len(asked) == 11
    assert sum(COMPANIES[key]["arr"] for key in asked) == 182_000
    assert {note["company"] for note in LEDGERLY if note["about"] == "bulk"} - {None} == asked
    assert FEATURES["f_bulk"]["validations"] == []
    assert FEATURES["f_bulk"]["release"] == "2.1"


def test_definition_points_at_things_that_exist() -> None:
    releases = {row["key"]: row for row in DEFINITION["release"]}
    for feature in FEATURES.values():
        assert set(feature.get("problems", [])) <= set(PROBLEMS)
        assert feature.get("release") is None or feature["key"] in releases[feature["release"]]["features"]
        for one in feature["validations"]:
            assert set(one["with"]) <= set(COMPANIES)
            assert one["by"] in MEMBERS
    for release in releases.values():
        assert all(FEATURES[key]["release"] == release["key"] for key in release["features"])
    names = list(FEATURES)
    assert (names.index("f_tell") + 1, names.index("f_reconnect") + 1) == (21, 22)
    assert list(PROBLEMS).index("feed") + 1 == 7
    assert [row["by"] for row in DEFINITION["decision"] if (row["kind"], row["about"]) == ("price", "2.0")] == ["luis"]


def is_ready(feature: Row) -> bool:
    """All three parts, and a validated problem."""
    parts = feature["requirements"] and feature["ux"] and feature["validations"]
    return bool(parts) and any(PROBLEMS[key]["state"] == "validated" for key in feature["problems"])


def test_what_is_not_ready_to_build_moved_from_the_release_to_the_next() -> None:
    coming = {row["key"]: row for row in DEFINITION["release"]}
    assert all(is_ready(FEATURES[key]) for key in coming["2.0"]["features"])
    assert len(coming["2.0"]["features"]) == 7
    assert coming["2.0"]["moved_on"] == coming["2.1"]["features"] == ["f_bulk", "f_tell"]
    assert not any(is_ready(FEATURES[key]) for key in coming["2.1"]["features"])
    assert not any(claim in LAUNCH["launch"][0]["claims"] for claim in resting_on({"f_bulk", "f_tell"}))


def resting_on(features: set[str]) -> list[str]:
    """The claims that rest on any of these features."""
    return [key for key, claim in CLAIMS.items() if features & set(claim["features"])]


def results(release: str) -> list[bool | None]:
    """Met, missed, or None for never measured, in the order stated."""
    goals = [row for row in DEFINITION["goal"] if row["release"] == release]
    return [
        None
        if "actual" not in row
        else (row["actual"] >= row["target"] if row["better"] == "higher" else row["actual"] <= row["target"])
        for row in goals
    ]


@pytest.mark.parametrize(("release", "met", "missed", "never"), [("1.6", 2, 1, 1), ("1.7", 1, 1, 2), ("1.8", 2, 2, 1)])
def test_past_releases_met_some_goals(release: str, met: int, missed: int, never: int) -> None:
    found = results(release)
    assert (found.count(True), found.count(False), found.count(None)) == (met, missed, never)


def test_nine_members_stand_at_different_stages() -> None:
    assert members_at("reference") == {"aster", "brookfield", "juniper", "wren"}
    assert members_at("live") == {"harbor", "finch"}
    assert members_at("in trial") == {"corvid", "tern"}
    assert members_at("joined") == {"pell"}
    assert members_at("invited") == {"oakline", "sable", "lumen"}
    assert len(members_at("candidate")) == 12
    for row in CHARTER["member"]:
        days = [move["days_ago"] for move in row["stages"]]
        assert days == sorted(days, reverse=True)
        assert CONTACTS[row["contact"]]["company"] == row["company"]
        assert row["added_by"] in MEMBERS
        assert in_market(row["company"])
        assert all(move["stage"] in [*STAGES, "declined", "left"] for move in row["stages"])


def test_exactly_four_references_are_usable_now() -> None:
    usable = [
        row["company"]
        for row in CHARTER["reference"]
        if "name" in row["scope"] and row["expires_in_days"] > 0 and "withdrawn_days_ago" not in row
    ]
    assert set(usable) == members_at("reference")
    assert len(usable) == 4
    latest = {row["company"]: row["happiness"][-1]["score"] for row in CHARTER["member"] if row.get("happiness")}
    assert all(latest[company] >= 9 for company in usable)
    assert latest["harbor"] == 7
    assert latest["finch"] == 8


def test_corvid_labs_has_not_deployed_the_newest_build_and_went_quiet() -> None:
    corvid = next(row for row in CHARTER["member"] if row["company"] == "corvid")
    assert "0.8" not in [row["build"] for row in corvid["deployments"]]
    assert corvid["last_feedback_days_ago"] > 14
    assert {row["company"] for row in CHARTER["wish"]} == {"wren"}
    assert len(CHARTER["early_access"]) == 3
    assert all(DEALS[row["deal"]]["company"] == row["company"] for row in CHARTER["early_access"])


def test_eighteen_of_twenty_six_launch_steps_are_done() -> None:
    steps = {row["key"]: row for row in LAUNCH["step"] if row.get("launch", "launch_20") == "launch_20"}
    assert len(steps) == 26
    assert sum("done_days_ago" in row for row in steps.values()) == 18
    assert all(row["owner"] in MEMBERS for row in steps.values() if "owner" in row)
    assert [row["title"] for row in steps.values() if "owner" not in row] == ["Decide the price of the 2.0 add-on"]
    assert all(set(row.get("after", [])) <= set(steps) for row in steps.values())
    assert [row["owner"] for row in steps.values() if row.get("form") == "support" and "done_days_ago" in row] == [
        "bea"
    ]
    launch = LAUNCH["launch"][0]
    assert launch["in_days"] == 12
    assert launch["tier"] == 1
    assert set(CLAIMS) - set(launch["claims"]) == {"claim_told"}


def test_seven_of_nine_claims_have_proof_that_exists() -> None:
    companies = {row["company"] for row in CHARTER["reference"]}
    metrics = {row["key"] for row in DEFINITION["metric"]}
    known = {"quote": set(HIGHLIGHTS), "metric": metrics, "validation": set(VALIDATIONS), "reference": companies}
    for claim in CLAIMS.values():
        assert all(one["kind"] == "page" or one["key"] in known[one["kind"]] for one in claim["proofs"]), claim["key"]
        assert set(claim["problems"]) <= set(PROBLEMS)
        assert set(claim["features"]) <= set(FEATURES)
    assert [key for key, claim in CLAIMS.items() if not claim["proofs"]] == ["claim_one_day", "claim_cheaper"]
    assert len(CLAIMS) == 9
    assert list(CLAIMS)[2] == "claim_resync"
    against = [HIGHLIGHTS[key] for key in CLAIMS["claim_one_day"]["contradicted_by"]]
    assert len(against) == 3
    assert all(mark["quote"] and "two" in mark["words"] for mark in against)


def test_every_asset_kind_of_the_launch_is_released_and_unexpired() -> None:
    released = [row for row in MESSAGING["asset"] if row["state"] == "released" and row["expires_in_days"] > 0]
    assert set(LAUNCH["launch"][0]["asset_kinds"]) <= {row["kind"] for row in released}
    sales = {row["key"] for row in TEAM["member"] if row["role"] == "sales"}
    opened = {row["member"] for row in MESSAGING["opened"]}
    assert len(sales) == 8
    assert opened == sales
    unproven = {"claim_one_day", "claim_cheaper"}
    assert all(not unproven & set(row["claims"]) for row in released)


def test_the_field_made_deck_has_five_versions_on_deals_worth_410k() -> None:
    deck = next(row for row in MESSAGING["asset"] if row["key"] == "a_migration_deck")
    used = [deal for version in deck["versions"] for deal in version["deals"]]
    assert len(deck["versions"]) == 5
    assert len(used) == len(set(used))
    assert sum(DEALS[key]["amount"] for key in used) == 410_000
    assert all(version["days_ago"] <= 42 for version in deck["versions"])
    assert all(row["deal"] in DEALS and row["by"] in MEMBERS for row in MESSAGING["request"])


def test_ten_activities_are_on_and_pricing_has_no_owner() -> None:
    assert len([row for row in TEAM["activity"] if row["product"] == "ledgerly"]) == 10
    assert [row["name"] for row in TEAM["activity"] if "owner" not in row] == ["Pricing"]
    now = {(row["product"], row["side"]) for row in TEAM["accountable"] if "until_days_ago" not in row}
    assert now == {("ledgerly", "PM"), ("ledgerly", "PMM"), ("paydesk", "PM")}
    assert TEAM["unowned"][0]["raised_days_ago"] == 9
