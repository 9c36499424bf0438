"""Kafka for everything that is not the worker: topics declared, records sent and read.

kafka-python underneath, loaded when first needed. What the records mean is for others.
"""

from dateline.broker.admin import Outcome, TopicReport, TopicState, create_topics, delete_topics, list_topics
from dateline.broker.consumer import Consumer, ReceivedRecord
from dateline.broker.describe import describe, to_json
from dateline.broker.errors import BrokerError, RecordTooLargeError
from dateline.broker.producer import Delivered, Producer

__all__ = [
    "BrokerError",
    "Consumer",
    "Delivered",
    "Outcome",
    "Producer",
    "ReceivedRecord",
    "RecordTooLargeError",
    "TopicReport",
    "TopicState",
    "create_topics",
    "delete_topics",
    "describe",
    "list_topics",
    "to_json",
]
