"""Formulas, players, includes and links by name."""

from contextlib import suppress
from types import SimpleNamespace

import markdown
from growth.site import repeat
from growth.steps import Growth
from pelican.plugins.blog_series.links import Directory
from pelican.plugins.writing.extension import WritingExtension
from pelican.plugins.writing.tex import TexError, convert

from guards.formulas import write_formulas

POSTS = {
    "dollars": "$a ",
    "dollars that are formulas": "$a_{n:04}$ ",
    "pairs of dollars": "$$a\n\n",
    "formulas on lines of their own": "$$a_{n:04}$$\n",
    "formulas that begin": "\\(a ",
    "formulas that begin on a line": "\\[a\n",
    "escaped dollars": "\\$a ",
    "text in formulas": "$\\text{{a ",
    "addresses of videos": "https://youtu.be/abcdef{n:04}\n\n",
    "links to videos": "[A {n:04}](https://youtu.be/abcdef{n:04}){{embed}}\n\n",
    "includes of nothing": "{{{{< include _{n:04}.md >}}}}\n",
    "blocks of code": "```python\na = {n:04}\n```\n\n",
}
TEX = {
    "commands": "\\alpha ",
    "braces": "{{a}}",
    "scripts": "a_1^2 ",
    "fractions": "\\frac12 ",
    "signs": "− × ",
}
PAGES = {
    "formulas": "<math><mi>{n:04}</mi></math>",
    "formulas that do not end": "<math><mi>{n:04}</mi>",
}
LINKS = {
    "links to parts": '<a href="part:floods/{n:04}">a</a>',
    "links to parts that do not end": '<a href="part:{n:04}">a',
    "links to files": '<a href="{{filename}}{n:04}.md">a</a>',
}


def convert_post(text):
    markdown.markdown(text, extensions=["extra", WritingExtension()])


def convert_tex(text):
    with suppress(TexError):
        convert(text)


def settle(text):
    directory = Directory(str, lambda _, words, **values: words, lambda names: None)
    post = SimpleNamespace(_content=text, metadata={}, relative_source_path="a.md", lang="en")
    list(directory.settle(post, {}))


GROWTHS = [
    *(
        Growth(f"a post with {name}", lambda size, text=text: repeat(text, size), convert_post)
        for name, text in POSTS.items()
    ),
    *(
        Growth(f"TeX of {name}", lambda size, text=text: repeat(text, size // 20), convert_tex)
        for name, text in TEX.items()
    ),
    *(
        Growth(f"a page with {name}", lambda size, text=text: repeat(text, size), write_formulas)
        for name, text in PAGES.items()
    ),
    *(
        Growth(f"a page with {name}", lambda size, text=text: repeat(text, size), settle)
        for name, text in LINKS.items()
    ),
]
