"""Model table: the models that a chain can name, and their prices."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from summariser.domain.errors import InvalidModelsFile
from summariser.llm.models import PATH, Catalogue, Model, load_models
from workbench.errors import UsageError


def read_models(path: Path | None = None) -> Catalogue:
    """Read a file of models, by default models.toml; raises `UsageError` if it is invalid."""
    try:
        return load_models(path or PATH)
    except InvalidModelsFile as error:
        raise UsageError(str(error)) from error


def print_models(catalogue: Catalogue) -> None:
    """Print the models of a catalogue."""
    table = Table(
        caption="Price in US dollars per million tokens, input / output", caption_justify="left"
    )
    for heading in ("model", "by", "id", "window", "writes", "price", "priced", "caches", "ends"):
        right = heading in ("window", "writes", "price")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for model in catalogue.models.values():
        table.add_row(
            model.name,
            model.provider,
            ", ".join(f"{geography}.{model.id}" for geography in model.geographies) or model.id,
            _tokens(model, model.window),
            _tokens(model, model.output_limit),
            _price(model),
            str(model.priced),
            "yes" if model.caches_prompts else "",
            str(model.ends or "yes") if model.legacy else "",
        )
    console = Console()
    (console if console.is_terminal else Console(width=150)).print(table)


def _tokens(model: Model, tokens: int) -> str:
    return f"{tokens:,}" if model.runs_on.reads_prompts else "any"


def _price(model: Model) -> str:
    if not model.runs_on.metered:
        return "0"
    if model.hour_usd:
        return f"{model.hour_usd:g} an hour"
    return f"{model.input_usd:g} / {model.output_usd:g}"
