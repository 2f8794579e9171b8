"""Evaluation of the summaries of runs: read, measured, compared, and told as a report."""
