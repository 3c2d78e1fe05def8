"""A part of this repository's own site, byte for byte what a whole build makes."""

import shutil


def test_a_part_finds_the_picture_beside_a_drawing(site):
    site.invoke("build")
    site.edit("content/social-media/1-practitioners.md", "a plain message", "a very plain message")
    assert "Remade" in site.invoke("build")
    part = site.files("output")
    for name in ("output", "outbox", ".cache"):
        shutil.rmtree(site.path / name)
    site.invoke("build")
    assert site.files("output") == part
