"""Every knob: its environment variable, unit, default and the reason for the default.

Read once, at the edge (``cli``), and handed down as one frozen object. Names are
``DATELINE_…``, but for the two addresses that the whole field writes the same way:
``KAFKA_BOOTSTRAP_SERVERS`` and ``REDIS_URL``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


def available_cores() -> int:
    """Cores that this process may use: its affinity, not the machine's count."""
    return len(os.sched_getaffinity(0))


def _default_state_dir() -> Path:
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "dateline"


def _topic_prefix(prefix: str) -> str:
    if not prefix or not all(c.isascii() and (c.isalnum() or c in ".-") for c in prefix):
        raise ValueError("use letters, digits, '.' and '-'; Kafka's metrics confuse '_' with '.'")
    return prefix


class Settings(BaseSettings):
    """The settings of one process."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore", populate_by_name=True)

    # --- Kafka -------------------------------------------------------------------------------
    kafka_bootstrap_servers: str = Field(
        "localhost:9092",
        validation_alias="KAFKA_BOOTSTRAP_SERVERS",
        description="Brokers, host:port, comma-separated. Kafka's usual port on this machine.",
    )
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT",
        description="Kafka's security.protocol. PLAINTEXT: a broker on one's own machine or network; SASL_SSL is what "
        "hosted Kafka asks for.",
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "PLAIN", description="How the password is proved, with SASL_PLAINTEXT and SASL_SSL. Kafka's first and simplest."
    )
    kafka_username: str | None = Field(None, description="User name, with SASL_PLAINTEXT and SASL_SSL.")
    kafka_password: SecretStr | None = Field(None, description="Its password; never logged.")
    kafka_ca_file: Path | None = Field(
        None,
        description="Certificates (PEM) of who may vouch for a broker, with SSL and SASL_SSL. Without it the system's.",
    )
    kafka_certificate_file: Path | None = Field(
        None, description="This client's own certificate (PEM), where brokers ask for one, with its chain."
    )
    kafka_key_file: Path | None = Field(None, description="The key of that certificate (PEM, without a password).")
    group: str = Field(
        "dateline",
        description="Consumer group and first part of every transactional.id: workers that share it share the work.",
    )
    topic_prefix: Annotated[str, AfterValidator(_topic_prefix)] = Field(
        "news", description="First part of every topic's name, so that several installations can share a cluster."
    )
    partitions: int = Field(
        12,
        ge=1,
        le=1000,
        description="Partitions of each topic when created: the most workers that can share the load. "
        "12 divides by 2, 3, 4 and 6; it can't be changed later, since keys would leave their state.",
    )
    replication: int = Field(
        1, ge=1, le=9, description="Copies of each topic when created. 1 suits one broker; use 3 in production."
    )
    session_timeout_s: float = Field(
        10.0,
        gt=0,
        le=90,
        description="Seconds without a heartbeat until the broker gives a worker's partitions away. "
        "10: a killed worker's articles move on soon, a long pause of the machine is still forgiven. Kafka's own least "
        "is 6 (group.min.session.timeout.ms); above 90 it would outlast the clients' requests.",
    )
    transaction_timeout_s: float = Field(
        10.0,
        gt=0,
        description="Seconds until the broker aborts a dead worker's open transaction; the longest that it can "
        "stall a read_committed consumer. The same as the session time-out: neither waits for the other.",
    )

    instance_id: str | None = Field(
        None,
        description="Static member of the group (group.instance.id), different for each worker, the same after a "
        "restart: a restart within the session time-out then moves no partition. Set that time-out longer than a "
        "restart takes (30 s); a worker that is gone for good is missed for as long. Off: any worker may be replaced.",
    )
    publish_patience_s: float = Field(
        120.0,
        gt=0,
        description="Seconds for which Kafka may be out of reach at the start, or a transaction fail and be tried "
        "again, before the worker ends with an error. Two minutes: a broker's restart passes, a lasting fault becomes "
        "visible to the supervisor.",
    )

    # --- Work --------------------------------------------------------------------------------
    processes: int = Field(
        default_factory=available_cores,
        ge=1,
        le=256,
        description="Worker processes for the layers. One per core that this process may use.",
    )
    model: str = Field(
        "en_dateline_news",
        description="The spaCy pipeline that recognises entities: the shipped one, an installed package or a folder. "
        "en_dateline_news: better on news than spaCy's small one at nearly the same speed.",
    )
    memo_bytes: int = Field(
        20 * 1024 * 1024,
        ge=0,
        description="Bytes in each process for what was read before, a fifth for the names of paragraphs, the rest "
        "for whole articles and the dates of their paragraphs; 0 remembers nothing. 20 MiB: the last 120 to 200 "
        "articles, since copies of a story come soon after each other, and 12,000 paragraphs: 3.2 % of those of news "
        "pages from many sites were among the last 12,000, 4.1 % among the last 30,000, headings and boilerplate above "
        "all (0.3 and 0.5 % of the text).",
    )
    batch_records: int = Field(
        32,
        ge=1,
        le=1000,
        description="Most records in one transaction. 32: a transaction costs about 30 ms, an article tens of "
        "milliseconds, so more saves nothing and delays the first.",
    )
    batch_bytes: int = Field(
        1024 * 1024,
        ge=1,
        description="Most bytes of raw articles in one transaction, after which it takes no further record.",
    )
    job_bytes: int = Field(
        8 * 1024,
        ge=1,
        description="Most bytes of raw articles that a process takes at once, one article at least. 8 KiB: a tenth of "
        "a second of work, for which a live article waits at most; smaller jobs recognise names more slowly.",
    )
    compression: Literal["none", "gzip", "lz4", "zstd"] = Field(
        "none",
        description="Compression of the events. zstd: a thirteenth of the disk and the network, for a tenth of a "
        "millisecond an article (lz4 a tenth for three tenths). None, since every consumer has to be able to read it: "
        "clients in Java and C can, those in Python need a package.",
    )
    buffer_bytes: int = Field(
        8 * 1024 * 1024,
        ge=1,
        description="Bytes of raw articles that wait in memory per partition, half for live and half for replayed, "
        "before their fetching is paused. "
        "8 MiB: several batches ahead, and 12 partitions stay under 100 MiB. In all a worker's main process holds "
        "at most partitions x (this + 2 MiB being fetched + 24 x DATELINE_BATCH_BYTES at work) beyond its start.",
    )
    buffer_records: int = Field(
        2_000,
        ge=1,
        description="Raw articles that wait in memory per partition before its fetching is paused, however small. "
        "2,000: sixty batches ahead. What one poll has taken already, up to 564 more, still comes.",
    )
    deadline_s: float = Field(
        60.0,
        gt=0,
        description="Seconds that one article may take in a worker process before it is a dead letter (`deadline`). "
        "A typical one takes 0.05 s, one of 1 MB a few seconds.",
    )
    attempts: int = Field(
        2,
        ge=1,
        description="Times that an article is tried alone after its process died or was late. Two: once for bad luck "
        "(a process killed from outside), no more, since each can cost a deadline.",
    )
    max_record_bytes: int = Field(
        2 * 1024 * 1024, ge=1, description="Largest raw value that is read (`too.large`). The raw topic's own limit."
    )
    max_text_length: int = Field(
        1_500_000,
        ge=1,
        description="Longest text, in code points, that is enriched (`too.large`). 1.5 million: 250,000 words.",
    )

    state_dir: Path = Field(
        default_factory=_default_state_dir,
        description="Folder of the article states, a sub-folder per worker. On a disk that outlives the worker a "
        "restart reads only what is newer from Kafka; on any other it reads all. By default the user's state folder.",
    )

    worker_deaths: int = Field(
        3,
        ge=1,
        description="Times that a whole worker may die while it works on one article alone, before that article is a "
        "dead letter (`worker.died`). Counted in Redis. Three: two could be a rolling restart that was in a hurry.",
    )
    dead_letter_share: float = Field(
        0.5,
        gt=0,
        le=1,
        description="Share of dead letters among the last `dead_letter_window` records at which the worker stops, "
        "before a producer's mistake fills the dead letters. Half: far above any ordinary day. 1: never.",
    )
    dead_letter_window: int = Field(
        500, ge=10, description="Records over which that share is taken. 500: a few bad ones at a start do not stop it."
    )
    stall_s: float = Field(
        600.0,
        gt=0,
        description="Seconds without progress, while records wait, after which /livez fails and names the partition. "
        "Ten minutes: longer than a batch whose every article needs its deadline twice is likely to take.",
    )

    # --- Knowledge and its cache -------------------------------------------------------------
    redis_url: SecretStr | None = Field(
        None,
        validation_alias="REDIS_URL",
        description="Cache of look-ups, redis:// or rediss:// (TLS). Without it look-ups go straight to the knowledge.",
    )
    redis_ca_file: Path | None = Field(
        None,
        description="Certificates (PEM) of who may vouch for Redis, with rediss://. Without it the system's.",
    )
    redis_certificate_file: Path | None = Field(
        None,
        description="This client's own certificate (PEM), where Redis asks for one (tls-auth-clients), with its chain.",
    )
    redis_key_file: Path | None = Field(None, description="The key of that certificate (PEM, without a password).")
    knowledge: Path | None = Field(
        None, description="A knowledge file (SQLite). By default the embedded one: countries, subdivisions, cities."
    )
    link_candidates: int = Field(
        0,
        ge=0,
        le=30,
        description="Candidates with their scores that each link lists, best first. 0: none, since they make events "
        "larger and few readers want them. More than 30 the knowledge does not give for a name.",
    )
    knowledge_timeout_s: float = Field(
        1.0,
        gt=0,
        description="Seconds that the look-up for a batch of articles may take before they go on without (layer "
        "`degraded`). One: a file answers in milliseconds; a batch's own work takes about as long.",
    )
    knowledge_failures: int = Field(
        3, ge=1, description="Failed look-ups in a row after which the knowledge is left alone. Three: not one hiccup."
    )
    knowledge_breaker_s: float = Field(
        10.0,
        gt=0,
        description="Seconds for which it is then left alone before one look-up tries it again. Ten: with a time-out "
        "of 1 s a hanging knowledge costs a process at most a tenth of its time.",
    )
    wikidata_url: str | None = Field(
        None,
        description="Wikidata's API, or another Wikibase's, asked for names that the knowledge file does not have: an "
        "address, or `wikidata` for its own (https://www.wikidata.org/w/api.php). Off: names of articles leave the "
        "house, and each new one costs a request.",
    )
    wikidata_contact: str = Field(
        "",
        description="Who runs this, for the User-Agent: an address of mail or of a page. Wikimedia's policy asks for "
        "it, so that `wikidata` needs it.",
    )
    wikidata_language: str = Field(
        "en",
        pattern="^[a-z]{2,3}(-[a-z]{2,8})*$",
        description="Language of the names that are searched, and of labels.",
    )
    wikidata_rate: float = Field(
        5.0,
        gt=0,
        le=1000,
        description="Requests per second of each worker process. Five: in series, as Wikimedia asks; with many "
        "processes give each its part.",
    )
    wikidata_timeout_s: float = Field(
        5.0,
        gt=0,
        le=300,
        description="Seconds that the look-up for a batch of articles may take there. Names that it does not reach "
        "leave their articles `degraded`. Five: about 20 new names at five requests per second.",
    )
    wikidata_ttl_s: int = Field(
        604_800, ge=1, description="Seconds that its answers are cached. A week: entries change seldom, requests cost."
    )
    wikidata_negative_ttl_s: int = Field(
        43_200,
        ge=1,
        description="Seconds that it is cached that it knows a name not. Half a day: whoever gets into the news gets "
        "an entry soon.",
    )
    cache_prefix: str = Field("dateline", description="First part of every Redis key, for a shared Redis.")
    cache_ttl_s: int = Field(
        86_400,
        ge=1,
        description="Seconds that a look-up is kept, less up to a tenth at random so that they do not expire together. "
        "A day: keys carry the knowledge's version, so a new one is seen at once.",
    )
    cache_timeout_s: float = Field(
        0.05,
        gt=0,
        description="Seconds to wait for Redis before going past it. 50 ms: many times its usual answer, and less than "
        "an article's work.",
    )
    cache_breaker_s: float = Field(
        5.0, gt=0, description="Seconds for which Redis is left alone after it failed. Five: recovery is noticed soon."
    )
    cache_local_entries: int = Field(
        20_000,
        ge=0,
        description="Look-ups kept in each process in front of Redis. 20,000: the names of some days' news.",
    )
    cache_local_bytes: int = Field(
        32 * 1024 * 1024,
        ge=0,
        description="Bytes of them, as JSON and 200 more each. 32 MiB: names that mean many things do not fill the "
        "process's memory.",
    )
    cache_flight_wait_s: float = Field(
        0.05,
        ge=0,
        le=5,
        description="Seconds to wait for a name that another process is asking a slow knowledge for (Wikidata's API, "
        "never the knowledge file), before asking too. 50 ms: less than an article's work; higher saves requests.",
    )

    # --- Operation ---------------------------------------------------------------------------
    host: str = Field("0.0.0.0", description="Address on which health and metrics listen.")  # noqa: S104  containers
    port: int = Field(
        8080, ge=0, le=65535, description="Port of /livez, /readyz and /metrics. 0 chooses a free one and logs it."
    )
    stop_timeout_s: float = Field(
        25.0,
        gt=0,
        description="Seconds that a stopping worker may take to finish and commit. Kubernetes kills after 30.",
    )
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Least level that is logged.")
    log_json: bool | None = Field(None, description="Logs as JSON lines; by default where stderr is not a terminal.")


class SettingsError(ValueError):
    """A setting that can't be used; the message names the variable, never its value."""

    for_people = True


def load_settings() -> Settings:
    """The settings of this process, from its environment. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(
            "; ".join(f"{_variable(problem['loc'])}: {problem['msg']}" for problem in error.errors())
        ) from None


def _variable(location: tuple[int | str, ...]) -> str:
    """The environment variable of a field, which pydantic names by its alias where it has one."""
    name = str(location[0]) if location else ""
    return f"DATELINE_{name.upper()}" if name in Settings.model_fields else name
