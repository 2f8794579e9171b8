"""What the command line answers wrong usage with."""


class UsageError(Exception):
    """What was asked for cannot be done; the message says what to do instead."""
