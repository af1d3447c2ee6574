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
    references: int = 6
    charter_cap: int = 10
    trained_share: float = 0.8


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
