"""Files of any length become records."""
