"""``dateline cache``: what the cache of look-ups has in Redis, and how to empty it.

Options and what is shown; how keys are counted and deleted is for ``knowledge.cache_survey``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from redis import Redis

    from dateline.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Look at the cache of look-ups in Redis, or empty it.",
)

# Seconds: a person waits longer than an article.
PATIENCE_S = 5.0
MB = 1_000_000


@app.command()
def stats(as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> None:
    """Show the cached look-ups by version of the knowledge, and how Redis is.

    The hit rate is Redis's own, over all that use it since it began; that of
    look-ups is the workers' metric dateline_cache_lookups.
    """
    from dateline.cli.console import output
    from dateline.knowledge.cache_survey import by_version, facts
    from dateline.settings import load_settings

    settings = load_settings()
    with _redis(settings) as client:
        server = facts(client)
        with _progress("counting keys", int(client.dbsize())) as advance:
            counts = by_version(client, settings.cache_prefix, advance)
    current = _current(settings)
    if as_json:
        found = {"address": _address(settings), "prefix": settings.cache_prefix, "versions": dict(counts)}
        sys.stdout.write(json.dumps({**found, "current": sorted(current), "redis": asdict(server)}) + "\n")
        return
    console = output()
    limit = f"{server.most_memory / MB:,.1f} MB" if server.most_memory else "no limit (maxmemory 0)"
    rate = "nothing read yet" if server.hit_rate is None else f"{100 * server.hit_rate:.1f} % of reads found a key"
    lines = [
        f"Redis {server.redis_version} at {_address(settings)}, answers in {server.ping_ms:g} ms",
        f"memory {server.memory / MB:,.1f} MB of {limit}, policy {server.policy}, {server.evicted:,} keys evicted",
        f"{rate} ({server.hits:,} hits, {server.misses:,} misses, whoever asked)",
        f"{server.keys:,} keys in all, {sum(counts.values()):,} of the cache, prefix {settings.cache_prefix}",
        *(
            f"  {count:>10,}  {version}{'' if version in current else '  (old)'}"
            for version, count in counts.most_common()
        ),
    ]
    for line in lines:
        console.print(line, soft_wrap=True)
    if advice := _advice(server.most_memory, server.policy):
        console.print(advice, soft_wrap=True)


@app.command()
def flush(
    version: Annotated[str | None, typer.Option(help="Delete what was found in this version of the knowledge.")] = None,
    old: Annotated[bool, typer.Option("--old", help="Delete what is not of the versions in use.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Delete all cached look-ups.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete cached look-ups, and nothing else in Redis: not even the notes of what is in flight.

    Workers may run: they look up again what is gone. What each process
    remembers by itself stays until it is a tenth of its time old.
    """
    from dateline.cli.console import messages
    from dateline.cli.errors import CliError
    from dateline.knowledge.cache_survey import by_version, delete
    from dateline.settings import load_settings

    if (version is not None) + old + everything != 1:
        raise CliError("say what to delete: one of --version V, --old, --all. `dateline cache stats` lists versions")
    settings = load_settings()
    console = messages()
    with _redis(settings) as client:
        with _progress("counting keys", int(client.dbsize())) as advance:
            counts = by_version(client, settings.cache_prefix, advance)
        current = _current(settings) if old else frozenset()
        chosen = frozenset({version} if version is not None else counts.keys() - current)
        number = sum(counts[one] for one in chosen)
        if not number:
            console.print(f"nothing to delete under prefix {settings.cache_prefix}", soft_wrap=True)
            return
        if not yes:
            typer.confirm(f"Delete {number:,} cached look-ups in Redis at {_address(settings)}?", abort=True, err=True)
        with _progress("deleting", number) as advance:
            gone = delete(client, settings.cache_prefix, None if everything else chosen, advance)
    console.print(f"{gone:,} keys deleted", soft_wrap=True)


@contextmanager
def _redis(settings: Settings) -> Iterator[Redis]:
    """A client of the cache's Redis; its errors are told without the address's password."""
    from dateline.cli.errors import CliError
    from dateline.cli.plain import short

    if settings.redis_url is None:
        raise CliError("REDIS_URL is not set: there is no cache in Redis. Set it as the workers have it")
    from redis import RedisError

    from dateline.knowledge.redis_client import connect
    from dateline.security import redis_options

    try:
        client = connect(settings.redis_url.get_secret_value(), PATIENCE_S, redis_options(settings))
    except ValueError as error:
        raise CliError(str(error)) from None
    try:
        yield client
    except (RedisError, OSError) as error:
        raise CliError(
            f"Redis at {_address(settings)} does not do this ({type(error).__name__}: {short(error, 160)}). "
            "Check REDIS_URL and that it runs; workers go past it meanwhile"
        ) from None
    finally:
        client.close()


def _address(settings: Settings) -> str:
    """The address without user, password or options."""
    parts = urlsplit(settings.redis_url.get_secret_value() if settings.redis_url else "")
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _current(settings: Settings) -> frozenset[str]:
    """The versions that workers with these settings use."""
    from dateline.enricher.assembly import open_wikidata
    from dateline.knowledge import open_knowledge

    live = open_wikidata(settings)
    return frozenset({open_knowledge(settings.knowledge).version, *([live.version] if live else [])})


@contextmanager
def _progress(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, told how many more; on standard error."""
    from dateline.cli.console import messages
    from dateline.cli.dead_letters import progress

    with progress(messages(), doing) as advance:
        yield lambda more: advance(more, total)


def _advice(most_memory: int, policy: str) -> str | None:
    """Where Redis is not bounded as a cache should be."""
    if not most_memory:
        return "Redis may grow without limit: set maxmemory, and maxmemory-policy volatile-lru (every key here expires)"
    if policy == "noeviction":
        return "a full Redis refuses new look-ups (noeviction): set maxmemory-policy volatile-lru"
    return None
