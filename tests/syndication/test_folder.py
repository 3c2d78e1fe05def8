"""A kit that is asked to write, show or remove what is not its own."""

from dataclasses import replace

import pytest
from syndication.posts import deliver, make_post, open_one

from crosspost.errors import RefusedError
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
    for act in (kit.holds, kit.read, lambda known: kit.withdraw(known, False)):
        with pytest.raises(RefusedError, match="cannot be the name of a folder"):
            act(held)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("post", ["..", ".trash", ".hidden/first"])
def test_only_a_folder_of_its_own_is_written(kit, tmp_path, post):
    delivery = deliver(replace(make_post(), id=post))
    for act in (kit.find, kit.create):
        with pytest.raises(RefusedError, match="cannot be the name of a folder"):
            act(delivery)
    assert not list(tmp_path.rglob("post.html"))
