"""The thresholds of product.md by preset: what counts as enough, late or too many."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Figures the rules ask for; days are calendar days, shares are between 0 and 1."""

    companies_to_validate: int = 5
    happy_within_days: int = 60
    input_days: int = 5
    unowned_days: int = 7
    deploy_days: int = 3
    quiet_days: int = 14
    slow_acceptance: float = 0.3
    slow_invitations: int = 10
    slow_days: int = 30
    early_adopters: float = 0.5
    consent_months: int = 24
    reference_uses: int = 2
    products_per_person: int = 3
    expedited_share: float = 0.3
    role_days: int = 30
    sales_share: float = 0.5
    references: int = 6
    charter_cap: int = 10
    trained_share: float = 0.8
    answers_to_split: int = 5
    answers_to_say: int = 30
    answer_days: int = 14
    solved_share: float = 0.6
    solved_answers: int = 3

    def in_words(self) -> list[tuple[str, str]]:
        """Each figure under the name a person knows it by."""
        return [(name, unit.format(getattr(self, key))) for key, (name, unit) in WORDS.items()]


# What each figure decides, and how it is written.
WORDS = {
    "companies_to_validate": ("A problem is valid from", "{} companies"),
    "input_days": ("An input is answered within", "{} days"),
    "unowned_days": ("Work may have no owner for", "{} days"),
    "products_per_person": ("Products a person may own", "{}"),
    "references": ("References before a launch", "{}"),
    "charter_cap": ("Places in a charter program", "{}"),
    "deploy_days": ("Members deploy a build within", "{} days"),
    "quiet_days": ("A member has gone quiet after", "{} days"),
    "happy_within_days": ("A happy answer counts for", "{} days"),
    "slow_days": ("An invitation is answered within", "{} days"),
    "slow_acceptance": ("Too few of the invited join below", "{:.0%}"),
    "slow_invitations": ("That is said from", "{} invitations"),
    "early_adopters": ("Too many early adopters from", "{:.0%}"),
    "consent_months": ("A consent lasts", "{} months"),
    "reference_uses": ("Uses of a reference a quarter", "{}"),
    "expedited_share": ("Too many go around a step from", "{:.0%}"),
    "role_days": ("A question about roles is asked after", "{} days"),
    "sales_share": ("A product manager is absorbed by sales from", "{:.0%}"),
    "trained_share": ("Sales trained before a launch", "{:.0%}"),
    "answers_to_split": ("A figure of a survey is shown from", "{} answers"),
    "answers_to_say": ("A survey's score says something from", "{} answers"),
    "answer_days": ("Who asked is told what became of it within", "{} days"),
    "solved_share": ("A problem is solved when of those who answered", "{:.0%} say so"),
    "solved_answers": ("That is said from", "{} answers"),
}


PRESETS = {
    "starting": Thresholds(companies_to_validate=3, products_per_person=2),
    "growing": Thresholds(),
    "enterprise": Thresholds(
        companies_to_validate=8,
        input_days=7,
        deploy_days=5,
        quiet_days=21,
        early_adopters=1 / 3,
        consent_months=12,
        expedited_share=0.2,
    ),
}
