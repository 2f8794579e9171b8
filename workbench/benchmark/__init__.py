"""Benchmarks of the local engine, and the long listings that they use."""
