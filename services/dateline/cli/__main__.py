"""``python -m dateline.cli``, for child processes that must not depend on the PATH."""

from dateline.cli import main

main()
