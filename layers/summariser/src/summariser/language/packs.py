"""Language packs: one TOML file a language, of which only the sections that are used are read."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import tomli

SHARED = "shared"
FOLDER = Path(__file__).with_name("packs")
SHARED_FILE = FOLDER.with_name("shared.toml")

Contents = TypeVar("Contents", bound=tuple[Any, ...])  # one of the classes of `contents`


class InvalidPack(ValueError):
    """A language pack that cannot be used; the message names the file and what to change."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")


class Packs:
    """The packs of a folder, with what belongs to no language (`shared.toml`, beside the folder).

    A section is parsed when it is first asked for, and then kept.
    """

    def __init__(self, folder: Path = FOLDER, shared: Path = SHARED_FILE) -> None:
        self._folder = folder
        self._shared = shared
        self._texts: dict[str, dict[str, str]] = {}
        self._read: dict[tuple[type[Any], str], Any] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The ISO 639-1 codes of all languages that have a pack."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.toml")))

    def read(self, section: type[Contents], language: str) -> Contents:
        """Read a section of a language; an empty one where its pack declares it as missing.

        A language without a pack has nothing but empty sections. Raises `InvalidPack`.
        """
        key = (section, language)
        if key not in self._read:
            known = language == SHARED or language in self.languages
            self._read[key] = self._parse(section, language) if known else section()
        return cast(Contents, self._read[key])

    def every(self, section: type[Contents]) -> Iterator[Contents]:
        """Yield a section of all languages, and what all of them share: listings mix them."""
        for language in (SHARED, *self.languages):
            yield self.read(section, language)

    def union(self, section: type[Contents], key: str) -> tuple[str, ...]:
        """Join a list of all languages, each entry once."""
        return tuple(
            dict.fromkeys(entry for part in self.every(section) for entry in getattr(part, key))
        )

    def union_by(self, section: type[Contents], key: str) -> Iterator[tuple[str, str]]:
        """Yield the entries of a table of lists in all languages, each with its key."""
        for part in self.every(section):
            table: Mapping[str, tuple[str, ...]] = getattr(part, key)
            for name, entries in table.items():
                for entry in entries:
                    yield entry, name

    def name(self, language: str) -> str:
        """Return the English name of a language."""
        return str(self._head(language)["name"])

    def missing(self, language: str) -> tuple[str, ...]:
        """List the sections that a language declares as missing."""
        return tuple(self._head(language).get("missing", ()))

    def _head(self, language: str) -> Mapping[str, Any]:
        key = (dict, language)
        if key not in self._read:
            self._read[key] = self._loads(self._sections(language)[""], language)
        return cast(Mapping[str, Any], self._read[key])

    def _parse(self, section: type[Contents], language: str) -> Contents:
        name = section.__name__.lower()
        text = self._sections(language).get(name)
        if text is None:
            head = self._sections(language)[""]  # parsed only if a search does not find the name
            declared = language == SHARED or f'"{name}"' in head or name in self.missing(language)
            if not declared:
                problem = f"there is no [{name}]: write it, or list it under `missing`."
                raise InvalidPack(self._path(language), problem)
            return section()
        table = self._loads(text, language)[name]
        defaults: Mapping[str, Any] = section._field_defaults  # type: ignore[attr-defined]
        values = {key: _frozen(value) for key, value in table.items()}
        for key, value in values.items():
            if key not in defaults:
                problem = f"[{name}] has no {key!r}; it may have {', '.join(defaults)}."
                raise InvalidPack(self._path(language), problem)
            if not isinstance(value, _kind(defaults[key])):
                problem = f"{key!r} of [{name}] is {value!r}, not like {defaults[key]!r}."
                raise InvalidPack(self._path(language), problem)
        return section(**values)

    def _sections(self, language: str) -> dict[str, str]:
        """Cut a pack's text at its table headers, which begin a line; "" is what comes before."""
        if language not in self._texts:
            head, *tables = self._path(language).read_bytes().decode().split("\n[")
            texts = {"": head}
            for table in tables:
                name = table[: table.index("]")].lstrip("[").partition(".")[0]
                texts[name] = f"{texts.get(name, '')}\n[{table}"
            self._texts[language] = texts
        return self._texts[language]

    def _path(self, language: str) -> Path:
        return self._shared if language == SHARED else self._folder / f"{language}.toml"

    def _loads(self, text: str, language: str) -> dict[str, Any]:
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError:
            path = self._path(language)
        try:
            tomli.loads(path.read_text(encoding="utf-8"))  # names the line in the whole file
        except tomli.TOMLDecodeError as error:
            raise InvalidPack(path, f"not TOML: {error}") from error
        raise InvalidPack(path, "a table's header must begin a line, and a phrase must end in one.")


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        is_plain = bool(value) and isinstance(value[0], str)
        return tuple(value) if is_plain else tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(entry) for key, entry in value.items()}
    return value


def _kind(default: Any) -> type | tuple[type, ...]:
    return Mapping if isinstance(default, Mapping) else type(default)


PACKS = Packs()
