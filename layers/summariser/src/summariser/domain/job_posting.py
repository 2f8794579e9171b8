"""JobPosting: schema.org's form of a listing, under the names of our own fields.

Sources: https://schema.org/JobPosting and
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import html
from collections.abc import Iterator, Mapping
from typing import Any

from summariser.domain.values import many

# Texts that schema.org keeps beside the description, with the heading each is added under.
PARTS = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "jobBenefits": "Benefits",
    "incentiveCompensation": "Benefits",
    "workHours": "Working hours",
}
PART_KEYS = ("@value", "name", "credentialCategory", "description", "text", "value")
# Where a page or a list has the posting that it is about.
CONTAINERS = ("@graph", "mainEntity", "itemListElement", "item")
MEMBERS = {
    "listing_id": "identifier",
    "id": "@id",
    "version": "version",
    "title": "title",
    "company": "hiringOrganization",
    "location": "jobLocation",
    "salary": "baseSalary",
    "employment_type": "employmentType",
    "description": "description",
    "language": "inLanguage",
    "url": "url",
    "published_at": "datePosted",
}
NAMES = ("name", "legalName", "alternateName", "@value")  # of an organisation
MOST_NODES = 10_000
DEEPEST = 4  # values in one another
TELECOMMUTE, REMOTE = "TELECOMMUTE", "Remote"


def find_job_posting(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Find the first JobPosting that a JSON-LD object is or holds."""
    return next(find_job_postings(value), None)


def find_job_postings(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Find the JobPostings of a JSON-LD object: itself, in its `@graph`, a page's or a list's.

    What a posting refers to by `@id` alone is put in its place.
    """
    nodes: list[Any] = [value]
    for node in nodes:  # grows on the way
        if not isinstance(node, Mapping) or is_job_posting(node):
            continue
        inner = [member for key in CONTAINERS for member in many(node.get(key))]
        nodes += inner[: max(0, MOST_NODES - len(nodes))]
    known = {
        str(node["@id"]): node
        for node in nodes
        if isinstance(node, Mapping) and "@id" in node and len(node) > 1
    }
    for node in nodes:
        if isinstance(node, Mapping) and is_job_posting(node):
            yield {key: _resolved(member, known) for key, member in node.items()}


def is_job_posting(node: Mapping[str, Any]) -> bool:
    """Whether a JSON-LD object has the type JobPosting, under any of its names."""
    types = [*many(node.get("@type")), *many(node.get("type"))]
    return "JobPosting" in map(_local_name, types)


def read_job_posting(posting: Mapping[str, Any]) -> dict[str, Any]:
    """Give a JobPosting's members the names of `Listing`'s fields, whose types read the values."""
    fields = {field: posting.get(member) for field, member in MEMBERS.items()}
    fields["id"] = fields["id"] or posting.get("id")
    fields["title"] = fields["title"] or posting.get("name")
    fields["company"] = [_organisation(it) for it in many(posting.get("hiringOrganization"))]
    fields["location"] = _location(posting)
    fields["salary"] = _salary(posting)
    fields["description"] = _description(posting)
    return {field: value for field, value in fields.items() if value is not None}


def _local_name(value: Any) -> str:
    return str(value).replace(":", "/").rsplit("/", 1)[-1]


def _resolved(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_resolved(member, known) for member in value]
    is_reference = isinstance(value, Mapping) and "@id" in value and len(value) == 1
    return known.get(str(value["@id"]), value) if is_reference else value


def _organisation(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return next((value[key] for key in NAMES if value.get(key)), None)


def _location(posting: Mapping[str, Any]) -> list[Any]:
    places = [*many(posting.get("jobLocation"))]
    types = map(_local_name, many(posting.get("jobLocationType")))
    if TELECOMMUTE not in map(str.upper, types):
        return places
    allowed = list(_texts(posting.get("applicantLocationRequirements")))
    return [*places, f"{REMOTE} ({', '.join(allowed)})" if allowed else REMOTE]


def _salary(posting: Mapping[str, Any]) -> Any:
    salary, currency = posting.get("baseSalary"), posting.get("salaryCurrency")
    if salary is None or isinstance(salary, bool) or not currency:
        return salary
    return [{"value": member, "salaryCurrency": currency} for member in many(salary)]


def _description(posting: Mapping[str, Any]) -> list[Any] | None:
    description = posting.get("description")
    parts = [
        f"<h2>{heading}</h2>\n{items}"
        for member, heading in PARTS.items()
        if not _is_in(posting.get(member), description) and (items := _items(posting.get(member)))
    ]
    return [*many(description), *parts] or None


def _is_in(value: Any, description: Any) -> bool:
    return isinstance(value, str) and isinstance(description, str) and value in description


def _items(value: Any) -> str:
    if isinstance(value, str):
        return f"<div>{value}</div>" if value.strip() else ""
    items = "".join(f"<li>{html.escape(text)}</li>" for text in dict.fromkeys(_texts(value)))
    return f"<ul>{items}</ul>" if items else ""


def _texts(value: Any, depth: int = DEEPEST) -> Iterator[str]:
    """Yield the texts of a value; an object without one, such as a code, tells a reader nothing."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list) and depth:
        for member in value:
            yield from _texts(member, depth - 1)
    elif isinstance(value, Mapping) and depth:
        found = (list(_texts(value.get(key), depth - 1)) for key in PART_KEYS)
        yield from next(filter(None, found), ())
