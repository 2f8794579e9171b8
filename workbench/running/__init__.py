"""Runs: listings go through the local engine, and each one is accounted for."""
