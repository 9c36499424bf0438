"""What is sent and when who is killed: repeated by the seed, the same for every side."""

from itertools import pairwise

import pytest

from dateline.torture.articles import stories
from dateline.torture.plan import KILLS, WORKERS, make_plan


@pytest.mark.parametrize("articles", [400, 2_000, 2_003])
@pytest.mark.parametrize("seed", range(20))
def test_the_rounds_cover_every_article_once_and_each_but_the_last_has_a_kill_inside(seed, articles):
    rounds = make_plan(seed, articles).rounds
    assert (rounds[0].first, rounds[-1].stop) == (0, articles)
    assert all(one.stop == after.first for one, after in pairwise(rounds))
    assert [part.victim is not None for part in rounds] == [True] * KILLS + [False]
    for part in rounds[:-1]:
        assert 0 < part.kill_after < part.stop - part.first
        assert part.victim in range(WORKERS)


def test_the_same_seed_gives_the_same_plan_and_the_same_stories_and_another_seed_others():
    assert make_plan(7, 2_000) == make_plan(7, 2_000) != make_plan(8, 2_000)
    assert list(stories(7, 50)) == list(stories(7, 50)) != list(stories(8, 50))


def test_stories_are_many_and_each_has_an_id_of_its_own():
    made = list(stories(1, 2_000))
    assert len({story["id"] for story in made}) == 2_000
    assert len({story["text"] for story in made}) > 1_990
    assert not any("{" in story["text"] for story in made)
