"""`dateline demo --torture` at full size, with the plain Faust agent beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

from chaos.report import ROWS, SEED, Row, seeded
from dateline.sandbox import find_redis

ARTICLES = 2_000
PATIENCE_S = 900


def test_the_torture_at_full_size_keeps_every_promise_and_counts_the_plain_agent_too(tmp_path):
    seeded("the torture of the demo")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "dateline.cli", "demo", "--torture", "--articles", str(ARTICLES), "--seed", str(SEED)],
        env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    lost, twice = map(int, re.search(r"Dateline: +(\d+) lost, (\d+) twice, over 5 topics", done.stdout).groups())
    plain = re.search(r"plain Faust: .*", done.stdout)[0]
    ROWS.append(Row("demo --torture", ARTICLES, lost, twice, time.monotonic() - began, plain))
    assert (lost, twice) == (0, 0)
    assert done.stdout.count("$ kill -9 ") == 6 + (find_redis() is not None), "three workers a side, and Redis"
