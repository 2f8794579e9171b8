"""EventType: what happened to a listing on its board."""

from enum import StrEnum


class EventType(StrEnum):
    """What happened to a listing on its board."""

    PUBLISHED = "listing.published"
    UPDATED = "listing.updated"
    UNPUBLISHED = "listing.unpublished"
