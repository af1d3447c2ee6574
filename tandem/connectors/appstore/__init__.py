"""App Store: reviews from scrapers, sheets and App Store Connect, and release notes."""
