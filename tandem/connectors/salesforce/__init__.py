"""Salesforce: accounts, contacts and opportunities, as Data Loader files, reports or warehouse tables."""
