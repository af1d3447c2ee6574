"""Definition: what we will build, in detail."""
