"""The peers of ``bench.dates``, each in a process of its own with the Python in which it is installed.

    python -m bench.dates_peers dateparser|recognizers-text

A line of JSON in, ``[{"text", "dct"}, …]``, gives a line out: ``{"cpu": seconds, "timexes": [[…], …]}``.
Only the peer's own call is timed. What it answers becomes TIMEX3 by the rules of ``_dateparser_timexes`` and
``recognizers_timex``: as fine as the peer says, nothing that it does not say. Imports nothing of ours.
"""

from __future__ import annotations

import gc
import json
import math
import re
import sys
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Timex = dict[str, Any]
Read = Callable[[str, datetime], Any]


def main() -> None:
    """Answer until the input ends."""
    warnings.simplefilter("ignore")
    read, timexes = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        docs = [(d["text"], datetime.fromisoformat(d["dct"][:19])) for d in json.loads(line)]
        gc.collect()
        began = time.process_time()
        answers = [read(text, base) for text, base in docs]
        cpu = time.process_time() - began
        found = [timexes(answer, text, base.date()) for answer, (text, base) in zip(answers, docs, strict=True)]
        print(json.dumps({"cpu": cpu, "timexes": found}), flush=True)


def _dateparser() -> tuple[Read, Callable[[Any, str, date], list[Timex]]]:
    from dateparser.search import search_dates

    def read(text: str, base: datetime) -> Any:
        settings = {"RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": True}
        return search_dates(text, languages=["en"], settings=settings, add_period=True)

    return read, _dateparser_timexes


def _dateparser_timexes(answer: Any, text: str, _: date) -> list[Timex]:
    """Its strings, found in their order in the text; a value as coarse as its period says."""
    found, reach = [], 0
    for written, moment, period in answer or ():
        start = text.find(written, reach)
        if start < 0:
            continue
        reach = start + len(written)
        found.append({"start": start, "end": reach, **dateparser_timex(moment, period)})
    return found


def dateparser_timex(moment: datetime, period: str) -> Timex:
    """Type and value of a moment that is as exact as ``period``; it tells no durations, sets or ranges."""
    match period:
        case "time":
            return _timex("TIME", moment.strftime("%Y-%m-%dT%H:%M"))
        case "part_of_day":
            part = "MO" if moment.hour < 12 else "AF" if moment.hour < 17 else "EV" if moment.hour < 20 else "NI"
            return _timex("TIME", f"{moment:%Y-%m-%d}T{part}")
        case "week":
            iso = moment.isocalendar()
            return _timex("DATE", f"{iso.year:04d}-W{iso.week:02d}")
    return _timex("DATE", moment.strftime({"year": "%Y", "month": "%Y-%m"}.get(period, "%Y-%m-%d")))


def _recognizers() -> tuple[Read, Callable[[Any, str, date], list[Timex]]]:
    from recognizers_date_time import Culture, DateTimeRecognizer

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def timexes(answer: Any, _: str, day: date) -> list[Timex]:
        return [
            {"start": a.start, "end": a.end + 1, **recognizers_timex(a.type_name, a.resolution["values"], day)}
            for a in answer
            if a.resolution
        ]

    return model.parse, timexes


_TYPES = {"date": "DATE", "daterange": "DATE", "duration": "DURATION", "set": "SET"}
_TUPLE = re.compile(r"\(([^,]*),([^,]*),([^,)]*)\)")


def recognizers_timex(type_name: str, values: list[dict[str, str]], day: date) -> Timex:
    """Its own TIMEX, with the X's filled in from what it resolved to.

    It gives a past reading and one to come: the nearer to publication is taken, of a weekday the past one or today
    (which scores better than the past one always). A range is the calendar's unit that it covers, where it covers
    one, else its first end; a time of day alone stands on the day of publication.
    """
    kind = type_name.rpartition(".")[2]
    past = [v for v in values if _begin(v)[:10] <= day.isoformat()]
    if values[0]["timex"].startswith("XXXX-WXX") and past:
        chosen = max(past, key=_begin)
    else:
        chosen = min(values, key=lambda v: _days_between(_begin(v), day))
    timex, begin = chosen["timex"], _begin(chosen)
    if timex.endswith("_REF"):
        return _timex("DATE", timex)
    if ends := _TUPLE.fullmatch(timex):
        if kind == "daterange":
            return _timex("DATE", _unit(begin, ends[3]))
        timex = ends[1]
    if kind in ("duration", "set"):
        return _timex(_TYPES[kind], timex)
    if kind in _TYPES:
        return _timex("DATE", _filled(timex, begin))
    on, _, clock = timex.partition("T")
    on = begin[:10] if "X" in on else on or day.isoformat()
    return _timex("TIME", f"{on}T{clock}" + (":00" if clock.isdigit() else ""))


def _begin(value: dict[str, str]) -> str:
    return value.get("value") or value.get("start") or value.get("end") or ""


def _days_between(begin: str, day: date) -> float:
    try:
        return abs((date.fromisoformat(begin[:10]) - day).days)
    except ValueError:
        return math.inf


def _filled(timex: str, begin: str) -> str:
    """``XXXX-06`` -> ``2024-06``, ``XXXX-WXX-5`` -> the day, ``XXXX-SU`` -> ``2024-SU``."""
    if "X" not in timex or not begin[:4].isdigit():
        return timex
    if re.fullmatch(r"XXXX-\d\d", timex):
        return begin[:7]
    if re.fullmatch(r"XXXX-(?:SP|SU|FA|WI)", timex):
        return begin[:4] + timex[4:]
    return begin[:10]


def _unit(begin: str, length: str) -> str:
    """``2024-07-01`` and ``P3M`` -> ``2024-Q3``; the first day where the stretch is no unit."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", begin):
        return begin
    year, month, day = int(begin[:4]), int(begin[5:7]), int(begin[8:])
    first = (month, day) == (1, 1)
    if length == "P3M" and day == 1 and month % 3 == 1:
        return f"{year:04d}-Q{month // 3 + 1}"
    if length == "P6M" and day == 1 and month % 6 == 1:
        return f"{year:04d}-H{month // 6 + 1}"
    if length == "P1M" and day == 1:
        return begin[:7]
    if first and length in ("P1Y", "P10Y", "P100Y"):
        return begin[: {"P1Y": 4, "P10Y": 3, "P100Y": 2}[length]]
    return begin


def _timex(type_: str, value: str) -> Timex:
    return {"type": type_, "value": value}


PEERS = {"dateparser": _dateparser, "recognizers-text": _recognizers}

if __name__ == "__main__":
    main()
