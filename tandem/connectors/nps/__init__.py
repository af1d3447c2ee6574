"""NPS and satisfaction surveys: Delighted, HubSpot feedback and plain score and comment files."""
