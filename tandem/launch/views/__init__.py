"""Pages of launch, one file for each noun in the address."""
