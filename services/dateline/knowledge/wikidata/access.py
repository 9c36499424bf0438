"""Where the API is and how it may be used: what a setting says, checked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline import __version__

# Wikidata's own. Any Wikibase with the same properties and classes answers alike.
OFFICIAL = "https://www.wikidata.org/w/api.php"
PRODUCT = "Dateline"


@dataclass(frozen=True, slots=True)
class Access:
    """Address, contact, language and limits.

    ``contact`` (an address of mail or of a page) goes into the User-Agent, as Wikimedia's
    policy asks of every program. ``rate`` is requests a second, ``timeout_s`` the seconds
    of one look-up, all its requests together, ``most_bytes`` the largest body read,
    decompressed.

    Raises ``ValueError``, whose message never holds the address: it may have a password.
    """

    url: str = OFFICIAL
    contact: str = ""
    language: str = "en"
    rate: float = 5.0
    timeout_s: float = 5.0
    most_bytes: int = 16 * 1024 * 1024

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            sound = False
        if not sound:
            raise ValueError(f"is no http:// or https:// address of an API, such as {OFFICIAL}")
        if not self.contact.isascii() or not self.contact.isprintable():
            raise ValueError("the contact is not plain ASCII, which a header needs")

    @property
    def user_agent(self) -> str:
        """Product, version, contact: "Dateline/0.1.0 (news@example.org) httpx"."""
        contact = f" ({self.contact})" if self.contact else ""
        return f"{PRODUCT}/{__version__}{contact} httpx"

    @property
    def host(self) -> str:
        """Host and port, without a user or password."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
