"""An extractive summariser: it picks and sets sentences that stand in the listing already."""
