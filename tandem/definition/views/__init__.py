"""Pages of definition: problems, features, validations, releases, decisions."""
