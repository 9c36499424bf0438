"""The worker itself loads none of the layers' libraries; its processes do."""

import subprocess
import sys

LAYERS = {"spacy", "thinc", "numpy", "lxml", "trafilatura"}


def test_a_worker_starts_without_the_libraries_that_only_its_processes_use():
    code = f"import sys, dateline.enricher.stream.worker; print(*sorted({LAYERS!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
