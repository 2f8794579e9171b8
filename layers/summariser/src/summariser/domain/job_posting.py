"""JobPosting: schema.org's form of a listing, converted to our own fields.

Source: https://schema.org/JobPosting and Google's guide to it, in JSON-LD.
"""

import html
from collections.abc import Iterable, Mapping
from typing import Any

# Texts that schema.org keeps beside the description, with the heading each is added under.
PARTS = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "jobBenefits": "Benefits",
    "workHours": "Working hours",
}


def find_job_posting(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Find the JobPosting that a JSON-LD object is or has in its `@graph`."""
    graph = value.get("@graph")
    for node in graph if isinstance(graph, list) else [value]:
        if isinstance(node, Mapping) and "JobPosting" in map(_local_name, _many(node.get("@type"))):
            return node
    return None


def read_job_posting(posting: Mapping[str, Any]) -> dict[str, Any]:
    """Read a JobPosting as the fields of `Listing`, with its id and version if it has them.

    A value of the wrong type is passed on unchanged, so that validation can name it.
    """
    return {
        "listing_id": _identifier(posting),
        "version": posting.get("version"),
        "title": posting.get("title", posting.get("name")),
        "company": _name(posting.get("hiringOrganization")),
        "location": _location(posting),
        "salary": _salary(posting.get("baseSalary")),
        "employment_type": _joined(posting.get("employmentType")),
        "description": _description(posting),
        "language": _name(posting.get("inLanguage")),
        "url": posting.get("url"),
        "published_at": posting.get("datePosted"),
    }


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _local_name(value: Any) -> str:
    return str(value).replace(":", "/").rsplit("/", 1)[-1]


def _name(value: Any) -> Any:
    return value.get("name") if isinstance(value, Mapping) else value


def _identifier(posting: Mapping[str, Any]) -> Any:
    identifier = posting.get("identifier", posting.get("@id"))
    return identifier.get("value") if isinstance(identifier, Mapping) else identifier


def _joined(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _location(posting: Mapping[str, Any]) -> str | None:
    places = [_place(place) for place in _many(posting.get("jobLocation"))]
    if posting.get("jobLocationType") == "TELECOMMUTE":
        places.append("Remote")
    return "; ".join(dict.fromkeys(filter(None, places))) or None


def _place(place: Any) -> str:
    address = place.get("address", place.get("name")) if isinstance(place, Mapping) else place
    if isinstance(address, Mapping):
        names = (
            _name(address.get(key))
            for key in ("addressLocality", "addressRegion", "addressCountry")
        )
        return _sequence(names)
    return str(address or "")


def _sequence(names: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(str(name).strip() for name in names if name))


def _salary(salary: Any) -> Any:
    if not isinstance(salary, Mapping):
        return str(salary) if isinstance(salary, int | float) else salary
    value = salary.get("value", salary)
    if not isinstance(value, Mapping):
        value = {"value": value}
    bounds = [value.get(key) for key in ("minValue", "maxValue")]
    figures = [str(bound) for bound in bounds if bound is not None] or _many(value.get("value"))
    if not figures:
        return None
    unit = value.get("unitText")
    amount = " - ".join(dict.fromkeys(map(str, figures)))
    only_low = bounds[0] is not None and bounds[1] is None
    only_high = bounds[0] is None and bounds[1] is not None
    bound = "from " if only_low else "up to " if only_high else ""
    words = [bound + amount, salary.get("currency"), f"per {str(unit).lower()}" if unit else None]
    return " ".join(str(word) for word in words if word)


def _description(posting: Mapping[str, Any]) -> Any:
    description = posting.get("description")
    if not isinstance(description, str):
        return description
    parts = [
        f"\n<h2>{heading}</h2>\n{_items(posting[key])}"
        for key, heading in PARTS.items()
        if isinstance(posting.get(key), str | list) and str(posting[key]) not in description
    ]
    return description + "".join(parts)


def _items(value: str | list[Any]) -> str:
    if isinstance(value, str):
        return f"<div>{value}</div>"
    return "<ul>" + "".join(f"<li>{html.escape(str(item))}</li>" for item in value) + "</ul>"
