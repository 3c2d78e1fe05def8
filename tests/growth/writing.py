"""What scholars write in a post: figures, words that lead to them, callouts, notes, poems, tasks."""

import markdown
from growth.site import repeat
from growth.steps import Growth
from pelican.plugins.writing.extension import WritingExtension

from apa7.page.markdown import CitationsExtension
from guards.words import Lines

FIGURE = '![A title](a.png){{#fig-{n:04} fig-alt="a"}}\n\n'
TEXTS = {
    "figures": FIGURE,
    "figures that are mentioned": f"See [@fig-{{n:04}}] and @fig-0000.\n\n{FIGURE}",
    "labels that nothing has": "See @fig-{n:04}.\n\n",
    "labels in one bracket": "@fig-{n:04}; ",
    "labels that are there twice": '![A](a.png){{#fig-one fig-alt="a"}}\n\n',
    "tables": "| a |\n| - |\n| b |\n\n: A title {{#tbl-{n:04}}}\n\nNote: A note.\n\n",
    "captions without tables": ": A title {{#tbl-{n:04}}}\n\n",
    "callouts": "> [!NOTE]\n> Text.\n\n",
    "blocks": "::: {{.box}}\nText.\n:::\n\n",
    "blocks that never end": "::: {{.box}}\n",
    "ends of nothing": "Text.\n\n:::\n\n",
    "blocks that are set in": "!!! note\n    Text.\n\n",
    "quotations with sources": "> Text.\n>\n> — somebody\n\nText.\n\n",
    "poems": "| a line\n|   another\n\n",
    "one poem": "| a line\n",
    "notes": "A word^[a note].\n\n",
    "notes in one paragraph": "A word^[a note] ",
    "notes that never end": "^[a note ",
    "code between notes": "`a`^[b ``c`",
    "tasks": "- [x] done\n- [ ] to do\n\nText.\n\n",
    "letters that are lowered": "H~2~O ~a~~b 2^10^ ",
}


def convert(text):
    """Convert a text as a post with citations is."""
    extension = WritingExtension()
    extension.page.source = Lines(text)
    extensions = ["extra", "meta", "toc", extension, CitationsExtension(report=False)]
    return markdown.Markdown(extensions=extensions).convert(f"Title: A post\n\n{text}")


GROWTHS = [Growth(name, lambda size, text=text: repeat(text, size), convert) for name, text in TEXTS.items()]
