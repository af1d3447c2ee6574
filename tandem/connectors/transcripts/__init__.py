"""Transcripts of interviews and calls: labelled text, WebVTT and SubRip."""
