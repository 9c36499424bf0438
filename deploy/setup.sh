#!/usr/bin/env bash
# Makes the virtual environment from requirements.lock:  deploy/setup.sh FOLDER [PYTHON]
# Needs python3 >= 3.11 with venv and pip; says what it fetches.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1
wanted=${2:-}

supported() { # a command that really starts a supported CPython (pyenv's shims may name one that is not chosen)
    "$@" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14)))' 2>/dev/null
}

choose() {
    local found
    if [ -n "$wanted" ]; then echo "$wanted"; return; fi
    if supported python3.12; then command -v python3.12; return; fi
    for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12.*/bin/python; do
        if supported "$found"; then echo "$found"; return; fi
    done
    if command -v uv >/dev/null && found=$(uv python find --no-python-downloads 3.12 2>/dev/null) && supported "$found"; then
        echo "$found"; return
    fi
    echo python3
}

python=$(choose)
if ! supported "$python"; then
    echo "setup: $python is not a CPython 3.11, 3.12 or 3.13; name one: make setup PYTHON=/path/to/python3.12" >&2
    exit 1
fi
version=$("$python" -c 'import platform; print(platform.python_version())')
echo "setup: Python $version ($python) into $venv"
case $version in
    3.11.*) echo "setup: spaCy's entity recogniser needs about twice as long on 3.11 as on 3.12; PYTHON=... chooses another" ;;
esac

have=$("$venv/bin/python" -c 'import platform; print(platform.python_version())' 2>/dev/null || true)
if [ "$have" != "$version" ] && ! "$python" -m venv --clear "$venv"; then
    echo "setup: no virtual environment could be made; on Debian: apt install python3-venv" >&2
    exit 1
fi
export VIRTUAL_ENV=$PWD/$venv
export PIP_DISABLE_PIP_VERSION_CHECK=1
echo "setup: fetching uv, then the packages of requirements.lock (about 500 MB, once) …"
# uv itself comes out of the lock file too, by hash. Its block starts at its name and ends at the next comment.
sed -n '/^uv==/,/^ *#/p' requirements.lock | grep -v '^ *#' >"$venv/uv.lock"
"$venv/bin/python" -m pip install --quiet --no-deps --require-hashes -r "$venv/uv.lock"
"$venv/bin/uv" pip sync --quiet --require-hashes requirements.lock
"$venv/bin/uv" pip install --quiet --no-deps --no-build-isolation --editable .
echo "setup: done; try $venv/bin/dateline --help"
