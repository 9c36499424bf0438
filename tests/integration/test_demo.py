"""What a newcomer tries first works: the demo, on servers of its own."""

import os
import subprocess
import sys

from dateline.samples import samples


def test_the_demo_shows_every_sample_whole_and_ends_with_0():
    environment = {k: v for k, v in os.environ.items() if k not in ("KAFKA_BOOTSTRAP_SERVERS", "REDIS_URL")}
    done = subprocess.run(
        [sys.executable, "-m", "dateline.cli", "demo", "--once"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    count = len(samples())
    assert f"{count} of {count} samples came out whole" in done.stdout
