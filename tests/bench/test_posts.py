"""The words of the bench are the same on every machine, so that figures can be compared."""

from hashlib import sha256

import pytest
from bench.posts import WIDE, make_posts, write_site

WORDS = "f69c2d607dcf8c0322f9cb9010e77e7c243990f1c45661f691077d5a6cbeb67f"


def test_a_site_is_the_same_each_time(tmp_path):
    found = sha256()
    write_site(tmp_path, 30)
    for path in sorted(tmp_path.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(tmp_path).as_posix().encode() + path.read_bytes())
    assert found.hexdigest() == WORDS


@pytest.mark.parametrize("count", [10, 100, 300, 1000])
def test_ten_posts_cite_the_wide_work(count):
    assert sum(WIDE in post.keys for post in make_posts(count)) == 10


def test_posts_have_the_length_of_posts():
    for post in make_posts(30):
        assert 900 <= len(post.text(cite=False).split()) <= 950
        assert len(post.keys) == 6
