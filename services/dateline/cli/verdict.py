"""Whether each sample article came out whole: what ``dateline demo --once`` answers with its exit code.

Whole: its event came back under its id, every layer worked or was left out on purpose, every
span says exactly what the text says there, and nothing is in the dead letters. A kill notice
is whole when the article's last record is a tombstone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from dateline.broker import ReceivedRecord
from dateline.contract import EnrichedArticle, LayerStatus, Record, Span, TextSpan
from dateline.contract.headers import ERROR_EXCEPTION_MESSAGE, REASON
from dateline.contract.topics import DEAD_LETTERS, ENRICHED

MOST_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """A sample as it was sent; ``killed`` for a kill notice."""

    name: str
    article_id: str
    killed: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one sample; whole where there are no problems."""

    name: str
    article_id: str
    problems: tuple[str, ...]


@dataclass(slots=True)
class Inspection:
    """Takes records of the enriched and the dead letter topic as they come, and judges the samples.

    Within an article's partition records come in order, so "last" means last sent.
    """

    expected: Sequence[Expected]
    enriched: dict[str, EnrichedArticle] = field(default_factory=dict)
    last_is_tombstone: dict[str, bool] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def take(self, record: ReceivedRecord) -> None:
        """Note one record."""
        key = (record.key or b"").decode("utf-8", "replace")
        if record.topic.endswith(f".{DEAD_LETTERS.suffix}"):
            headers = dict(record.headers)
            said = [(headers.get(name) or b"").decode("utf-8", "replace") for name in (REASON, ERROR_EXCEPTION_MESSAGE)]
            self._complain(key, f"in the dead letters: {' '.join(said)}")
        elif record.topic.endswith(f".{ENRICHED.suffix}"):
            self.last_is_tombstone[key] = record.value is None
            if record.value is not None:
                self._take_article(key, record.value)

    def _take_article(self, key: str, value: bytes) -> None:
        try:
            article = EnrichedArticle.model_validate_json(value)
        except ValidationError as error:
            self._complain(key, f"not an enriched article: {error.errors(include_url=False)[0]['msg']}")
            return
        self.enriched[key] = article
        if article.id != key:
            self._complain(key, f"its id is {article.id}")
        for problem in (*failed_layers(article), *wrong_spans(article)):
            self._complain(key, problem)

    def _complain(self, key: str, problem: str) -> None:
        self.problems.setdefault(key, []).append(problem)

    def missing(self) -> list[Expected]:
        """Samples of which nothing has come yet, good or bad."""
        return [sample for sample in self.expected if self._absent(sample) and sample.article_id not in self.problems]

    def _absent(self, sample: Expected) -> bool:
        if sample.killed:
            return not self.last_is_tombstone.get(sample.article_id, False)
        return sample.article_id not in self.enriched

    def verdicts(self) -> list[Verdict]:
        """One a sample, in sending order."""
        return [Verdict(s.name, s.article_id, tuple(self._problems_of(s))) for s in self.expected]

    def _problems_of(self, sample: Expected) -> Iterator[str]:
        found = self.problems.get(sample.article_id, [])
        yield from found[:MOST_PROBLEMS]
        if len(found) > MOST_PROBLEMS:
            yield f"and {len(found) - MOST_PROBLEMS} more"
        if self._absent(sample):
            yield "no tombstone came" if sample.killed else "no event came"


def failed_layers(article: EnrichedArticle) -> Iterator[str]:
    """Layers that are degraded; those that were skipped say so on purpose."""
    for name in type(article.provenance).model_fields:
        layer = getattr(article.provenance, name)
        if layer.status is LayerStatus.DEGRADED:
            yield f"{name} is degraded: {layer.reason}"


def wrong_spans(article: EnrichedArticle) -> Iterator[str]:
    """Spans that do not say what the text says there, or lie outside of it."""
    for span in spans_of(article):
        if not 0 <= span.start <= span.end <= len(article.text):
            yield f"span {span.start}:{span.end} lies outside of the text"
        elif isinstance(span, TextSpan) and article.text[span.start : span.end] != span.text:
            yield f"span {span.start}:{span.end} is not {span.text!r}"


def spans_of(record: Record) -> Iterator[Span]:
    """Every span anywhere in a record."""
    if isinstance(record, Span):
        yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for member in value if isinstance(value, tuple) else (value,):
            if isinstance(member, Record):
                yield from spans_of(member)
