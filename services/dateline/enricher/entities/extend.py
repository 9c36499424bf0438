"""Completes personal names that the model cut short at a particle.

"Mohammed bin Abdulrahman" + "bin Jassim Al Thani" -> one name. Walks word by word from the
name's edges, so its cost is that of the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.contract import EntityType
from dateline.enricher.entities import lexicon
from dateline.enricher.entities.names import LONGEST_NAME, Found, bare, resized

# A word after one space or hyphen; words of a name are short.
_NEXT = re.compile(r"[ \-]([^\W\d_][\w'’.]{0,60})")
LONGEST_WORD = 60
MOST_PARTICLES = 4


def extended(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions in order, persons completed to both sides, what they swallow left out.

    ``mentions`` are in text order and do not overlap; nor does the result.
    """
    result: list[Found] = []
    for mention in mentions:
        if result and mention.start < result[-1].end:
            continue  # swallowed by the name before it
        if mention.type is not EntityType.PERSON:
            result.append(mention)
            continue
        start = _leftward(text, mention.start)
        end = _rightward(text, mention.end, mention.start + LONGEST_NAME)
        if result and start < result[-1].end:
            start = result.pop().start if result[-1].type is EntityType.PERSON else mention.start
        unchanged = start == mention.start and end == mention.end
        result.append(mention if unchanged else resized(mention, text, start, end))
    return result


def _rightward(text: str, end: int, limit: int) -> int:
    """Past every "particle(s) Capitalised" that follows; "Mohammed" -> "Mohammed bin Salman"."""
    while end < limit:
        at, particles = end, 0
        while (word := _NEXT.match(text, at)) and _is_particle(word.group(1)):
            at, particles = word.end(), particles + 1
        if not particles or not word or not word.group(1)[0].isupper():
            return end
        end = _before_dot(text, word.end())
    return end


def _leftward(text: str, start: int) -> int:
    """Back over "Capitalised particle(s)" before the name; "bin Salman" -> "Mohammed bin Salman"."""
    # The name itself may begin with a particle.
    at, particles = start, int(text[start : start + 10].partition(" ")[0] in lexicon.PARTICLES)
    while particles <= MOST_PARTICLES and (word := _word_before(text, at)):
        if word in lexicon.PARTICLES:
            at, particles = at - 1 - len(word), particles + 1
        elif particles and word[0].isupper() and word[-1].isalnum() and not _no_name(word):
            return at - 1 - len(word)
        else:
            break
    return start


def _word_before(text: str, at: int) -> str:
    """The word that ends right before one space or hyphen; empty where there is none."""
    if at < 2 or text[at - 1] not in " -":
        return ""
    near = text[max(0, at - LONGEST_WORD) : at - 1]
    return near[max(near.rfind(" "), near.rfind("-"), near.rfind("\n")) + 1 :]


def _is_particle(word: str) -> bool:
    key = word.casefold()
    return key in lexicon.PARTICLES and (word.islower() or key not in lexicon.LOWER_ONLY)


def _no_name(word: str) -> bool:
    key = bare(word)
    return key in lexicon.TITLE_HEADS or key in lexicon.HONORIFICS or key in lexicon.OPENERS


def _before_dot(text: str, end: int) -> int:
    return end - 1 if text[end - 1] == "." else end
