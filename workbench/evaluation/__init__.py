"""Measurements: how good and how fast preparation and summaries are, on listings of yours."""
