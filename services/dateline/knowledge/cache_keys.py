"""How the keys of the cache are named in Redis, for the cache itself and for who counts or deletes them.

``{prefix}:k:{version}:{alias}`` holds an answer, ``{prefix}:l:{version}:{alias}`` the lease of
who is asking for it. Other keys under the prefix are not the cache's: they note what is in flight.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

ANSWER = "k"
LEASE = "l"
KINDS = (ANSWER, LEASE)
# An alias longer than this is stored under its hash.
LONGEST_ALIAS = 120
# Characters that mean something in a pattern of SCAN.
_GLOB = str.maketrans({character: "\\" + character for character in "*?[]^-\\"})


def keys_of(prefix: str, kind: str, version: str, aliases: Iterable[str]) -> dict[str, str]:
    """Alias -> key. A colon in the version is written %3A, so that the alias begins after the next one."""
    head = f"{prefix}:{kind}:{_escaped(version)}:"
    return {alias: head + (alias if len(alias) <= LONGEST_ALIAS else _hashed(alias)) for alias in aliases}


def key_of(prefix: str, kind: str, version: str, alias: str) -> str:
    """The key of one alias."""
    return keys_of(prefix, kind, version, (alias,))[alias]


def version_of(key: bytes, prefix: str) -> str | None:
    """The version that a key is of; null for what is no key of the cache."""
    for kind in KINDS:
        head = f"{prefix}:{kind}:".encode()
        if key.startswith(head):
            version, colon, _ = key[len(head) :].partition(b":")
            return version.decode("utf-8", "replace").replace("%3A", ":").replace("%25", "%") if colon else None
    return None


def patterns(prefix: str, version: str | None = None) -> Iterator[str]:
    """Patterns of SCAN for all keys of the cache, or those of one version."""
    for kind in KINDS:
        head = f"{prefix}:{kind}:" if version is None else f"{prefix}:{kind}:{_escaped(version)}:"
        yield head.translate(_GLOB) + "*"


def _hashed(alias: str) -> str:
    return "#" + hashlib.sha256(alias.encode("utf-8", "surrogatepass")).hexdigest()


def _escaped(version: str) -> str:
    return version.replace("%", "%25").replace(":", "%3A")
