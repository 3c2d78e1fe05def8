"""Each plugin's wheel, alone in a clean environment with stock Pelican: it installs, is found and works."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POST = """Title: A post
Date: 2026-11-02
Licence: CC-BY-4.0

See [@robb2011, p. 8], [Pause before posting]({static}/pause.txt). ~~Never~~
"""
BIB = """@article{robb2011,
  author = {Robb, Melissa}, title = {Pause before posting}, journaltitle = {Social Work Today},
  date = {2011}, volume = {11}, number = {1}, pages = {8},
}
"""
# What a reader of the page, or of another file of the site, then sees. Found by Pelican without PLUGINS.
SHOWN = {
    "pelican-citations": ("a-post.html", "(Robb, 2011, p. 8)"),
    "pelican-blog-series": ("one/index.html", "A series of one"),
    "pelican-licence": ("feeds/all.atom.xml", 'rel="license"'),
    "pelican-scholarly-metadata": ("feeds/all.atom.xml", "urn:uuid:"),
    "pelican-incremental": ("../.cache/incremental/record.json", "no record of an earlier build"),
    "pelican-pictures": ("a-post-card.png", "PNG"),
    "pelican-checks": ("a-post.html", "A post"),
    "pelican-publication": ("a-post.html", "Pause before posting"),
    "pelican-scholarly-writing": ("a-post.html", "<del>Never</del>"),
    "pelican-syndication": ("../outbox/republishing-kit/one--post.json", "https://example.org/a-post.html"),
}


def run(*command, cwd):
    ran = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


def install(folder, *packages, beside=()):
    """Install our packages, and others beside, in a clean environment; return its folder of programs."""
    dist = folder / "dist"
    for package in packages:
        run("uv", "build", "--quiet", "--wheel", "--package", package, "--out-dir", str(dist), cwd=ROOT)
    run("uv", "venv", "--quiet", str(folder / "venv"), cwd=folder)
    programs = folder / "venv/bin"
    install = ["uv", "pip", "install", "--quiet", "--python", str(programs / "python")]
    run(*install, *map(str, dist.glob("*.whl")), *beside, cwd=folder)
    return programs


def write_site(folder):
    """Write a site with a series of one part."""
    series = folder / "content/one"
    series.mkdir(parents=True)
    (series / "post.md").write_text(POST, encoding="utf-8")
    (series / "series.toml").write_text(
        'title = "A series of one"\nabstract = "Short."\n[[parts]]\nsource = "post.md"\n', encoding="utf-8"
    )
    (folder / "content/pause.txt").write_text("Pause.", encoding="utf-8")
    (folder / "content/references.bib").write_text(BIB, encoding="utf-8")
    (folder / "pelicanconf.py").write_text(
        'PATH = "content"\nSITEURL = FEED_DOMAIN = "https://example.org"\nAUTHOR = "Us"\nTIMEZONE = "UTC"\n'
        'LICENCE = "CC-BY-4.0"\n',
        encoding="utf-8",
    )


@pytest.mark.parametrize("name", SHOWN)
def test_a_wheel_works_alone(name, tmp_path):
    programs = install(tmp_path, name, "partwork-guards", beside=["pelican[markdown]"])
    write_site(tmp_path)
    printed = run(str(programs / "python"), "-m", "pelican", "--fatal", "errors", cwd=tmp_path)
    assert "Traceback" not in printed
    page, text = SHOWN[name]
    assert text.encode() in (tmp_path / "output" / page).read_bytes()


ANSWER = {"id": "a/1", "target": "blog", "author": {"name": "Ann"}, "text": "It rains.", "state": "pending"}


def test_a_conversation_works_alone(tmp_path):
    ours = ("pelican-conversation", "pelican-syndication", "partwork-guards")
    programs = install(tmp_path, *ours, beside=["pelican[markdown]"])
    write_site(tmp_path)
    (tmp_path / "templates").mkdir()
    # In a theme of others, as the README says.
    readme = (ROOT / "plugins/conversation/README.md").read_text(encoding="utf-8")
    (template,) = re.findall(r"```html\+jinja\n(.*?)```", readme, re.S)
    (tmp_path / "templates/article.html").write_text(template)
    with (tmp_path / "pelicanconf.py").open("a") as settings:
        settings.write('THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    (tmp_path / "content/conversation/one").mkdir(parents=True)
    (tmp_path / "content/conversation/one/post.jsonl").write_text(json.dumps(ANSWER) + "\n")
    conversation = [str(programs / "conversation"), "{}", "-s", "pelicanconf.py"]

    def say(what, *more):
        return run(*(word.format(what) for word in conversation), *more, cwd=tmp_path)

    say("listen")
    say("doctor")
    (waiting,) = json.loads(say("moderate", "--json"))
    for answered, shown in ((("--json",), False), (("--approve", waiting["number"]), True)):
        say("moderate", *answered)
        printed = run(str(programs / "python"), "-m", "pelican", "--fatal", "errors", cwd=tmp_path)
        assert "Traceback" not in printed
        assert ("Ann: <p>It rains.</p>" in (tmp_path / "output/a-post.html").read_text()) is shown


EXPORT = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>Rain</title>
<content:encoded><![CDATA[It *rains*.]]></content:encoded><wp:post_id>1</wp:post_id></item></channel></rss>"""


def test_an_import_needs_no_pelican(tmp_path):
    programs = install(tmp_path, "partwork-import", "partwork-guards", "pelican-citations")
    python = str(programs / "python")
    assert "pelican" not in run("uv", "pip", "list", "--python", python, cwd=tmp_path).split()
    (tmp_path / "content").mkdir()
    (tmp_path / "x.xml").write_text(EXPORT, encoding="utf-8")
    assert "1 post" in run(python, "-m", "imports", "x.xml", cwd=tmp_path)
    assert (tmp_path / "content/posts/rain.md").read_text(encoding="utf-8").endswith("\n\nIt \\*rains\\*.\n")
