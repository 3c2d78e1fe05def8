"""What the guide says is so: its settings are those of the code, and its commands are there."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from invoke import Collection
from invoke.parser import Parser
from servers import nu
from settings_page import write_page

from apa7.__main__ import main as run_citations
from partwork import tasks

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "guide/content/guide"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md"))}
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^(`{3,})\w*(?:\+\w+)?\n(.*?)^\1\n", re.MULTILINE | re.DOTALL)
COMMANDS = [
    pytest.param(shlex.split(line), id=f"{name}: {line}")
    for name, text in PAGES.items()
    for block in BLOCK.findall(text)
    for line in block.splitlines()
]


def test_settings_are_those_of_the_code(golden):
    golden("../../guide/content/guide/8-settings.md", write_page(PAGES["8-settings.md"]))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_there(command, capsys, monkeypatch):
    match command:
        case ["uv", "run", "invoke", *words]:
            Parser(contexts=Collection.from_module(tasks).to_contexts()).parse_argv(words)
        case ["uv", "run", "citations", *words]:
            with pytest.raises(SystemExit) as ended:
                run_citations([*words, "--help"])
            assert ended.value.code == 0
            assert all(word in capsys.readouterr().out for word in words if word.startswith("--"))
        case (
            ["pip" | "cd", _, *_]
            | ["uvx", "partwork", "new", _]
            | ["uv", "lock", "--upgrade-package", "partwork"]
        ):
            pass
        case _:
            pytest.fail(f"nobody knows whether {shlex.join(command)} runs")


def test_each_way_of_writing_stands_twice():
    text = PAGES["3-writing.md"]
    shown = re.findall(r"^(`{3,4})markdown\n(.*?)^\1\n", text, re.MULTILINE | re.DOTALL)
    assert len(shown) > 10
    for fence, example in shown:
        assert f"{fence}\n\n{example}" in text, example


def test_it_is_a_site_without_a_mistake(site):
    guide = replace(site, path=site.path / "guide")
    guide.invoke("build")
    assert f"{len(PAGES)} posts: 0 errors, 0 warnings, 0 pieces of advice" in guide.invoke("check")
    assert (guide.path / "output/guide/first-post/index.html").exists()
    for name, text in PAGES.items():
        slug = name.partition("-")[2].removesuffix(".md")
        page = (guide.path / f"output/guide/{slug}/index.html").read_text(encoding="utf-8")
        shown = [code.get_text() for code in BeautifulSoup(page, "html.parser").select("pre code")]
        assert shown == [code for _, code in FENCED.findall(text)], name
    assert nu.check(guide.path / "output") == []
