"""The state file is a copy of the topic: whatever is wrong with it, it is made anew."""

import pytest

from dateline.enricher.stream.records import Version
from dateline.enricher.stream.state import ArticleState
from dateline.enricher.stream.state_store import StateFolder, StateStore

STATE = ArticleState(Version(3, None, 1_716_638_400_000), killed=False, keys=(("entity.mentioned.v1", "a-17|x"),))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.article.state.v1-0.sqlite"


def test_what_was_put_is_there_after_a_restart_with_its_position(path):
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json()}, 42)
    store.close()
    again = StateStore(path, "cluster news 0")
    assert again.get("a-17") == STATE
    assert again.get("a-18") is None
    assert again.position == 42


def test_states_of_an_unknown_position_are_kept_and_read_again(path):
    store = StateStore(path, "cluster news 0")
    store.put({}, 42)
    store.put({"a-17": STATE.to_json()}, None)
    assert (store.get("a-17"), store.position) == (STATE, 42)


def test_a_file_of_another_cluster_is_emptied(path):
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json()}, 42)
    store.close()
    other = StateStore(path, "another news 0")
    assert (other.get("a-17"), other.position) == (None, 0)


def test_a_damaged_file_is_made_anew(path):
    path.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json()}, 1)
    assert store.get("a-17") == STATE


def test_two_workers_never_share_a_folder_and_a_successor_takes_over_the_one_that_is_free(tmp_path):
    first, second = StateFolder(tmp_path), StateFolder(tmp_path)
    assert first.path != second.path
    first.close()
    assert StateFolder(tmp_path).path == first.path
