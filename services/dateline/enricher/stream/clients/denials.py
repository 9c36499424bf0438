"""What Kafka does not allow, in words that say what on, and what to do."""

from __future__ import annotations

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

from dateline.settings import Settings

DENIED = (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)


def denial(operation: str, resource: str) -> str:
    """``operation`` as Kafka writes it, ``resource`` with its kind: READ, ``topic news.article.raw.v1``."""
    return (
        f"Kafka does not allow {operation} on {resource}. Give this worker's principal that permission, or take back "
        "the rule that denies it (kafka-acls); nothing is lost meanwhile. Started again, the worker goes on"
    )


def denial_of(error: BaseException, operation: str, settings: Settings) -> str | None:
    """What a client's error says that is not allowed; null where it is another one.

    ``operation``: what was being done to topics, which the error does not tell.
    """
    if isinstance(error, TopicAuthorizationFailedError):
        named = error.args[0] if error.args else "unknown"
        topics = [named] if isinstance(named, str) else sorted(map(str, named))
        return denial(operation, f"topic {', '.join(topics)}")
    if isinstance(error, GroupAuthorizationFailedError):
        return denial("READ", f"group {settings.group}")
    if isinstance(error, TransactionalIdAuthorizationFailed):
        return denial("WRITE", f"the transactional ids {settings.group}-0, -1, …")
    if isinstance(error, ClusterAuthorizationFailedError):
        return denial("IDEMPOTENT_WRITE", "the cluster")
    return None
