"""Benchmarks: long listings made for the purpose, and how the local engine takes them."""
