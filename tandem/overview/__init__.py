"""Overview: what holds the product back, and every thread through it."""
