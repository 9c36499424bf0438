"""Rows of durations and sets: "five years", "every Tuesday"."""

# ruff: noqa: E501  a row stands on one line

from __future__ import annotations

from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.english.rows import Row
from dateline.enricher.dates.expressions import Kind
from dateline.enricher.dates.patterns import alternatives

DURATION, SET, REFERENCE = Kind.DURATION, Kind.SET, Kind.REFERENCE

AMOUNT_ROWS = (
    Row("five years", "number digit half", r"{count}{-}(?:fiscal |calendar |straight |consecutive |more |additional |full |whole |other )?{unit}(?P<plushalf> and a half)?(?: or so)?", DURATION),
    Row("five trading days", "number digit", r"{count}{-}(?:trading|business|working|banking){-}{unit}(?P<plushalf> and a half)?", DURATION, {"shift": "WORKING"}),
    Row("10- to 12-year", "number digit", r"{count}- (?:to|or) {count2}{-}{unit}", DURATION),
    Row("two to three weeks", "number digit", r"{count}(?: to | or |-to-|-|-or-){count2}{-}{unit}", DURATION),
    Row("two years and three months", "number digit", r"{count} {unit}(?: and|,) (?P<count_b>{count2}) (?P<unit_b>minutes?|seconds?|hours?|days?|weeks?|months?)", DURATION),
    Row("an additional year", "an", r"(?:an additional|an extra|an entire|another) {unit}", DURATION, {"count": 1.0}),
    Row("the past two years", "past", r"(?<!to )(?<!will )(?<!would )(?<!could )(?<!can )(?<!may )(?<!might )(?P<deictic>past|last|next|coming|previous|preceding|following|prior|first|final|latest) {count}(?: to {count2})? (?:fiscal |trading |calendar )?{unit}(?: or so)?", DURATION),
    Row("the nine months", "number digits2", r"(?<=the ){count}{-}{unit}", DURATION),
    Row("recent times", "recent", r"recent (?:weeks and months|times)", REFERENCE, {"value": "PAST_REF"}),
    Row("recent years", "recent", r"recent (?P<unit>years|months|weeks|days|decades|quarters|hours)", DURATION, {"vague": True, "shift": "LAST"}),
    Row("past years", "past", r"past (?:years|months|weeks|days|quarters)", REFERENCE, {"value": "PAST_REF"}),
    Row("coming months", "coming", r"(?:coming|future) (?:years|months|weeks|days|decades|quarters)", REFERENCE, {"value": "FUTURE_REF"}),
    Row("the years ahead", "ahead", r"(?<=the )(?:years|months|weeks|days) ahead", REFERENCE, {"value": "FUTURE_REF"}),
    Row("for years", "unit", r"(?:(?<=for )|(?<=in )|(?<=over )|(?<=within )|(?<=after )|(?<=take )|(?<=taken )|(?<=took )|(?<=over the )|(?<=through the )|(?<=last )|(?<=of ))(?P<unit>centuries|decades|years|months|weeks|days|hours|minutes)(?! old)", DURATION, {"vague": True}),
    Row("decades-long", "unit", r"(?P<unit>centuries|decades|years|months|weeks|days|hours)-long", DURATION, {"vague": True}),
    Row("day-long", "unit", r"(?P<unit>day|week|month|year|decade|hour|century)-long", DURATION, {"count": 1.0}),
    Row("a while", "a", r"a while", DURATION, {"value": "PXX"}),
)  # fmt: skip

EVERY = r"(?P<every>every other|every|each)"
SET_ROWS = (
    Row("every third year", "every", r"(?P<every>every) (?P<nth>second|third|fourth|fifth|sixth|tenth|2nd|3rd|4th|5th) {unit}", SET),
    Row("every second Thursday", "every", r"(?P<every>every) (?P<nth>second|third|fourth|2nd|3rd|4th) {weekday}", SET),
    Row("every Tuesday", "every", EVERY + r" {weekday}(?: {part})?", SET),
    Row("every other week", "every", EVERY + r" (?:{count} )?{unit}", SET),
    Row("every July", "every", EVERY + r" {month}(?: {day}{th})?", SET),
    Row("every summer", "every", EVERY + r" {season}", SET),
    Row("every morning", "every", EVERY + r" {part}", SET),
    Row("Tuesdays", "weekdays", r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s", SET, {"quant": "EVERY"}),
    Row("Tuesday nights", "weekday", r"{weekday} (?P<part>morning|afternoon|evening|night)s", SET, {"quant": "EVERY"}),
    Row("weekdays", "weekdays", r"weekdays", SET, {"value": "XXXX-WXX", "quant": "EVERY"}),
    Row("weekends", "weekends", r"(?:on )?(?P<span>weekends)", SET, {"value": "XXXX-WXX-WE", "quant": "EVERY"}),
    Row("twice a week", "once", r"(?P<times>once|twice|thrice|(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several) times) (?:a|an|each|every|per) {unit}", SET, {"count": 1.0}),
    Row("three times a week", "number digits2", r"(?P<times>(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)) times (?:a|an|each|every|per) {unit}", SET, {"count": 1.0}),
    Row("daily", "frequency", rf"(?P<frequency>{alternatives(lex.FREQUENCIES)})(?! newspaper| paper)", SET),
)  # fmt: skip
