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


def test_what_python_compiles_is_no_part_of_a_site(site, tmp_path):
    kept = {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    site.invoke("build", **kept)
    assert list((tmp_path / "compiled").rglob("*.pyc"))
    shutil.rmtree(tmp_path / "compiled")
    assert "Nothing has changed" in site.invoke("build", **kept)


def test_a_part_with_all_that_scholars_write_is_what_a_whole_build_makes(site):
    written = (
        "a plain message^[A note.] as in [@fig-own; @tbl-own]\n\n"
        '![The *map*]({static}images/tea-and-talk.svg){#fig-own fig-alt="A chart"}\n\n'
        "| a |\n| - |\n| b |\n\n: Sites {#tbl-own}\n\nNote: Two.\n\n> [!TIP]\n> H~2~O\n\n- [x] done\n\n"
        "| a line\n\n> Words.\n>\n> — [@robb2011, p. 8]\n\nand so"
    )
    site.edit("content/social-media/1-practitioners.md", "a plain message", written)
    site.invoke("build")
    site.edit("content/social-media/1-practitioners.md", "Note: Two.", "Note: Three.")
    assert "Remade" in site.invoke("build")
    part = site.files("output")
    for name in ("output", "outbox", ".cache"):
        shutil.rmtree(site.path / name)
    site.invoke("build")
    assert site.files("output") == part
    page = site.path / "output/social-media/practitioners/index.html"
    assert 'href="#fig-own">Figure 1</a>' in page.read_text(encoding="utf-8")
