"""Exports of Linear."""
