"""What authors write, looked through and put right."""

from growth.steps import Growth

from proofs.fixes import apply
from proofs.review import review

# ruff: noqa: E501 - a list of many short texts
SIGNS = [
    "[", "]", "](", "[a](", "[a](b", "[a](b) ", "[a] (https://b.c) ", "(a)[https://b.c] ", "![](a) ", "![a][b] ",
    "[a][b] ", "`", "`a` ", "``a` ", "<", "<b>", "<b></b>", "<div>\n", "<div>*a*</div>\n", "<!--", "<pre>", "</pre>",
    "<a href='b'>", "$", "$$", "\\(", "\\[@a ", "\\cite[", "\\cite{a} ", "{{<", "{{< a >}} ", "{%", "{{ a", "[[", "[[a]] ",
    "==", "==a== ", "''", "''a'' ", ":a:`b` ", ":a.", ".. a:: b\n", "[caption ", "[b]a[/b] ", "[url=", "&amp;nbsp; ",
    "&ndash; ", "â€™", "Ã©", "#", "# a\n\n", "#a\n\n", "a\n===\n\n", "**a**\n\n", '"', '"a b c d e f" [@a]. ', "“", "“a b c d e f” @a ",
    "> ", "> a\n", "> a\n\n", "> “a” [@a]\n\n", "(Aa, ", "(Aa & Bb, 2019) ", "Aa-", "Aa et al. (2019) ", "[@a ", "[@a; @b] ", "@a ",
    "(@a) ", "www.a.b ", "www.", "http://", "https://a.b/c ", "a@b.c ", "a@", "a.", "Maori ", "Maori", "    a\n\n", "- a\n", "[^a] ",
    "[a]: b\n", "[^a]: b\n\n", "|", "{#a}", "{.a", "::: a\n", "```\n", "~~~a\n", "\n", " ", "\t", "\\", "é", "[http://a b ",
    "• a\n", "[a]{.b} ", "[a](#b) ", "[here](https://b.c) ", "[a](/b) ",
]  # fmt: skip
HEADS = {"a header": "", "YAML": "---\n", "TOML": "+++\n"}


def repeat(text, head="Title: A\nSummary: B\n\n"):
    return lambda size: head + text * (size // len(text))


def look(raw):
    found = review("content/a/1.md", raw)
    return apply(raw, found)


GROWTHS = [
    *[Growth(f"checks: {sign!r}", repeat(sign), look) for sign in SIGNS],
    *[Growth(f"checks: lines of {name}", repeat("a: b\n", head), look) for name, head in HEADS.items()],
]
