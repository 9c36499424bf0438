"""Text from a file that anybody may have written: cleaned, bounded, or refused.

What passes here passes ``vetting`` too, which judges every answer of a store.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

from dateline.knowledge.vetting import LONGEST, is_text

# Characters; what is longer is no name. The longest in ISO 3166 and GeoNames' cities have about 60.
LONGEST_NAME = LONGEST["label"]
LONGEST_ID = LONGEST["id"]
# A description is cut here: the linker reads some words, a reader a line.
LONGEST_DESCRIPTION = 300
# Names of one entity; the most named of Wikidata have some hundreds over all languages.
MOST_NAMES = 200

_SPACES = re.compile(r"[\s\u200e\u200f]+")
_QID = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]{0,11})")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")


def name_of(value: Any, longest: int = LONGEST_NAME) -> str | None:
    """A name as it is kept: NFC, single spaces; None for what is none, too long, or hostile to a reader."""
    if not isinstance(value, str) or len(value) > 4 * longest:
        return None
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", value)).strip()
    return text if is_text(text, longest) else None


def description_of(value: Any) -> str:
    """A description of at most ``LONGEST_DESCRIPTION`` characters; empty for what is none."""
    if not isinstance(value, str):
        return ""
    text = name_of(value[: 2 * LONGEST_DESCRIPTION], 2 * LONGEST_DESCRIPTION) or ""
    return text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1].rstrip() + "…"


def id_of(value: Any) -> str | None:
    """An identifier: a text or a whole number, without spaces around it."""
    if type(value) is int:
        value = str(value) if abs(value) < 10**15 else None
    return name_of(value, LONGEST_ID)


def qid_of(value: Any) -> str | None:
    """A Wikidata item: "Q42", or the address of one."""
    if not isinstance(value, str) or len(value) > 100:
        return None
    found = _QID.fullmatch(value.strip())
    return found[1] if found else None


def country_of(value: Any) -> str | None:
    """ISO 3166-1 alpha-2, as far as its form can tell."""
    return value.strip().upper() if isinstance(value, str) and _COUNTRY.fullmatch(value.strip()) else None


def number_of(value: Any) -> float | None:
    """A finite number, also as text ("1,234,567", "+10.38"); None for anything else."""
    if isinstance(value, str):
        bare = value.strip().replace(",", "").replace("_", "").replace("\u00a0", "").replace(" ", "")
        value = float(bare) if len(bare) <= 40 and _NUMBER.fullmatch(bare) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def point_of(lat: Any, lon: Any) -> tuple[float, float] | tuple[None, None]:
    """Degrees, to four decimals (11 m), or nothing where either is none."""
    y, x = number_of(lat), number_of(lon)
    if y is None or x is None or not (-90 <= y <= 90 and -180 <= x <= 180):
        return None, None
    return round(y, 4), round(x, 4)
