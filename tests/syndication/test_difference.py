"""How the difference of two texts is shown."""

import pytest

from crosspost.delivery.difference import LINES, WIDTH, diff_text, show_diff

LONG = " ".join(f"w{number}" for number in range(60))
END = "… w55 w56 w57 w58 w59"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a", "a", []),
        (f"{LONG} old", f"{LONG} new", ["… w55 w56 w57 w58 w59 [-old-]{+new+}"]),
        (f"old {LONG}", LONG, ["[-old-] w0 w1 w2 w3 w4 …"]),
        (f"{LONG} {LONG}", f"{LONG} x {LONG}", ["… w55 w56 w57 w58 w59 {+x+} w0 w1 w2 w3 w4 …"]),
        ("Title", "Another one", ["- Title", "+ Another one"]),
        ("a\n\nb", "a\n\nnew\n\nb", ["+ new"]),
        ("a\n\nb", "a", ["- b"]),
        ("one two three four", "one two\n\nthree four", ["one two {+¶+} three four"]),
        # Words alone would not show it.
        ("  code = 1", "    code = 1", ["-   code = 1", "+     code = 1"]),
        # These look like the head of a diff.
        ("-- a", "++ b", ["- -- a", "+ ++ b"]),
        ("@@ a", "", ["- @@ a"]),
        ("", "x" * 1000, [f"+ {'x' * WIDTH}…"]),
        # Where words have no spaces between them.
        (f"{'我们研究媒体' * 50}旧。", f"{'我们研究媒体' * 50}新。", ["… 们研究媒体 [-旧-]{+新+} 。"]),
        # Each line for itself, where there are as many as before.
        (
            f"{LONG} old\n{LONG} b",
            f"{LONG} new\n{LONG} c",
            [f"{END} [-old-]{{+new+}}", f"{END} [-b-]{{+c+}}"],
        ),
    ],
)
def test_what_is_shown(old, new, shown):
    assert show_diff(diff_text(old, new)) == shown


def test_long_changes_and_many_of_them_are_cut():
    (line,) = show_diff(diff_text(f"{LONG} old", f"{LONG} new\n\n{LONG} end"))
    assert line.startswith("… w55 w56 w57 w58 w59 [-old-]{+new ¶ w0 ")
    assert line.endswith(" w59 end+}")
    assert len(line) < 250
    lines = show_diff(diff_text("", "\n\n".join(f"new {number}" for number in range(100))))
    assert lines[-1] == f"… and {100 - LINES} more"
    assert len(lines) == LINES + 1
    text = " ".join(f"a{number} b{number}" for number in range(500))
    (line,) = show_diff(diff_text(text, text.replace("a", "c")))
    assert line.startswith("[-a0-]{+c0+} b0 [-a1-]")
    assert line.endswith(" …")
    assert len(line) < 250


def test_nothing_is_cut_where_all_is_new_to_the_author():
    assert show_diff(diff_text("", "x" * 1000), None) == ["+ " + "x" * 1000]
