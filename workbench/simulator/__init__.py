"""A simulator of Bedrock and SageMaker over HTTP: real requests, limits and faults, but no model.

Its texts are made from the lines of the prompt. They show that the pipeline works, but not how well
any model writes.
"""
