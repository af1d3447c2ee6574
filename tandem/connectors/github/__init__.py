"""GitHub: issues, discussions and comments, from the API, its command line, webhooks and collected CSV files."""
