"""Themes of more notes than one machine reads in good time, found on a Ray cluster: the extra `tandem[cluster]`."""
