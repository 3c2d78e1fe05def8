"""What becomes of a post with everything in it: on its way into a copy, and on each partner's own pages.

The golden files in tests/golden/fidelity/ list, element by element as a browser has them, what was lost, came
or changed. A line that is new there is something that readers at that partner would lose. The same for a copy
that somebody there has opened in an editor and saved.
"""

import difflib
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from servers.wordpress_editors import EDITORS, save_post, sign_in
from syndication.conftest import Site

from crosspost.ledger.ledger import read_ledger
from crosspost.outbox.files import read_outbox
from crosspost.text.links import link_siblings
from partwork.sandbox.ghost import start_ghost

ROOT = Path(__file__).parents[2]
SOURCES = Path(__file__).parent / "fidelity"
IDS = ["everything/everything", "everything/sibling"]
PARTNERS = ["wordpress-author", "wordpress-contributor", "wordpress-administrator", "ghost"]

# What Ghost adds to links that leave it, unless its owner switches that off.
REF = re.compile(r"[?&]ref=127\.0\.0\.1(?=$|#)")

# Elements and texts in the order in which a browser has them. WordPress puts pictures where a browser has no
# font with an emoji; their text is the emoji.
READ = """root => {
    const found = []
    const say = text => {
        if (found.length && found.at(-1)[0] === "text") found.at(-1)[1] += text
        else if (text.trim()) found.push(["text", text, {}])
    }
    const walk = node => {
        if (node.nodeType === Node.TEXT_NODE) {
            const kept = node.parentElement.closest("pre")
            say(kept ? node.data : node.data.replace(/[ \\t\\n\\r]+/g, " "))
        } else if (node.nodeType === Node.ELEMENT_NODE && node.matches("tt.partwork-kept")) {
            node.childNodes.forEach(walk)
        } else if (node.nodeType === Node.ELEMENT_NODE && node.matches("img.emoji")) {
            say(node.alt)
        } else if (node.nodeType === Node.ELEMENT_NODE) {
            const attributes = Object.fromEntries([...node.attributes].map(one => [one.name, one.value]))
            found.push(["start", node.localName, attributes])
            node.childNodes.forEach(walk)
            found.push(["end", node.localName, {}])
        }
    }
    root.childNodes.forEach(walk)
    return found
}"""

# Follows each link within a copy as a click does; returns those that do not show their target.
FOLLOW = """async copy => {
    const lost = []
    const links = [...copy.querySelectorAll("a[href^='#']")]
    for (const link of links) {
        link.click()
        await new Promise(done => setTimeout(done, 30))
        const target = document.querySelector(":target")
        const top = target ? target.getBoundingClientRect().top : -1
        if (!target || !copy.contains(target) || top < -2 || top > innerHeight) lost.push(link.outerHTML)
    }
    return [links.length, lost]
}"""

# What reaches beyond the edge of the page, other than lines of code, which scroll.
WIDE = """copy => [...copy.querySelectorAll("*")]
    .filter(element => !element.closest("pre code") && element.getBoundingClientRect().right > innerWidth)
    .map(element => element.outerHTML.slice(0, 200))"""

# Captions that do not begin where their figure does, and definitions that begin where their term does.
LOOSE = """copy => {
    const left = element => {
        const words = document.createRange()
        words.selectNodeContents(element)
        return words.getBoundingClientRect().left
    }
    const apart = element => left(element) - element.parentElement.getBoundingClientRect().left
    return [...copy.querySelectorAll("figcaption, dd")]
        .filter(element => (element.localName === "dd") === apart(element) < 10)
        .map(element => element.outerHTML)
}"""

# What points to an id, and ids that are there twice.
POINTERS = """() => {
    const wrong = [], seen = new Set()
    for (const element of document.querySelectorAll("[id]")) {
        if (seen.has(element.id)) wrong.push("twice: " + element.id)
        seen.add(element.id)
    }
    for (const copy of document.querySelectorAll(".partwork-copy")) {
        for (const element of copy.querySelectorAll("*")) {
            for (const name of ["aria-labelledby", "aria-describedby", "headers", "href"]) {
                const words = (element.getAttribute(name) ?? "").split(/\\s+/).filter(Boolean)
                const ids = name !== "href" ? words
                    : words.filter(word => word.startsWith("#")).map(word => word.slice(1))
                for (const id of ids) {
                    const target = document.getElementById(decodeURIComponent(id))
                    if (!target || !copy.contains(target)) wrong.push(name + " leads nowhere: " + id)
                }
            }
        }
    }
    return wrong
}"""


