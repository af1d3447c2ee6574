"""The demo company: seeds, screenshots and the cast of every test."""
