"""Listings in bulk: what is selected, how it is split, and what is staged."""
