"""`summariser backfill` and `backfills`: listings in bulk, started, followed and stopped."""
