"""What takes part in which text."""

import markdown
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.writing.extension import WritingExtension


def test_a_page_is_the_same_whatever_was_read_before():
    md = markdown.Markdown(extensions=["extra", "meta", WritingExtension()])
    before = list(md.inlinePatterns)
    for _ in range(2):
        assert "<sub>" in md.reset().convert("H~2~O")
        assert len(list(md.inlinePatterns)) > len(before)
        assert md.reset().convert("Plain.") == "<p>Plain.</p>"
        assert list(md.inlinePatterns) == before


LINES = st.lists(
    st.sampled_from(
        (
            *(
                "",
                "",
                "::: {.callout-note}",
                "::: {.poem}",
                ":::",
                "> [!NOTE] t",
                "> words",
                "> — [@doe, p. 3]",
            ),
            *("> [@doe]", '!!! tip "x"', "    in", "| a", "|  b", "|", "| a | b |", "| - | - |", "Note: n"),
            *(": cap {#tbl-x}", "Table: cap {#tbl-y}", '![t](a.png){#fig-a fig-alt="x"}', "*Note.* n"),
            *('![t](a.png "q"){#fig-b}', "see [@fig-a; @tbl-x], @fig-b [see @fig-z] [@fig-a; @doe] @sec-q"),
            *("## H {#sec-q}", "- [ ] a", "- [x] b", "    - [X] c", "1. [ ] d", "^[n", "^[note *x*]", "```"),
            *("a^[b]c`^[x`", "~~~", "<div>", "</div>", "[^1]: x", "[^1]", "H~2~O ^x^", "$$ a $$ {#eq-a}"),
            *("::: {#fig-a}", "::: {#tbl-x}", "— x", "--- [@doe]", "\\", "[", "]", "{#fig-a}"),
        )
    ),
    max_size=14,
)
LEFT = ("\x02", "data-label", "data-mention", "data-alt", "data-table")


@given(LINES)
@example(["^[note *x*]", "", "::: {#fig-a}", ": cap {#tbl-x}", "", "::: {.poem}", "$$ a $$ {#eq-a}"])
def test_whatever_is_written_is_read(lines):
    for extensions in (["extra", "meta", "smarty", "toc"], ["meta"]):
        md = markdown.Markdown(extensions=[*extensions, WritingExtension()])
        for text in ("\n".join(lines), "Plain.", "\n\n".join(lines)):
            html = md.reset().convert(f"T: x\n\n{text}")
            assert not [left for left in LEFT if left in html]
