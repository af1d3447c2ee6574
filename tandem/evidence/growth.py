"""Growth: how often something was said lately, held against the weeks before."""

LATELY = 6  # weeks, against as many before
MATTERS_FROM = 5  # fewer notes than this in both together tell nothing
RISES_FROM = 1.5


def growth_of(lately: int, before: int) -> float | None:
    """How many times as often it was said in the last six weeks as in the six before; None where too few said it."""
    if lately + before < MATTERS_FROM:
        return None
    return lately / before if before else float("inf")


def rises(growth: float | None) -> bool:
    """Whether it is said so much more often that somebody should look."""
    return growth is not None and growth >= RISES_FROM


def said_of_growth(growth: float | None) -> str:
    """Growth in words, empty where there is nothing to tell."""
    if growth is None:
        return ""
    return f"new in {LATELY} weeks" if growth == float("inf") else f"{growth:.1f}× in {LATELY} weeks"
