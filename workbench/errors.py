"""The error that the command line reports without a traceback."""


class UsageError(Exception):
    """A command cannot do what it was asked to; the message says what to do instead."""
