"""A consumer group as the broker sees it: who is in it, and whether it has done all that was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.broker.errors import explained


class Group:
    """Looks at one group; ``topics`` are those that it reads."""

    def __init__(self, bootstrap_servers: str, name: str, topics: Sequence[str], partitions: int) -> None:
        from kafka import KafkaAdminClient, TopicPartition

        self.name = name
        self._bootstrap_servers = bootstrap_servers
        self._partitions = [TopicPartition(topic, number) for topic in topics for number in range(partitions)]
        with explained("the group could not be described", bootstrap_servers):
            self._admin = KafkaAdminClient(bootstrap_servers=bootstrap_servers)

    def members(self) -> frozenset[str]:
        """Ids of the members, if each has its share; empty while the group forms."""
        from kafka.errors import CoordinatorLoadInProgressError, CoordinatorNotAvailableError, GroupIdNotFoundError

        with explained("the group could not be described", self._bootstrap_servers):
            try:
                group: dict[str, Any] = self._admin.describe_groups([self.name])[self.name]
            except (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, GroupIdNotFoundError):
                # Before the first member ever came.
                return frozenset()
        if group["group_state"] != "Stable":
            return frozenset()
        return frozenset(member["member_id"] for member in group["members"])

    def all_done(self) -> bool:
        """Whether it has committed everything that is on its topics."""
        from kafka.admin import OffsetSpec

        with explained("the group's offsets could not be read", self._bootstrap_servers):
            ends = self._admin.list_partition_offsets(dict.fromkeys(self._partitions, OffsetSpec.LATEST))
            committed = self._admin.list_group_offsets(self.name)[self.name]
        return all(
            ends[p].offset == 0 or (p in committed and committed[p].offset >= ends[p].offset) for p in self._partitions
        )

    def close(self) -> None:
        """Leave the broker."""
        self._admin.close()
