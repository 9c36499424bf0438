"""Static membership (KIP-345): a worker whose instance id another one has taken hears of it.

aiokafka joins with the instance id, but its heartbeats lack it. The broker then can only answer
that it does not know the member, aiokafka joins again and takes the id back, and two workers
that were given one id by mistake take turns for ever. With the id in the heartbeat the broker
says FENCED_INSTANCE_ID, and the older of the two can end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiokafka.consumer import consumer
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.group import HeartbeatRequest, HeartbeatResponse_v1
from aiokafka.protocol.types import Int32, Schema, String

# https://kafka.apache.org/protocol#protocol_error_codes
FENCED_INSTANCE_ID = 82


class _HeartbeatResponse(Response):  # type: ignore[misc]  # aiokafka is untyped here
    API_KEY = 12
    API_VERSION = 3
    SCHEMA = HeartbeatResponse_v1.SCHEMA


class _HeartbeatStruct(RequestStruct):  # type: ignore[misc]  # aiokafka is untyped here
    API_KEY = 12
    API_VERSION = 3
    RESPONSE_TYPE = _HeartbeatResponse
    SCHEMA = Schema(
        ("group", String("utf-8")),
        ("generation_id", Int32),
        ("member_id", String("utf-8")),
        ("group_instance_id", String("utf-8")),
    )


class _Heartbeat(Request[_HeartbeatStruct]):  # type: ignore[misc]  # aiokafka is untyped here
    API_KEY = 12

    def __init__(self, group: str, generation: int, member: str, instance: str) -> None:
        self._fields = (group, generation, member, instance)

    def build(self, request_struct_class: type[Any]) -> Any:
        return request_struct_class(*self._fields)


class StaticCoordinator(GroupCoordinator):  # type: ignore[misc]  # aiokafka is untyped here
    """aiokafka's coordinator for a static member; ``on_fenced`` is called in its thread."""

    on_fenced: Callable[[], object]

    async def _send_req(self, request: Any) -> Any:
        if isinstance(request, HeartbeatRequest):
            request = _Heartbeat(self.group_id, self.generation, self.member_id, self._group_instance_id)
        response = await super()._send_req(request)
        if getattr(response, "error_code", 0) == FENCED_INSTANCE_ID:
            self.on_fenced()
        return response


def install(on_fenced: Callable[[], object]) -> None:
    """Have the consumers of this process that are static members say so in their heartbeats."""

    def coordinator(*arguments: Any, **options: Any) -> GroupCoordinator:
        made = StaticCoordinator(*arguments, **options)
        made.on_fenced = on_fenced
        return made

    consumer.GroupCoordinator = coordinator
