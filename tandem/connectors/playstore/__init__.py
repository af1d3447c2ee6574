"""Google Play: reviews from the console, the API and scrapers."""
