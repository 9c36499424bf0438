"""The state file is a copy of the topic: whatever is wrong with it, it is made anew."""

import pytest

from dateline.enricher.stream.records import Version
from dateline.enricher.stream.state import ArticleState
from dateline.enricher.stream.state_store import StateFolder, StateStore, StateStoreError

STATE = ArticleState(Version(3, None, 1_716_638_400_000), killed=False, keys=(("entity.mentioned.v1", "a-17|x"),))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.article.state.v1-0.sqlite"


def test_what_was_put_is_there_after_a_restart_with_its_position(path):
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json("a-17")}, 42)
    store.close()
    again = StateStore(path, "cluster news 0")
    assert again.get("a-17") == STATE
    assert again.get("a-18") is None
    assert again.position == 42


def test_states_of_an_unknown_position_are_kept_and_read_again(path):
    store = StateStore(path, "cluster news 0")
    store.put({}, 42)
    store.put({"a-17": STATE.to_json("a-17")}, None)
    assert (store.get("a-17"), store.position) == (STATE, 42)


def test_a_file_of_another_cluster_is_emptied(path):
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json("a-17")}, 42)
    store.close()
    other = StateStore(path, "another news 0")
    assert (other.get("a-17"), other.position) == (None, 0)


def test_a_damaged_file_is_made_anew(path):
    path.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json("a-17")}, 1)
    assert store.get("a-17") == STATE


def test_two_workers_never_share_a_folder_and_a_successor_takes_over_the_one_that_is_free(tmp_path):
    first, second = StateFolder(tmp_path), StateFolder(tmp_path)
    assert first.path != second.path
    first.close()
    assert StateFolder(tmp_path).path == first.path


def test_a_disk_that_is_full_is_an_error_with_words_and_the_file_stays_as_it_was(path):
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": STATE.to_json("a-17")}, 42)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StateStoreError, match=r"full.*DATELINE_STATE_DIR"):
        store.put({f"a-{n}": STATE.to_json("a-17") * 100 for n in range(100)}, 43)
    assert (store.get("a-17"), store.get("a-99"), store.position) == (STATE, None, 42)


def test_a_file_whose_pages_are_damaged_is_an_error_once_and_then_made_anew(path):
    store = StateStore(path, "cluster news 0")
    store.put({f"a-{n}": STATE.to_json("a-17") for n in range(1_000)}, 42)
    store.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 8_192 // 2 * 8_192)  # the first half has the tables' roots
        file.write(b"\xff" * path.stat().st_size)
    damaged = StateStore(path, "cluster news 0")
    with pytest.raises(StateStoreError, match="damaged"):
        [damaged.get(f"a-{n}") for n in range(1_000)]
    damaged.close()
    again = StateStore(path, "cluster news 0")
    assert (again.count(), again.position) == (0, 0)


def test_a_state_that_can_not_be_read_is_not_taken_for_none(path):
    store = StateStore(path, "cluster news 0")
    store.put({"a-17": b"{}"}, 42)
    with pytest.raises(StateStoreError, match="damaged"):
        store.get("a-17")
