"""Exports of Aha!."""
