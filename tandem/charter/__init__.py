"""Charter: proof before general availability."""
