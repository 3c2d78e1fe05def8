"""Paths that somebody wrote down stay in the folder that is meant."""

import pytest

from guards.paths import PathError, find_hidden, find_inside, read_name

RIGHT = ["a.png", "images/a b.png", "images/wāhine.png", "..a/b...png", "a/./b", "images/\u200ea.png"]
WRONG = ["../.env", "/etc/hostname", "a/../../b", "a\x00b", "a\nb", "..", "C:/x", "a\\b", ""]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "content"
    (folder / "images").mkdir(parents=True)
    (tmp_path / ".env").write_text("SECRET=1")
    (folder / "out").symlink_to(tmp_path)
    (folder / "in").symlink_to(folder / "images")
    (folder / "circle").symlink_to(folder / "circle")
    (folder / "hidden.png").symlink_to(folder / ".git/config")
    return folder


@pytest.mark.parametrize("name", RIGHT)
def test_a_path_in_the_folder(folder, name):
    assert find_inside(folder, name) == folder / name
    assert str(read_name(name)) == name.replace("/./", "/")


@pytest.mark.parametrize("name", WRONG)
def test_a_path_that_is_no_name(name):
    with pytest.raises(PathError):
        read_name(name)


@pytest.mark.parametrize(
    "name", ["../.env", "/etc/hostname", "out/.env", "in/../../.env", "circle", "a\x00b"]
)
def test_a_path_that_leads_out(folder, name):
    with pytest.raises(PathError):
        find_inside(folder, name)


def test_a_link_within_the_folder_is_followed(folder):
    assert find_inside(folder, "in/a.png")


@pytest.mark.parametrize(
    ("name", "part"),
    [("images/a.png", ""), ("images/.env", ".env"), (".git/x", ".git"), ("hidden.png", ".git")],
)
def test_a_hidden_file(folder, name, part):
    assert find_hidden(folder, folder / name) == part
