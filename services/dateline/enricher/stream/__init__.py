"""The stream: Faust consumes, the pool works, the outbox publishes each record's events with its offset.

The way of a record: ``consuming`` -> ``lanes`` -> ``lane`` -> ``job`` (in a worker process)
-> ``outbox``. ``worker`` starts and stops all of it.
"""
