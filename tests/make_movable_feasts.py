"""Writes the table of movable feasts into dates/movable.py: `.venv/bin/python tests/make_movable_feasts.py`.

The days are those of the package `holidays`; what it does not hold is left out. Islamic days
are Saudi Arabia's: Umm al-Qura but where another day was announced. The package's general table
of Diwali is not taken: that names a Chinese month, and is a month late in some years.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import holidays
from holidays.calendars import (
    _BuddhistLunisolar,
    _ChineseLunisolar,
    _HebrewLunisolar,
    _HinduLunisolar,
)
from holidays.calendars.custom import _CustomCalendar
from holidays.countries.saudi_arabia import SaudiArabiaIslamicHolidays

from dateline.enricher.dates import movable

# Feast -> its calendar and the calendar's own name of it.
SOURCES = {
    "ramadan": (SaudiArabiaIslamicHolidays, "RAMADAN_BEGINNING"),
    "eid_al_fitr": (SaudiArabiaIslamicHolidays, "EID_AL_FITR"),
    "eid_al_adha": (SaudiArabiaIslamicHolidays, "EID_AL_ADHA"),
    "islamic_new_year": (SaudiArabiaIslamicHolidays, "HIJRI_NEW_YEAR"),
    "ashura": (SaudiArabiaIslamicHolidays, "ASHURA"),
    "mawlid": (SaudiArabiaIslamicHolidays, "MAWLID"),
    "passover": (_HebrewLunisolar, "PASSOVER"),
    "rosh_hashanah": (_HebrewLunisolar, "ROSH_HASHANAH"),
    "yom_kippur": (_HebrewLunisolar, "YOM_KIPPUR"),
    "sukkot": (_HebrewLunisolar, "SUKKOT"),
    "hanukkah": (_HebrewLunisolar, "HANUKKAH"),
    "purim": (_HebrewLunisolar, "PURIM"),
    "lunar_new_year": (_ChineseLunisolar, "LUNAR_NEW_YEAR"),
    "diwali": (_HinduLunisolar, "DIWALI_INDIA"),
    "holi": (_HinduLunisolar, "HOLI"),
    "vesak": (_BuddhistLunisolar, "VESAK_MAY"),
}
FIRST, LAST = 1900, 2100
YEARS_A_LINE = 20
MARKED = re.compile(r"# Written by .*?# end of the table\n", re.DOTALL)


def main(target: Path) -> None:
    target.write_text(written(target.read_text(encoding="utf-8")), encoding="utf-8")


def written(module: str) -> str:
    """The module's text with its table made anew."""
    table = "".join(f'    "{feast}": """\n{lines(days(*source))}""",\n' for feast, source in SOURCES.items())
    head = (
        f"# Written by tests/make_movable_feasts.py from holidays {holidays.__version__} (MIT): "
        "the year of a line's first\n# entry, then MMDD a year.\n"
    )
    new = f"{head}# begin of the table\nTABLE: dict[str, str] = {{\n{table}}}\n# end of the table\n"
    return MARKED.sub(lambda _: new, module, count=1)


def days(calendar: type, name: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """Year -> (month, day) of each day that the feast has in it."""
    announced = getattr(calendar, f"{name}_DATES_{_CustomCalendar.CUSTOM_ATTR_POSTFIX}", {})
    found: Mapping[int, tuple] = {**getattr(calendar, f"{name}_DATES"), **announced}
    return {
        year: of_year if isinstance(of_year[0], tuple) else (of_year,)
        for year, of_year in sorted(found.items())
        if FIRST <= year <= LAST
    }


def lines(found: dict[int, tuple[tuple[int, int], ...]]) -> str:
    """One line for twenty years, from a round year on."""
    years = sorted(found)
    assert years == list(range(years[0], years[-1] + 1)), "a year is missing"
    out: dict[int, list[int]] = {}
    for year in years:
        out.setdefault(year // YEARS_A_LINE, []).append(year)
    return "".join(f"{of_line[0]} {' '.join(entry(found[y]) for y in of_line)}\n" for of_line in out.values())


def entry(of_year: tuple[tuple[int, int], ...]) -> str:
    return "+".join(f"{month:02d}{day:02d}" for month, day in of_year)


if __name__ == "__main__":
    main(Path(movable.__file__))
