"""`invoke check --archive` on this repository's own site."""


def test_archives_find_every_post_and_every_work(site):
    said = site.invoke("check", "--archive")
    assert said.count("Rogue Scholar finds full text in feeds/all.json, title, 1 author, date, abstract") == 3
    for name, works in (("1-practitioners", 18), ("2-researchers", 15), ("3-organisations", 12)):
        assert f"content/social-media/{name}.md (" in said
        assert f"{works} of {works} references with text" in said
    assert "no such file" not in said
    assert "is from elsewhere" not in said
    assert not (site.path / "output").exists()
