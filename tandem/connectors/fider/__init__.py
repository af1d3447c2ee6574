"""Fider: posts as its CSV export has them."""
