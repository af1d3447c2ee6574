"""Exports of other systems: one folder each, with what it recognizes, how it maps, a fixture of ours and its tests."""
