"""Letters that are struck out, lowered and raised."""

import subprocess
import sys


def test_strokes(convert):
    html, errors = convert("~~Never~~ H~2~O and 2^10^, \\~ \\^ ~ and ^, a^b and c~d.")
    assert html == ("<p><del>Never</del> H<sub>2</sub>O and 2<sup>10</sup>, ~ ^ ~ and ^, a^b and c~d.</p>")
    assert not errors


def test_strokes_in_a_summary(site):
    site.post("one.md", "Text.", summary="H~2~O")
    site.build()
    assert site.read("index.html") == "<p>H<sub>2</sub>O</p>"


def test_a_text_without_any_loads_nothing(tmp_path):
    """What costs time is done for those who write so."""
    program = (
        "import sys, markdown; from pelican.plugins.writing.extension import WritingExtension;"
        "md = markdown.Markdown(extensions=['extra', 'meta', WritingExtension()]); "
        "md.convert('Plain *text*.[^1]\\n\\n[^1]: See https://example.org/~us.');"
        "print([name for name in sys.modules if 'pymdownx' in name or 'writing.strokes' in name])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
