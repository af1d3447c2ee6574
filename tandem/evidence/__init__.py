"""Evidence: what customers said."""
