"""A real Apache Kafka and a real Redis as child processes, for the demo and the tests.

They listen on this machine only, keep their data in a given or a temporary folder, and end
when the process that started them ends, however it ends. Topics and records are for others.
"""

from dateline.sandbox.errors import PortTakenError, SandboxError, tail
from dateline.sandbox.kafka import Kafka
from dateline.sandbox.process import GuardedProcess, Progress, silent
from dateline.sandbox.redis import Redis, find_redis
from dateline.sandbox.servers import Sandbox

__all__ = [
    "GuardedProcess",
    "Kafka",
    "PortTakenError",
    "Progress",
    "Redis",
    "Sandbox",
    "SandboxError",
    "find_redis",
    "silent",
    "tail",
]
