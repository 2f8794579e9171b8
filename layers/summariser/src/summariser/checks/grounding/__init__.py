"""Grounding: whether what a sentence claims stands in the lines it cites."""
