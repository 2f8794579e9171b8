"""Rendering: a page is one HTML file that loads nothing and runs no script but its own."""

import json
import re
import secrets
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

# What could end a script element or open a comment in it, and the line separators that old
# JavaScript does not allow in strings: https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
SURROGATE = re.compile("[\ud800-\udfff]")  # UTF-8 cannot encode one


def render(template: str, **context: Any) -> str:
    """Render a template of this folder; every text in the context is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    nonce = secrets.token_urlsafe(16)  # of the style and script elements that the page may have
    return environment.get_template(template).render(nonce=nonce, **context)


def embed_json(data: Any) -> Markup:
    """Write JSON that can stand inside a script element, whatever texts it holds."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    escaped = SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(escaped)  # noqa: S704  # nosec B704  # what could leave its place is escaped
