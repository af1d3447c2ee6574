"""Pages of evidence, one module for each noun in the address."""
