"""All layers without Kafka: beside spaCy's recogniser alone, on two cores beside one, repeats beside fresh articles."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from bench.articles import generated
from bench.rounds import Row, alternate, on_cores, row
from bench.sides import Articles, BareSpacy, enrich_lines

Say = Callable[[str], None]


def rows(articles: Articles, rounds: int, model: str, say: Say) -> Iterator[Row]:
    """Rows 2, 3 and 6 of the table. Each round has a slice of the articles of its own: nothing is met twice."""
    slices = [articles[n :: rounds * 2] for n in range(rounds * 2)]
    yield beside_spacy(slices[:rounds], rounds, model, say)
    yield two_cores(slices, rounds, say)
    yield from repeats(slices, rounds, say)


def beside_spacy(slices: list[Articles], rounds: int, model: str, say: Say) -> Row:
    say("all layers on one core, beside spaCy's recogniser alone")
    with on_cores(1), enrich_lines(1) as ours:
        bare = BareSpacy(model, generated(20, seed=98))
        tokens = [bare.tokens(part) for part in slices]
        pairs = alternate(
            lambda n: tokens[n] / ours.seconds(slices[n]), lambda n: tokens[n] / bare.seconds(slices[n]), rounds, say
        )
    notes = (f"{sum(map(len, slices))} articles, {sum(tokens):,} tokens, nlp.pipe batch size {bare.batch_size}",)
    return row("all layers, `enrich --jsonl`, one core", "spaCy NER only", "tokens/s", pairs, 1.0, notes=notes)


def two_cores(slices: list[Articles], rounds: int, say: Say) -> Row:
    say("two cores beside one")
    with enrich_lines(2) as both, enrich_lines(1) as one:
        pairs = alternate(
            lambda n: len(slices[n]) / both.seconds(slices[n]),
            lambda n: len(slices[n]) / one.seconds(slices[n]),
            rounds,
            say,
        )
    return row("the same on two cores", "itself on one", "articles/s", pairs, 1.85)


def repeats(slices: list[Articles], rounds: int, say: Say) -> Iterator[Row]:
    """Copies of articles that were seen just before, and copies with one new paragraph, beside fresh ones."""
    rng = random.Random(5)
    made = {"verbatim copies": lambda a: a, "copies with one new paragraph": lambda a: _with_new_paragraph(a, rng)}
    for (name, copy), goal in zip(made.items(), (4.0, 2.5), strict=True):
        say(f"{name} beside fresh articles")
        with enrich_lines(1) as ours:
            fresh: dict[int, float] = {}

            def seen(number: int) -> float:
                part = slices[number + rounds]
                fresh[number] = len(part) / ours.seconds(part)  # noqa: B023  used within this turn of the loop
                return len(part) / ours.seconds([copy(a) for a in part])  # noqa: B023

            pairs = []
            for number in range(rounds):
                rate = seen(number)
                pairs.append((rate, fresh[number]))
                say(f"round {number + 1}: {rate:,.1f} beside {fresh[number]:,.1f}")
        yield row(name, "fresh articles", "articles/s", pairs, goal)


def _with_new_paragraph(article: dict[str, str], rng: random.Random) -> dict[str, str]:
    """The article with a paragraph that nobody has seen in its middle."""
    new = generated(1, seed=rng.randrange(10**9))[0]["text"].partition("\n\n")[0]
    lines = article["text"].split("\n")
    at = len(lines) // 2
    return {**article, "text": "\n".join([*lines[:at], new, *lines[at:]])}
