"""HubSpot: companies, contacts, deals and tickets, as CSV exports or as warehouse tables."""
