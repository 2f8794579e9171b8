"""The rows of the usage table: meter.py, quota.py and capacity.py say what is in theirs."""


def key_of(scope: str, model: str) -> dict[str, dict[str, str]]:
    """Return the key of a row."""
    return {"scope": {"S": scope}, "model": {"S": model}}
