"""The `run` command: listings go through the engine, and each one is accounted for."""
