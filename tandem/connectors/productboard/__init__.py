"""Exports of Productboard."""
