"""What Kafka's clients say when something is not allowed becomes a sentence that names it."""

import pytest
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

from dateline.enricher.stream.clients.denials import denial_of
from dateline.settings import Settings


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TopicAuthorizationFailedError("news.article.raw.v1"), "READ on topic news.article.raw.v1."),
        (TopicAuthorizationFailedError({"news.b", "news.a"}), "READ on topic news.a, news.b."),
        (TopicAuthorizationFailedError(), "READ on topic unknown."),
        (GroupAuthorizationFailedError("dateline"), "READ on group dateline."),
        (TransactionalIdAuthorizationFailed(), "WRITE on the transactional ids dateline-0, -1, …."),
        (ClusterAuthorizationFailedError(), "IDEMPOTENT_WRITE on the cluster."),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,  # a set's repr varies
)
def test_a_denial_names_the_operation_and_what_it_is_about(error, words):
    said = denial_of(error, "READ", Settings())
    assert said is not None
    assert f"Kafka does not allow {words} Give this worker's principal that permission" in said


def test_any_other_error_is_no_denial():
    assert denial_of(KafkaConnectionError(), "READ", Settings()) is None
