"""The benchmark of links counts what it says: right of those made, made of those that could be."""

from bench.links import Hiding, Tally, count, held, hidden

from dateline.contract import Article
from dateline.enricher.assembly import open_pipeline
from dateline.enricher.intake import read
from dateline.knowledge import open_knowledge
from dateline.settings import Settings

TEXT = "NAIROBI, Kenya (AP) - Kenya and Uganda signed a treaty. Tanzania did not."


def mention(name, identifier, at=0):
    start = TEXT.index(name, at)
    fields = {} if identifier is None else {"kb_id": identifier}
    return {"start": start, "end": start + len(name), "type": "LOC", **fields}


def enriched():
    article = read(b'{"id": "a", "text": "%s"}' % TEXT.encode())
    assert isinstance(article, Article)
    return open_pipeline(Settings(), open_knowledge(None)).enrich([article])[0]


def test_right_wrong_missed_and_unsaid_mentions_are_told_apart():
    holds = frozenset({"Q114", "Q1036", "Q924"})
    gold = [
        mention("Kenya", "Q114", 12),  # right
        mention("Uganda", "Q1"),  # linked to another
        mention("Tanzania", None),  # nobody said what it is
        mention("NAIROBI", "NIL"),
    ]
    tally = Tally()
    count(tally, {"text": TEXT, "mentions": gold}, enriched(), holds)
    assert (tally.counts["given"], tally.counts["gold"]) == (1, 2)
    assert (tally.counts["made"], tally.counts["held"]) == (1, 1)
    assert tally.counts["right"] == 1
    assert tally.counts["linked"] - tally.counts["right"] in (1, 2)  # Nairobi too, where the knowledge has its id
    assert sum(len(scores) for scores in tally.bins.values()) == tally.counts["linked"]


def test_each_entry_that_is_no_place_is_hidden_in_one_of_two_halves():
    store = open_knowledge(None)
    halves = [Hiding(store, half) for half in (0, 1)]
    assert [half.look_up(["Kenya"]).found for half in halves] == [store.look_up(["Kenya"]).found] * 2
    assert all(hidden(f"Q{n}", 0) != hidden(f"Q{n}", 1) for n in range(100))
    assert "Q114" in held(store.path, None)
