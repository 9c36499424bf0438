"""Ask the worker in this container whether it is alive; exit code 0 is yes.

For the image's HEALTHCHECK: the standard library only, so that a check costs a few
milliseconds. What alive means, `/livez` decides.
"""

from __future__ import annotations

import http.client
import os
import sys

# Less than the HEALTHCHECK's own time-out, so that the reason below is seen.
TIMEOUT_S = 3.0


def problem(port: int) -> str | None:
    """Why the worker on this machine's ``port`` is not alive; None where it is."""
    # Not urllib, which would take a proxy of the environment even to this machine.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/livez")
        answer = connection.getresponse()
        text = answer.read(1000).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return f"no answer on port {port}: {error!r}"
    finally:
        connection.close()
    return None if answer.status == http.HTTPStatus.OK else f"{answer.status}: {text}"


if __name__ == "__main__":
    sys.exit(problem(int(os.environ.get("DATELINE_PORT", "8080"))))
