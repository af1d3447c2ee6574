"""Jira: issues as the CSV export and the REST API give them."""
