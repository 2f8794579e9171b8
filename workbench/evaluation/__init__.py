"""Evaluation: the quality and speed of preparation and summaries, on your own listings."""
