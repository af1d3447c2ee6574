"""Messaging: what we tell the world, and what sales is armed with."""
