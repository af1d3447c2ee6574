"""Pages of the team, one file for each noun in the address."""
