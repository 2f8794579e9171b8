"""A stand-in for Bedrock and SageMaker over HTTP: real requests, limits and faults, but no model.

Its texts are taken from the prompt's own lines. They show that a pipeline works, and nothing of how
well any model writes.
"""
