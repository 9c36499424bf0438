"""Names of the Kafka record headers: CloudEvents, trace context, dead letters.

CloudEvents 1.0 Kafka binding, section 3.2 (binary mode); W3C Trace Context; the dead
letter names are Kafka Connect's (KIP-298), so that tools that know those know ours.
"""

from __future__ import annotations

CONTENT_TYPE = "content-type"
JSON = "application/json; charset=utf-8"

CE_PREFIX = "ce_"
CE_ID = "ce_id"
CE_SOURCE = "ce_source"
CE_TYPE = "ce_type"
CE_SUBJECT = "ce_subject"
CE_SPECVERSION = "ce_specversion"
CE_TIME = "ce_time"
CE_DATASCHEMA = "ce_dataschema"

TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"

ERROR_PREFIX = "__connect.errors."
ERROR_TOPIC = "__connect.errors.topic"
ERROR_PARTITION = "__connect.errors.partition"
ERROR_OFFSET = "__connect.errors.offset"
ERROR_STAGE = "__connect.errors.stage"
ERROR_CLASS = "__connect.errors.class.name"
ERROR_EXCEPTION_CLASS = "__connect.errors.exception.class.name"
ERROR_EXCEPTION_MESSAGE = "__connect.errors.exception.message"
ERROR_EXCEPTION_STACKTRACE = "__connect.errors.exception.stacktrace"

DATELINE_PREFIX = "dateline."
REASON = "dateline.reason"
ATTEMPT = "dateline.attempt"
# The time of the original record, ISO 8601 UTC: dead letters and replays have fresh record timestamps.
TIMESTAMP = "dateline.timestamp"
# Which dead letter a replayed record was, so that it is not sent twice.
REPLAYED = "dateline.replayed"
# Holds the bytes of headers that can't be told apart, in a record that is otherwise whole.
UNREADABLE = "dateline.unreadable"

Headers = tuple[tuple[str, bytes], ...]
