"""The knowledge hangs, fails, answers garbage, or its file is overwritten: articles go on, unlinked and marked."""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

import pytest

from chaos.chaos_model import PLACES
from chaos.counting import read_all
from chaos.fleet import story
from chaos.report import Clock, scaled, seeded
from dateline.contract.topics import ENRICHED
from dateline.knowledge import open_knowledge

TIMEOUT_S, FAILURES, BREAKER_S = 0.5, 3, 2.0
QUICK = {
    "DATELINE_KNOWLEDGE_TIMEOUT_S": str(TIMEOUT_S),
    "DATELINE_KNOWLEDGE_FAILURES": str(FAILURES),
    "DATELINE_KNOWLEDGE_BREAKER_S": str(BREAKER_S),
}
PLACES_FILE = Path(str(files("dateline.knowledge") / "data" / "places.sqlite"))


@dataclass
class Fault:
    """What is done to the knowledge, and the reason that the articles then carry."""

    name: str
    reason: str
    order: str = ""
    overwrite: bool = False
    folder: Path | None = field(default=None)

    @property
    def order_file(self):
        return self.folder / "order"

    @property
    def knowledge(self):
        return self.folder / "places.sqlite"

    def begin(self, chance):
        self.order_file.write_text(self.order)
        if self.overwrite:
            # In place, as a copy over it does: it is cut to nothing first.
            self.knowledge.write_bytes(chance.randbytes(PLACES_FILE.stat().st_size // 2))

    def end(self):
        self.order_file.write_text("")
        self.knowledge.write_bytes(PLACES_FILE.read_bytes())


FAULTS = (
    Fault("hangs", "knowledge did not answer in time", order="hang"),
    Fault("fails", "knowledge failed (OSError)", order="fail"),
    Fault("answers garbage", "knowledge gave answers that are none", order="garbage"),
    Fault("file overwritten", "knowledge file places.sqlite can't be read", overwrite=True),
)


def placed(number, places):
    """A story with a country in it, which has a link."""
    told = story(number)
    return {**told, "text": f"{told['text']} They had come from {places[number % len(places)]} by ship."}


def metric(worker, name):
    """The sum of a metric's series."""
    with urllib.request.urlopen(f"http://localhost:{worker.port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    values = [float(line.split()[-1]) for line in lines if line.startswith(name)]
    assert values, f"no metric {name}"
    return sum(values)


def breaker(worker, state):
    return metric(worker, f'dateline_knowledge_breaker_changes_total{{to="{state}"}}')


def links_of(article):
    return {e["name"]: (e["link"]["kb"], e["link"]["id"]) for e in article["entities"] if e["link"]}


def wait_until_linked(fleet, number):
    """Send an article now and then until one is linked again; the number after the last, and the seconds it took."""
    clock = Clock()
    while clock.seconds < 10 * BREAKER_S:
        fleet.send_all([placed(number, PLACES)])
        number += 1
        fleet.until_out(number)
        if fleet.logged(fleet.workers[0], "knowledge answers again"):
            return number, clock.seconds
        time.sleep(0.2)
    raise AssertionError(f"the breaker did not close\n{fleet.tails()}")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_whatever_the_knowledge_does_articles_go_on_unlinked_and_are_linked_again_after_it(
    make_fleet, make_topics, tmp_path, fault
):
    chance = seeded(f"knowledge {fault.name}")
    part = scaled(20_000, 1_000)
    fault = replace(fault, folder=tmp_path)
    fault.end()
    settings = {"DATELINE_KNOWLEDGE": str(fault.knowledge), "CHAOS_KNOWLEDGE": str(fault.order_file), **QUICK}
    # No cache: every batch has to ask.
    fleet = make_fleet(topics=replace(make_topics(4), redis_url=None), **settings)
    [worker] = fleet.start_workers(1)
    seconds = []

    def pass_through(first, places):
        clock = Clock()
        fleet.send_all(placed(n, places) for n in range(first, first + part))
        fleet.until_out(first + part)
        seconds.append(clock.seconds)

    pass_through(0, PLACES[:6])
    assert breaker(worker, "open") == 0
    fault.begin(chance)
    pass_through(part, PLACES[6:])
    assert breaker(worker, "open") == 1 + breaker(worker, "closed") == 1, fleet.tails()
    fault.end()
    healed, waited = wait_until_linked(fleet, 2 * part)
    pass_through(healed, PLACES)
    assert breaker(worker, "closed") == breaker(worker, "open") == 1
    assert metric(worker, "dateline_processes_replaced_total") == 0
    assert metric(worker, 'dateline_knowledge_lookups_total{outcome="skipped"}') > 0
    [opened] = fleet.logged(worker, "knowledge left alone")
    assert "DATELINE_KNOWLEDGE" in opened["action"]

    total = healed + part
    before, under, after = seconds
    share = max(before, after) / under
    notes = f"{share:.2f} of the throughput before or after ({part / under:.0f}/s); linked again in {waited:.1f} s"
    fleet.close_books(f"knowledge {fault.name}", [f"story-{n}" for n in range(total)], notes=notes)

    store = open_knowledge(None)
    right = {place: (best.kb, best.id) for place in PLACES for best in store.look_up([place]).found[place][:1]}
    articles = [json.loads(record.value) for record in read_all(fleet.topics, (ENRICHED,))[ENRICHED]]
    reasons = set()
    for article in articles:
        number = int(article["id"].removeprefix("story-"))
        links, layer = links_of(article), article["provenance"]["links"]
        if layer["status"] == "ok":
            assert len(links) == 1, article["id"]
            assert links.items() <= right.items(), article["id"]
        else:
            assert part <= number < healed, f"{article['id']} was degraded before or after the fault"
            assert links == {}, article["id"]
            reasons.add(layer["reason"])
    under_fault = {a["id"] for a in articles if a["provenance"]["links"]["status"] == "degraded"}
    assert {f"story-{n}" for n in range(part, 2 * part)} <= under_fault
    assert reasons == {fault.reason}, "asked or left alone, the same fault has the same words"
    # It costs its time-out until the breaker opens, then once a period.
    assert under < 2 * max(before, after) + (FAILURES + 2) * TIMEOUT_S, seconds
