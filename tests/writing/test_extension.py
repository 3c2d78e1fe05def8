"""What takes part in which text."""

import markdown
from pelican.plugins.writing.extension import WritingExtension


def test_a_page_is_the_same_whatever_was_read_before():
    md = markdown.Markdown(extensions=["extra", "meta", WritingExtension()])
    before = list(md.inlinePatterns)
    for _ in range(2):
        assert "<sub>" in md.reset().convert("H~2~O")
        assert len(list(md.inlinePatterns)) > len(before)
        assert md.reset().convert("Plain.") == "<p>Plain.</p>"
        assert list(md.inlinePatterns) == before
