"""Dateline: sections, entities and dates for news, delivered exactly once through Kafka."""

from importlib.metadata import version

__version__ = version("dateline")
