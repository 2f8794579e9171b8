"""Where the repository keeps the files that the workbench reads and writes."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "template.yaml"
EXAMPLE_LISTINGS = ROOT / "events" / "listings.jsonl"
DOCS = ROOT / "docs"
