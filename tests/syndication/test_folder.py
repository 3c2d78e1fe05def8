"""A kit that is asked to write, show or remove what is not its own."""

from dataclasses import replace

import pytest
from syndication.posts import deliver, make_card, make_post, open_one

from crosspost.errors import RefusedError
from crosspost.ledger.sent import keep_sent
from crosspost.model import Holding


@pytest.fixture
def kit(tmp_path):
    return open_one("folder", tmp_path, "")


@pytest.mark.parametrize("name", ["", ".", "..", ".trash", "../own", "/own", "a/b", "a/"])
def test_only_a_folder_of_its_own_is_touched(kit, tmp_path, name):
    own = tmp_path / "copies/own/post.html"
    own.parent.mkdir(parents=True)
    own.write_text("An author's own.")
    before = sorted(tmp_path.rglob("*"))
    held = Holding(name, "", False, "v", "")
    assert not kit.holds(held)
    assert kit.read(held) is None
    with pytest.raises(RefusedError, match="cannot be the name of a folder"):
        kit.withdraw(held, False)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("post", ["..", ".trash", ".hidden/first"])
def test_only_a_folder_of_its_own_is_written(kit, tmp_path, post):
    delivery = deliver(replace(make_post(), id=post))
    for act in (kit.find, kit.create):
        with pytest.raises(RefusedError, match="cannot be the name of a folder"):
            act(delivery)
    assert not list(tmp_path.rglob("post.html"))


@pytest.mark.parametrize("link", ["media--first", "media--first/images", ".trash"])
def test_a_link_out_of_the_kit_is_not_followed(kit, tmp_path, link):
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.txt").write_text("An author's own.")
    place = tmp_path / "copies/network" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(own)
    image = make_card(tmp_path, b"map", reuse=True)
    delivery = deliver(replace(make_post(), html=f'<img src="{image.url}">', images=(image,)))
    with pytest.raises(RefusedError, match=r"leads out of network\. Remove that link"):
        kit.withdraw(kit.create(delivery), False)
    assert [path.name for path in own.iterdir()] == ["mine.txt"]


def test_a_kit_that_is_a_link_itself_is_written(kit, tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies/network").symlink_to(tmp_path / "shared")
    kit.create(deliver(make_post()))
    assert (tmp_path / "shared/media--first/post.html").is_file()


def test_what_was_sent_is_not_kept_behind_a_link(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / ".sent").mkdir()
    keep_sent(tmp_path / ".sent", deliver(make_post()))
    assert len(list((tmp_path / ".sent/network").iterdir())) == 1
    (tmp_path / ".sent/network").rename(tmp_path / ".sent/other")
    (tmp_path / ".sent/network").symlink_to(tmp_path / "own")
    keep_sent(tmp_path / ".sent", deliver(make_post()))
    assert not list((tmp_path / "own").iterdir())
