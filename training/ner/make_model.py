"""Make the model that Dateline ships, from spaCy's medium English pipeline.

    python training/ner/make_model.py EN_CORE_WEB_MD [--out FOLDER]

EN_CORE_WEB_MD is the folder of en_core_web_md 3.8.0 that holds its config.cfg.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from card import MIT, card
from compact import compacted, read_ner, write

SHIPPED = Path(__file__).parents[2] / "services/dateline/enricher/entities/models/en_dateline_news"
DESCRIPTION = (
    "Recognises names in English news, with OntoNotes' types. The NER component of spaCy's en_core_web_md 3.8.0, "
    "unchanged; its word vectors are projected once to the width that it uses, and found by lower-case word."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    nlp = compacted(read_ner(arguments.source))
    write(nlp, arguments.out, card(DESCRIPTION))
    (arguments.out / "LICENSE").write_text(MIT, "utf-8")
    size = sum(file.stat().st_size for file in arguments.out.rglob("*") if file.is_file())
    print(f"wrote {arguments.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
