"""``dateline worker``: a member of the group, until it is told to stop."""

from __future__ import annotations


def worker() -> None:
    """Enrich what arrives on the raw and replay topics, until SIGTERM or Ctrl-C.

    Settings are environment variables; `dateline doctor` shows them and what is reachable.
    """
    from dateline.enricher.stream.worker import run
    from dateline.observability.logs import set_up
    from dateline.settings import load_settings

    settings = load_settings()
    set_up(settings.log_level, settings.log_json)
    run(settings)
