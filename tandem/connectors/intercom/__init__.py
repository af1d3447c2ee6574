"""Intercom: conversations with their parts, companies and contacts, as JSON or as warehouse tables."""
