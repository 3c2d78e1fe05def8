"""What the README says an author gets."""

import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
TASKS = ROOT / "program/partwork/tasks.py"
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = re.search(r"\| you write \|.*?\n\n", README, re.S)[0]
ROWS = re.findall(r"^ *\| `(.+?)` \| (.+?) \|$", TABLE, re.M)


def test_the_table_was_found():
    assert len(ROWS) >= 5


@pytest.mark.parametrize(("written", "seen"), ROWS)
def test_readers_see_what_the_readme_says(written, seen):
    configs = {"citations": {"bibliography": [str(ROOT / "content/references.bib")]}}
    html = markdown.markdown(written, extensions=["citations"], extension_configs=configs)
    assert BeautifulSoup(html, "html.parser").p.get_text() == seen.split(", a mention")[0]


# What is shown as it is written leads nowhere.
LINKS = re.findall(r"\]\(((?!http)[^)]+)\)", re.sub(r"`[^`\n]*`", "", README))


@pytest.mark.parametrize("name", LINKS)
def test_links_lead_somewhere(name):
    if not name.startswith("{filename}") and not name.startswith("{static}"):
        file, _, heading = name.partition("#")
        assert (ROOT / file).exists()
        if heading:
            headings = re.findall(r"^#+ (.+)$", (ROOT / file).read_text(encoding="utf-8"), re.M)
            assert heading in [title.lower().replace(" ", "-") for title in headings]


@pytest.mark.parametrize("task", sorted(set(re.findall(r"invoke ([a-z]+(?:-[a-z]+)*)", README))))
def test_tasks_are_there(task):
    # Those of a site, and those of developers.
    programs = [TASKS, TASKS.with_name("answering.py"), ROOT / "developing.py"]
    # "import" is no name that a function can have.
    named = rf'^def {task}\(|^(?:    |@task\()name="{task}"'
    assert any(re.search(named, file.read_text(encoding="utf-8"), re.M) for file in programs)
