"""What stands beside the weights of the shipped model: its description and its licence."""

from __future__ import annotations

from typing import Any

NAME, VERSION = "dateline_news", "1.0.0"

_ONTONOTES = {
    "name": "OntoNotes 5",
    "url": "https://catalog.ldc.upenn.edu/LDC2013T19",
    "license": "commercial (licensed by Explosion)",
    "author": "Ralph Weischedel and others",
}
_VECTORS = {
    "name": "Explosion Vectors (OSCAR 2109 + Wikipedia + OpenSubtitles + WMT News Crawl)",
    "url": "https://github.com/explosion/spacy-vectors-builder",
    "license": "CC0",
    "author": "Explosion",
}
_START = {
    "name": "en_core_web_md 3.8.0",
    "url": "https://github.com/explosion/spacy-models",
    "license": "MIT",
    "author": "Explosion",
}

MIT = """\
The weights in this folder start from those of the spaCy pipeline en_core_web_md 3.8.0, which has this licence:

Copyright 2021 ExplosionAI GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def card(description: str, version: str = VERSION, trained_on: tuple[dict[str, str], ...] = ()) -> dict[str, Any]:
    """The fields of ``meta.json`` that spaCy can't know. ``trained_on``: the corpora after OntoNotes, in its form."""
    return {
        "name": NAME,
        "version": version,
        "description": description,
        "author": "the Dateline authors, from Explosion's en_core_web_md",
        "email": "",
        "url": "",
        "license": "MIT",
        "spacy_version": ">=3.8.0,<3.9.0",
        "sources": [_START, _ONTONOTES, _VECTORS, *trained_on],
    }
