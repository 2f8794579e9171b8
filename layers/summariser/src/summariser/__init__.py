"""Listing Summariser: from a published job listing to a stored summary."""
