"""Grounding: everything that a sentence claims stands in the lines it cites."""
