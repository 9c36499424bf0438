"""What can go wrong between this machine and Kafka, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dateline.security import ADVICE

# Seconds to look for a broker before saying that there is none.
BOOTSTRAP_S = 10.0


class BrokerError(Exception):
    """Kafka did not do what was asked; the message says why and what to do."""

    # The command line shows the message alone, without a trace.
    for_people = True


class RecordTooLargeError(BrokerError):
    """A record is larger than its topic allows; it was not sent, others can be."""


@contextmanager
def explained(doing: str, bootstrap_servers: str) -> Iterator[None]:
    """Turn kafka-python's errors into BrokerError; ``doing`` completes "… could not be …"."""
    from kafka.errors import (
        AuthorizationError,
        KafkaError,
        KafkaTimeoutError,
        MetadataEmptyBrokerList,
        SaslAuthenticationFailedError,
    )

    try:
        yield
    except (KafkaTimeoutError, MetadataEmptyBrokerList) as error:
        raise BrokerError(
            f"{doing}: no answer from Kafka at {bootstrap_servers} ({error}). Is it running, and is "
            f"KAFKA_BOOTSTRAP_SERVERS right? `dateline demo` brings a Kafka of its own. {ADVICE}"
        ) from error
    except SaslAuthenticationFailedError as error:
        raise BrokerError(f"{doing}: Kafka at {bootstrap_servers} lets nobody in so ({error}). {ADVICE}") from error
    except AuthorizationError as error:
        raise BrokerError(f"{doing}: Kafka at {bootstrap_servers} does not allow it ({error})") from error
    except (KafkaError, ValueError) as error:
        raise BrokerError(f"{doing}: {type(error).__name__}: {error} (Kafka at {bootstrap_servers})") from error
