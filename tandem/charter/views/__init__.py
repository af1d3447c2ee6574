"""Pages of charter: the board, members, references, builds, sessions."""
