"""The report page: every listing beside its summaries, in one self-contained file."""
