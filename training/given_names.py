"""Write the list of given names that ``entities.evidence`` reads.

    python training/given_names.py FAKER NAMES

``FAKER`` is the unpacked wheel of Faker 40.54.0, ``NAMES`` the unpacked source of names 0.3.0 (both MIT, from PyPI).
Taken: the given names of Faker's locales, Cyrillic ones transliterated, and those of the United States Census of 1990,
all men's and the 2,000 most frequent women's. Only names in Latin letters, of one word.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).parents[1] / "services/dateline/enricher/entities/given_names.txt"
CENSUS = {"dist.male.first": 1219, "dist.female.first": 2000}
CYRILLIC = dict(zip("абвгдезиклмнопрстуфыэіђ", "abvgdeziklmnoprstufyeid", strict=True)) | {
    "ё": "yo", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
    "ю": "yu", "я": "ya", "ї": "yi", "є": "ye", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj", "ќ": "kj", "ѓ": "gj",
    "џ": "dz", "ѕ": "dz",
}  # fmt: skip


def latin(name: str) -> str:
    letters = name.lower()
    return "".join(CYRILLIC[c] for c in letters).title() if all(c in CYRILLIC for c in letters) else name


def is_name(word: str) -> bool:
    return (
        len(word) > 1 and word.isalpha() and word[0].isupper() and all("LATIN" in unicodedata.name(c, "") for c in word)
    )


def of_faker(folder: Path) -> Iterator[str]:
    sys.path.insert(0, str(folder))
    people = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for field in dir(provider):
            if any(part in field for part in ("first_name", "given", "first_romanized")):
                yield from _values(getattr(provider, field))


def _values(of: object) -> Iterable[str]:
    if not isinstance(of, tuple | list | dict):
        return
    for value in of:
        yield latin(str(value[-1] if isinstance(value, tuple | list) else value).strip())


def of_census(folder: Path) -> Iterator[str]:
    for file, most in CENSUS.items():
        for line in (folder / "names" / file).read_text("ascii").splitlines()[:most]:
            yield line.split()[0].title()


def main() -> None:
    faker, names = map(Path, sys.argv[1:3])
    given = {name for name in (*of_faker(faker), *of_census(names)) if is_name(name)}
    OUT.write_text("".join(f"{name}\n" for name in sorted(given)), "utf-8")
    print(f"{len(given)} given names in {OUT}")


if __name__ == "__main__":
    main()
