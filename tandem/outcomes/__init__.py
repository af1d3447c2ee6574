"""Outcomes: what came of it."""
