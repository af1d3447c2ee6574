"""Zendesk Support: tickets and their comments, organizations and users, as JSON or as warehouse tables."""
