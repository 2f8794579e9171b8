"""Corruption: errors put into true summaries, to measure which check finds them."""
