"""Capacity: what a deployment can take, on paper and in simulated time."""
