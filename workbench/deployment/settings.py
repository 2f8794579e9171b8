"""The settings of each stage, as `sam deploy --config-env` reads them from samconfig.toml."""

import tomllib

from workbench.paths import ROOT

STAGES = ("dev", "staging", "prod")


def overrides(stage: str) -> dict[str, str]:
    """Read the parameters that a stage is deployed with, where they are not the template's."""
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8"))
    text: str = settings[stage]["deploy"]["parameters"]["parameter_overrides"]
    return dict(pair.split("=") for pair in text.split())
