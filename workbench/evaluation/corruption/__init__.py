"""Corruption: what summaries are spoilt with, to see which check finds it."""