@pytest.fixture(scope="module")
def browser(browser):
    """Debian's Chromium, without the rest of the network."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    context.route(re.compile(r"//(?!127\.0\.0\.1[:/])"), lambda route: route.abort())
    return context


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A site as this repository's, with a series that has everything; to be copied."""
    folder = tmp_path_factory.mktemp("house") / "site"
    folder.mkdir()
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(SOURCES, folder / "content/everything")
    for name in ("references.bib", "people.toml"):
        shutil.copy(ROOT / "content" / name, folder / "content")
    for name, colour in {"harbour": "teal", "chart": "gold", "closed": "black"}.items():
        Image.new("RGB", (640, 320), colour).save(folder / f"content/everything/images/{name}.png")
    return folder


def publish(folder, secret=""):
    """Build and publish."""
    for command in (["pelican", "-s", "publishconf.py"], ["crosspost", "publish"]):
        Site(folder).run("-m", *command, PARTNER_SECRET=secret)


def add_target(house, folder, **entry):
    """Copy the site, with this partner as its only target."""
    shutil.copytree(house, folder)
    with (folder / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write(f'\nSYNDICATION_DEPLOY = None\nSYNDICATION_TARGETS = {{"partner": {entry!r}}}\n')
    return folder


def sent(folder):
    """Return the deliveries of the two posts as they were last sent, and where the ledger says they are."""
    ledger = read_ledger(folder / "content/syndication.jsonl")
    posts = {post.id: post for post in read_outbox(folder / "outbox", "partner")}
    held = {id: ledger.known("partner", id).holding for id in IDS}
    return [link_siblings(posts[id], "partner", held) for id in IDS], [held[id].url for id in IDS]


@dataclass
class Partner:
    """Who has the copies, in public: what was sent, and where readers find it."""

    name: str
    deliveries: list
    urls: list

    def open(self, browser, number):
        """Return the page with a copy, and the copy on it."""
        page = browser.new_page()
        page.goto(self.urls[number])
        return page, page.query_selector(f'[data-partwork="{self.deliveries[number].marker}"]')


@pytest.fixture(scope="module")
def ghost_server():
    """A Ghost for this module."""
    server = start_ghost()
    yield server
    server.stop()


@pytest.fixture(scope="module", params=PARTNERS)
def partner(request, house, tmp_path_factory):
    """Each kind of partner, and each role at a WordPress, after a publish."""
    kind, _, role = request.param.partition("-")
    folder = tmp_path_factory.mktemp(request.param) / "site"
    server = request.getfixturevalue(f"{kind}_server")
    server.reset()
    if kind == "ghost":
        publish(add_target(house, folder, kind="ghost", url=server.url), server.key)
        return Partner(kind, *sent(folder))
    status = "pending" if role == "contributor" else "publish"
    add_target(house, folder, kind="wordpress", url=server.url, user=role, status=status)
    publish(folder, server.passwords[role])
    deliveries, urls = sent(folder)
    if role == "contributor":
        # An editor there publishes them.
        for number, delivery in enumerate(deliveries):
            (post,) = [post for post in server.posts() if delivery.marker in post["content"]["raw"]]
            published = server.request("POST", f"posts/{post['id']}", json={"status": "publish"})
            urls[number] = published["link"]
    return Partner(request.param, deliveries, urls)


def read_sent(browser, html):
    """Return the elements of HTML that was sent."""
    page = browser.new_page()
    page.set_content(f"<!doctype html><body>{html}</body>", wait_until="domcontentloaded")
    found = page.eval_on_selector("body > .partwork-copy", READ)
    page.close()
    return found


def compare(before, after):
    """Return what became of elements, attributes and texts, a line each, in the order of the post."""
    lines = Counter()
    keys = [[f"{kind} {name}" for kind, name, _ in found] for found in (before, after)]
    for what, start, end, start2, end2 in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        lost, came = before[start:end], after[start2:end2]
        if what == "equal":
            for (_, element, old), (_, _, new) in zip(lost, came, strict=True):
                lines.update(compare_attributes(element, old, new))
            continue
        lines.update(f"lost <{name}>" for kind, name, _ in lost if kind == "start")
        lines.update(f"came <{name}>" for kind, name, _ in came if kind == "start")
        texts = ["".join(name for kind, name, _ in some if kind == "text") for some in (lost, came)]
        lines.update(compare_words(*(text.split(" ") for text in texts)))
    return "".join(f"{line} ×{count}\n" if count > 1 else f"{line}\n" for line, count in lines.items())


def compare_words(old, new):
    """Yield what became of the words of a text."""
    for what, start, end, start2, end2 in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        texts = " ".join(old[start:end]), " ".join(new[start2:end2])
        if what != "equal" and texts[0] != texts[1]:
            yield f"words {texts[0]!r} became {texts[1]!r}"


def compare_attributes(element, old, new):
    """Yield what became of the attributes of an element, and of each declaration in its style."""
    old, new = split_style(old), split_style(new)
    for name in sorted({*old, *new}):
        what = "lost" if name not in new else "came" if name not in old else "changed"
        if old.get(name) == new.get(name):
            continue
        if what == "changed" and REF.sub("", new[name]) == old[name]:
            what = "tagged"
        yield f"{what} {element}[{name}]"


def split_style(attributes):
    """Return attributes with the declarations of a style as attributes of their own."""
    declarations = attributes.get("style", "").split(";")
    styles = dict(part.split(":", 1) for part in declarations if ":" in part)
    others = {name: value for name, value in attributes.items() if name != "style"}
    return others | {f"style {name.strip()}": value.strip() for name, value in styles.items()}


def test_what_a_copy_gives_up(house, browser, golden, tmp_path):
    """From our own page to the copy: before any partner has seen it."""
    folder = add_target(house, tmp_path / "site", kind="folder")
    publish(folder)
    (delivery, _), _ = sent(folder)
    own = folder / "output/everything/everything/index.html"
    page = browser.new_page()
    page.set_content(own.read_text(encoding="utf-8"), wait_until="domcontentloaded")
    before = page.eval_on_selector(".e-content", READ)
    page.close()
    golden("fidelity/copy.txt", compare(before, read_sent(browser, delivery.post.html)))


def test_what_a_partner_loses(partner, browser, golden):
    page, copy = partner.open(browser, 0)
    after = copy.evaluate(READ)
    page.close()
    before = read_sent(browser, partner.deliveries[0].post.html)
    golden(f"fidelity/{partner.name}.txt", compare(before, after))


@pytest.mark.parametrize(("number", "least"), [(0, 20), (1, 4)])
def test_links_within_a_copy_lead_to_their_targets(partner, browser, number, least):
    page, copy = partner.open(browser, number)
    count, lost = copy.evaluate(FOLLOW)
    page.close()
    assert lost == []
    assert count >= least


@pytest.mark.parametrize("width", [320, 768])
def test_a_copy_fits_a_narrow_screen(partner, browser, width):
    page, copy = partner.open(browser, 0)
    page.set_viewport_size({"width": width, "height": 800})
    wide = copy.evaluate(WIDE)
    assert wide == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    page.close()


def test_captions_and_definitions_stand_where_they_belong(partner, browser):
    page, copy = partner.open(browser, 0)
    assert copy.query_selector_all("figcaption")
    assert copy.query_selector_all("dd")
    assert copy.evaluate(LOOSE) == []
    page.close()


def test_two_copies_on_one_page_do_not_collide(partner, browser):
    copies = []
    for number in (0, 1):
        page, copy = partner.open(browser, number)
        copies.append(copy.evaluate("copy => copy.outerHTML"))
        page.close()
    page = browser.new_page()
    page.set_content("".join(copies), wait_until="domcontentloaded")
    assert page.locator(".partwork-copy").count() == 2
    assert page.evaluate(POINTERS) == []
    page.close()


@pytest.fixture(scope="module", params=["author", "contributor", "administrator"])
def copies(request, house, wordpress_server, tmp_path_factory):
    """The site of a role, its copies published, and the server."""
    role = request.param
    wordpress_server.reset()
    folder = tmp_path_factory.mktemp(role) / "site"
    status = "pending" if role == "contributor" else "publish"
    add_target(house, folder, kind="wordpress", url=wordpress_server.url, user=role, status=status)
    publish(folder, wordpress_server.passwords[role])
    return role, folder, wordpress_server


@pytest.mark.parametrize("editor", EDITORS)
def test_a_save_changes_no_word_and_is_no_edit(copies, editor, browser, golden):
    role, folder, wordpress = copies
    delivery = sent(folder)[0][0]
    (post,) = [post for post in wordpress.posts() if delivery.marker in post["content"]["raw"]]
    # Those who may only hand in have no right to a post that an editor has published.
    user = "administrator" if role == "contributor" else role
    with sign_in(wordpress, browser.browser, user) as page:
        save_post(wordpress, page, editor, post["id"])
        page.goto(f"{wordpress.url}/?p={post['id']}&preview=true")
        after = page.query_selector(f'[data-partwork="{delivery.marker}"]').evaluate(READ)
    before = read_sent(browser, delivery.post.html)
    shown = ["".join(name for kind, name, _ in found if kind == "text") for found in (before, after)]
    # Every visible character: editors break lines between blocks where they like.
    old, new = ("".join(text.split()) for text in shown)
    assert len(old) > 3000
    assert old == new
    golden(f"fidelity/{editor}-{role}.txt", compare(before, after))
    site = Site(folder)
    site.edit(
        "content/everything/1-everything.md", "## Blocks\n", f"## Blocks\n\nSaved in the {editor} editor.\n"
    )
    site.run("-m", "pelican", "-s", "publishconf.py")
    _, printed = site.execute("-m", "crosspost", "publish", PARTNER_SECRET=wordpress.passwords[role])
    # The Classic editor's button publishes what was handed in, which is no longer a contributor's then.
    taken_over = (role, editor) == ("contributor", "classic")
    assert f"everything/everything: {'blocked: contributor may not' if taken_over else 'updated'}" in printed
