"""Pages that read all six stages."""
