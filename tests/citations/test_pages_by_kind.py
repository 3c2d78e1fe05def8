"""A page for each kind of work: how its examples are cited and listed, as readers get it."""

from collections import defaultdict
from pathlib import Path

import markdown
import pytest

from apa7.bibliography.library import read_library
from apa7.rules.works import family_of

EXAMPLES = Path(__file__).parent / "examples.bib"


def list_kinds():
    """The citekeys of the examples by the family that words them."""
    kinds = defaultdict(list)
    library = read_library([EXAMPLES])
    for key in library:
        kinds[type(family_of(library.get(key))).__name__].append(key)
    return dict(kinds)


KINDS = list_kinds()


def test_the_examples_are_of_many_kinds():
    assert len(KINDS) >= 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_one_kind(kind, golden):
    text = "\n\n".join(f"@{{{key}}} says so, and others agree [see @{{{key}}}, p. 3]." for key in KINDS[kind])
    configs = {"citations": {"bibliography": [str(EXAMPLES)]}}
    html = markdown.markdown(text, extensions=["citations"], extension_configs=configs)
    golden(f"citations/kinds/{kind.lower()}.html", html.replace("</div><div", "</div>\n<div") + "\n")
