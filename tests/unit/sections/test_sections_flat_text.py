from __future__ import annotations

import textwrap

from dateline.contract import Article, ParagraphKind, Role, Section
from dateline.enricher.sections import Structure, find_sections

HARBOUR = (
    "The port authority said on Tuesday that the eastern harbour would stay closed until the dredging is finished."
)
CRANES = (
    "Two of the cranes were damaged in the storm, and the operator expects repairs to last well into the summer months."
)
UNIONS = (
    "Unions representing the dockers said they had not been told of the plan and asked for talks with the ministry."
)
FERRY = "The ferry company moved its evening sailings to the western quay, where passengers queued on Monday."


def structure(text: str, title: str | None = None) -> Structure:
    return find_sections(Article(id="a1", text=text, title=title, digest="0"))


def roles(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Role and words of each section, in order."""
    return [(s.role.value, text[s.start : s.end]) for s in structure(text, title).sections]


def headings(text: str, title: str | None = None) -> list[str]:
    return [s.heading.text for s in structure(text, title).sections if s.heading]


def only(text: str, role: Role) -> list[Section]:
    return [s for s in structure(text).sections if s.role is role]


def test_a_plain_story_is_headline_lead_and_body() -> None:
    text = f"Eastern harbour to stay closed\n\n{HARBOUR}\n\n{CRANES}\n\n{UNIONS}"
    assert roles(text) == [
        ("headline", "Eastern harbour to stay closed"),
        ("lead", HARBOUR),
        ("body", f"{CRANES}\n\n{UNIONS}"),
    ]


def test_single_newlines_separate_paragraphs_as_blank_lines_do() -> None:
    text = f"Eastern harbour to stay closed\n{HARBOUR}\n{CRANES}\n{UNIONS}"
    assert [role for role, _ in roles(text)] == ["headline", "lead", "body"]
    assert len(structure(text).sections[2].paragraphs) == 2


def test_short_lines_above_paragraphs_are_headings_and_lie_in_their_section() -> None:
    text = (
        f"Eastern harbour to stay closed\n\n{HARBOUR}\n\nStorm Damage\n\n{CRANES}\n\nUnions Ask for Talks\n\n{UNIONS}"
    )
    headed = [s for s in structure(text).sections if s.heading]
    assert [s.heading and s.heading.text for s in headed] == ["Storm Damage", "Unions Ask for Talks"]
    assert all(s.role is Role.BODY and s.level == 2 for s in headed)
    assert all(s.heading and s.start == s.heading.start < s.paragraphs[0].start for s in headed)
    assert text[headed[1].paragraphs[0].start : headed[1].end] == UNIONS


def test_a_story_that_opens_with_a_heading_has_no_lead() -> None:
    text = f"Eastern harbour to stay closed\n\nWhat Happened\n\n{HARBOUR}\n\nWhat Comes Next\n\n{CRANES}"
    assert headings(text) == ["What Happened", "What Comes Next"]
    assert not only(text, Role.LEAD)


def test_sections_have_ids_in_order() -> None:
    text = f"Eastern harbour to stay closed\n\n{HARBOUR}\n\nStorm Damage\n\n{CRANES}"
    assert [s.id for s in structure(text).sections] == ["s1", "s2", "s3"]


def test_the_footer_of_a_page_is_boilerplate() -> None:
    footer = "Read More Latest News\n\nLeave a Reply\n\nYour email address will not be published."
    text = f"Eastern harbour to stay closed\n\n{HARBOUR}\n\n{CRANES}\n\n{footer}"
    assert roles(text)[-1] == ("boilerplate", footer)


def test_titles_after_read_more_are_not_headings() -> None:
    text = "\n".join(
        [
            "Eastern harbour to stay closed",
            HARBOUR,
            CRANES,
            "Read more",
            "Minister visits flooded valley",
            "Cup final moved to Sunday",
            UNIONS,
            FERRY,
        ]
    )
    assert headings(text) == []
    assert ("boilerplate", "Read more\nMinister visits flooded valley\nCup final moved to Sunday") in roles(text)


def test_navigation_above_the_headline_is_boilerplate() -> None:
    text = "\n".join(["Home", "News", "Subscribe", "Eastern harbour to stay closed until summer", "By Ann Lee"])
    text += f"\nMarch 3, 2024\n{HARBOUR}\n{CRANES}\n{UNIONS}"
    assert roles(text)[:4] == [
        ("boilerplate", "Home\nNews\nSubscribe"),
        ("headline", "Eastern harbour to stay closed until summer"),
        ("byline", "By Ann Lee"),
        ("timestamp", "March 3, 2024"),
    ]


def test_the_records_title_finds_the_headline_below_other_lines() -> None:
    text = f"Ports and shipping\nEastern harbour to stay closed – City Post\n{HARBOUR}\n{CRANES}"
    found = [words for role, words in roles(text, "Eastern harbour to stay closed") if role == "headline"]
    assert found == ["Eastern harbour to stay closed – City Post"]


def test_a_text_that_does_not_repeat_its_title_has_no_headline() -> None:
    text = f"{HARBOUR}\n\n{CRANES}"
    assert roles(text, "Storm shuts port") == [("lead", HARBOUR), ("body", CRANES)]


def test_hard_wrapped_copy_is_one_paragraph_a_block() -> None:
    paragraphs = [textwrap.fill(p, 68) for p in (HARBOUR, CRANES, UNIONS)]
    text = "Eastern harbour to stay closed\n\n" + "\n\n".join(paragraphs)
    assert roles(text)[1:] == [("lead", paragraphs[0]), ("body", "\n\n".join(paragraphs[1:]))]
    assert len(structure(text).sections[2].paragraphs) == 2


def test_wrapped_copy_without_blank_lines_breaks_at_indents() -> None:
    paragraphs = [textwrap.fill(p, 68, initial_indent="    ") for p in (HARBOUR, CRANES, UNIONS)]
    text = "Eastern harbour to stay closed\n" + "\n".join(paragraphs)
    assert [len(s.paragraphs) for s in structure(text).sections if s.role in (Role.LEAD, Role.BODY)] == [1, 2]


def test_times_of_a_live_blog_are_headings() -> None:
    text = f"Storm live: harbour closed\n\n14:05 GMT\n\n{HARBOUR}\n\n13:40 GMT\n\n{CRANES}\n\n12:10 GMT\n\n{UNIONS}"
    assert headings(text) == ["14:05 GMT", "13:40 GMT", "12:10 GMT"]


def test_questions_of_an_interview_are_headings() -> None:
    text = "\n".join(
        [
            "The harbour master on a hard winter",
            FERRY,
            "How long will the harbour stay closed?",
            HARBOUR,
            "What was damaged in the storm?",
            CRANES,
        ]
    )
    assert headings(text) == ["How long will the harbour stay closed?", "What was damaged in the storm?"]


def test_bullets_are_paragraphs_of_kind_list() -> None:
    text = f"Eastern harbour to stay closed\n{HARBOUR}\nThe plan in short:\n• new cranes\n• a deeper channel\n{CRANES}"
    body = only(text, Role.BODY)[0]
    assert [text[p.start : p.end] for p in body.paragraphs if p.kind is ParagraphKind.LIST] == [
        "• new cranes",
        "• a deeper channel",
    ]
    assert headings(text) == []


def test_a_picture_credit_is_a_caption() -> None:
    credit = "A crane on the eastern quay. Photo: Ann Lee"
    text = f"Eastern harbour to stay closed\n{HARBOUR}\n{credit}\n{CRANES}"
    assert ("caption", credit) in roles(text)


def test_one_huge_line_is_the_lead() -> None:
    text = " ".join([HARBOUR, CRANES] * 50)
    assert roles(text) == [("lead", text)]


def test_an_empty_text_has_no_sections() -> None:
    assert structure(" \n\n\t\n") == Structure(sections=(), sentences=(), quotes=(), published=None)


def test_the_same_article_gives_the_same_structure() -> None:
    text = f"Eastern harbour to stay closed\n\n{HARBOUR}\n\nStorm Damage\n\n{CRANES}"
    assert structure(text) == structure(text)


def test_a_short_first_paragraph_is_the_lead_and_no_standfirst() -> None:
    first = "The eastern harbour will stay closed all summer, officials said."
    text = f"Eastern harbour to stay closed\n\n{first}\n\n{CRANES}\n\n{UNIONS}"
    assert roles(text)[1] == ("lead", first)


def test_a_standfirst_above_the_byline_is_the_subheadline() -> None:
    standfirst = "Dockers were not told of the plan, which will last all summer."
    text = f"Eastern harbour to stay closed\n\n{standfirst}\n\nBy Ann Lee\n\n{HARBOUR}\n\n{CRANES}"
    assert [role for role, _ in roles(text)] == ["headline", "subheadline", "byline", "lead", "body"]
