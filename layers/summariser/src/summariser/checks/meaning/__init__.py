"""Meaning: words of a sentence that change what its lines say, though they share its subject."""
