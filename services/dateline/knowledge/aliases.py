"""One normalisation of names, shared by what builds a store and what asks it.

Two spellings of a name meet in one key: "São Paulo" and "Sao Paulo", "U.S." and "US". Short
acronyms keep their capitals, so that "US" is not the pronoun nor "IT" the word.
"""

from __future__ import annotations

import unicodedata

# Acronyms up to this length keep their case in the key.
SHORT = 3
_APART = str.maketrans(dict.fromkeys("-–—_/", " "))
_DROPPED = str.maketrans("", "", ".,'’‘ʻʼ`´\"“”()")


def alias_key(name: str) -> str:
    """The key of a name: NFKC, diacritics and case folded, punctuation dropped, no leading "the".

    A name of up to three letters written in capitals ("US", "U.K.") keeps them, after "the" as well. Empty where
    the name has no letter or digit.
    """
    if not name.isascii():
        # Lone surrogates are no text; SQLite would refuse them.
        name = unicodedata.normalize("NFKC", name.encode("utf-8", "ignore").decode())
    bare = name.translate(_DROPPED)
    if bare[:4].casefold() == "the ":
        bare = bare[4:]
    if len(bare) <= SHORT and bare.isupper():
        return bare
    key = " ".join(bare.translate(_APART).casefold().split())
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    return key
