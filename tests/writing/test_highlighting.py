"""Code in a language: marked by classes, plain in what leaves the site."""

import pytest

SETTINGS = {"MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}}


@pytest.fixture
def convert(site):
    site.defaults = {**site.defaults, **SETTINGS}

    def build(text):
        site.post("one.md", text, slug="one")
        errors = site.build()
        return site.read("misc/one/index.html"), errors

    return build


def test_words_of_a_language_are_marked(convert, caplog):
    html, errors = convert('Code:\n\n```python\ndef rain(x):  # wet\n    return "a < b", 3\n```')
    assert html == (
        '<p>Code:</p>\n<pre class="highlight" tabindex="0"><code class="language-python">'
        '<span class="k">def </span><span class="nf">rain</span>(x):  <span class="c"># wet</span>\n'
        '    <span class="k">return </span><span class="s">"a &lt; b"</span>, <span class="m">3</span>\n'
        "</code></pre>"
    )
    assert not errors
    assert not [record for record in caplog.records if "content/" in record.getMessage()]


@pytest.mark.parametrize("opening", ["```", "```text", "~~~ none", "    "])
def test_code_in_none(convert, opening):
    html, _ = convert(f"{opening}\ndef rain():\n{opening[:3]}" if opening.strip() else "    def rain():")
    assert "<span" not in html
    assert "def rain():" in html


def test_a_language_that_nobody_knows_is_told(convert, caplog):
    html, errors = convert("Text.\n\n```pyhton\nx < 1\n```")
    assert '<code class="language-pyhton">x &lt; 1\n</code>' in html
    said = [record.getMessage() for record in caplog.records if "content/" in record.getMessage()]
    assert len(said) == 1
    assert said[0] == 'content/one.md:7: no language "pyhton" is known for code. Did you mean "python"?'
    assert not errors


def test_code_is_marked_once_however_often_a_text_is_put_together(site):
    """The extension `toc` puts a text together for each of its headings."""
    extensions = {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}
    site.defaults = {**site.defaults, "MARKDOWN": {"extension_configs": extensions, "output_format": "html5"}}
    site.post("one.md", "```markdown\nplain\n```\n\n## One\n\n## Two\n", slug="one")
    assert not site.build()
    assert site.read("misc/one/index.html").count('<pre class="highlight" tabindex="0"><code') == 1
    assert site.read("misc/one/index.html").count("tabindex") == 1
