"""Evaluation of the summaries of runs: reading, measuring, comparing, reporting."""
