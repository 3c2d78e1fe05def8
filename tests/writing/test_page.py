"""A page with all of it in the theme: valid, accessible, within a phone's width, and what it asks of whom."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from minisite import MiniSite, disconnect
from servers.nu import check

BODY = r"""
Of $\hat\beta_1 = -0.3$, $p < .05$ and \(\chi^2(2, N = 90) = 0.89\).

$$
\begin{align} \bar{x} &= \frac{1}{n} \sum_{i=1}^{n} x_i \\
s^2 &= \frac{\sum_i (x_i - \bar{x})^2}{n - 1} \end{align}
$$ {#eq-mean}

As [@eq-mean] says: $f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}$,
$\boxed{x}$, $\binom{n}{k}$.

```python
def rain(days: int) -> str:  # what falls in a month, and a line that is wider than any phone
    return f"{days * 31} mm"
```

[A talk](https://youtu.be/dQw4w9WgXcQ)

[A talk with a picture](https://vimeo.com/76979871){poster=images/talk.png}

[A talk to see here](https://youtu.be/dQw4w9WgXcR){embed}

[A recording](https://soundcloud.com/some-one/a-talk){embed}

![Remote](https://media.example/talk.mp4){embed}

![A film](films/talk.mp4)

| Test | [kai]{lang=mi} |
| --- | --- |
| $t(20) = 2.1$ | [wai]{lang=mi} |

: Words of [te reo]{lang=mi} and $x^2$ {#tbl-words}

![A [whare]{lang=mi}](images/talk.png){#fig-house fig-alt="A house"}

> [!NOTE]
> A [marae]{lang=mi} and $y^2$^[A [hui]{lang=mi}.]
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    site = MiniSite(tmp_path_factory.mktemp("page"), {}, {})
    site.write("content/films/talk.mp4", "film")
    site.write("content/films/talk.vtt", "WEBVTT\n")
    site.picture("content/images/talk.png")
    site.post("one.md", BODY, slug="one", category="misc", summary="Short: $x^2$.")
    site.post("two.md", "No more than text.", slug="two", category="misc")
    theme = pytest.importorskip("partwork").__path__[0] + "/theme"
    markdown = {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.smarty": {}}}
    errors = site.build(
        PLUGINS=["citations", "licence", "writing", "metadata", "publication"],
        THEME=theme,
        MARKDOWN={**markdown, "output_format": "html5"},
        TEMPLATE_PAGES={},
        THEME_TEMPLATES_OVERRIDES=[],
        DIRECT_TEMPLATES=["index", "headers"],
        HEADERS_SAVE_AS="_headers",
        FEED_ALL_ATOM="feeds/all.atom.xml",
    )
    assert errors == []
    yield site
    disconnect()


def test_the_page_is_valid(page):
    assert check(page.root / "output") == []


@pytest.mark.parametrize(
    ("within", "word"),
    [
        ("th", "kai"),
        ("td", "wai"),
        ("caption", "te reo"),
        ("figcaption", "whare"),
        (".callout", "marae"),
        (".footnote", "hui"),
    ],
)
def test_words_in_another_language(page, within, word):
    found = BeautifulSoup(page.read("misc/one/index.html"), "html.parser").select(f"{within} [lang=mi]")
    assert word in [element.get_text() for element in found]


def test_what_is_asked_of_others(page):
    html = page.read("misc/one/index.html")
    asked = re.findall(r'<(?!a\b|link\b|meta\b)[a-z]+[^<>]*\b(?:src|poster)="(https?://[^"]+)"', html)
    others = [address for address in asked if not address.startswith("https://mini.example/")]
    assert others == [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcR",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsome-one%2Fa-talk",
        "https://media.example/talk.mp4",
    ]
    policy = re.search(r"Content-Security-Policy: (.*)", page.read("_headers"))[1]
    assert "frame-src 'self' https://w.soundcloud.com https://www.youtube-nocookie.com; " in policy
    assert "media-src 'self' https://media.example; " in policy


def test_feeds_have_words_and_links(page):
    feed = page.read("feeds/all.atom.xml")
    assert "χ&lt;sup&gt;2&lt;/sup&gt;(2, &lt;em&gt;N&lt;/em&gt; = 90) = 0.89" in feed
    for left in ("&lt;math", "&lt;iframe", 'class="k"'):
        assert left not in feed
    assert "https://youtu.be/dQw4w9WgXcR" in feed


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser(page, browser, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown, root = context.new_page(), page.root / "output"

    def serve(route):
        name = route.request.url.removeprefix("https://mini.example/").partition("?")[0]
        file = root / name / "index.html" if name.endswith("/") else root / name
        if route.request.url.startswith("https://mini.example/") and file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(body="<!DOCTYPE html><title>Elsewhere</title>", content_type="text/html")

    shown.route("**/*", serve)
    shown.goto("https://mini.example/misc/one/")
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    places = "[...document.querySelectorAll('iframe, video')].map(one => one.getBoundingClientRect())"
    assert shown.evaluate(f"{places}.every(place => place.width > 200 && place.right <= innerWidth)")
    # A fraction, and letters above and below, take room.
    assert shown.evaluate("document.querySelector('mfrac').getBoundingClientRect().height") > 20
    found = Axe().run(shown, options={"iframes": False})
    assert [violation["id"] for violation in found.response["violations"]] == []
    context.close()
