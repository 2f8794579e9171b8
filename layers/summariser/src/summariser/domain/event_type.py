"""EventType: in a module of its own, since most functions never read an event or a listing."""

from enum import StrEnum


class EventType(StrEnum):
    """What happened to a listing on its board."""

    PUBLISHED = "listing.published"
    UPDATED = "listing.updated"
    UNPUBLISHED = "listing.unpublished"
