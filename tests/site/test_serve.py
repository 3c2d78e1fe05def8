"""What an author sees while writing: `invoke serve`, with a browser beside the editor."""

import http.client
import os
import random
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pelican
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from themes import own_theme

from partwork.builds import Message
from partwork.drafting import follower
from partwork.drafting.draft import LISTENERS, Draft
from partwork.drafting.server import Server
from partwork.sandbox.place import free_port

from .conftest import Site, copy_repository

PART = "content/social-media/1-practitioners.md"
PAGE = "social-media/practitioners/"
DRAFT = "drafts/social-media/what-we-learned/"
# Seconds; a build takes two to five, on a machine that does much else many more.
LONG = 120
expect.set_options(timeout=LONG * 1000)


class Serving:
    """`invoke serve` in a site.

    Args:
        site: The site.
        options: More of the command.
    """

    def __init__(self, site, *options):
        self.site = site
        self.options = options
        self.log = site.path / f"serve-{time.monotonic_ns()}.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "invoke", "serve", *options],
                cwd=site.path,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(lambda: "\n" in self.printed() or self.process.poll() is not None)
        self.first = self.printed().splitlines()[0]
        self.url = re.search(r"http://localhost:\d+/", self.first)[0]
        self.port = int(self.url.rpartition(":")[2].strip("/"))

    def printed(self):
        return self.log.read_text(encoding="utf-8")

    def ask(self, path, method="GET", host="localhost"):
        """Return the answer's status, headers and body."""
        connection = http.client.HTTPConnection(host, self.port, timeout=LONG)
        # As it is: a client would tidy the address up.
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def wait_for_site(self):
        wait_until(lambda: self.ask("/")[0] != 503)

    def builds(self):
        """Builds that are under way, or of which one may still read."""
        return list(self.site.path.glob(f".cache/draft-{self.port}/*"))

    def stop(self):
        """Press Ctrl-C and return the exit code."""
        os.kill(self.process.pid, signal.SIGINT)
        code = self.process.wait(LONG)
        assert "Traceback" not in self.printed()
        # Nobody asks for a port that was any: what was built for another is there for the next one.
        assert bool(self.builds()) == (self.options[:2] != ("--port", "0"))
        assert not self.list_residents()
        return code

    def list_residents(self):
        """The processes that fork builds."""
        found = subprocess.run(
            ["pgrep", "--parent", str(self.process.pid), "--full", "drafting.resident"],
            stdout=subprocess.PIPE,
            text=True,
        )
        return [int(pid) for pid in found.stdout.split()]

    def shown(self):
        """The whole build that is shown: the one before it is there, too."""
        whole = [path for path in self.builds() if (path / "record").exists()]
        return max(whole, key=lambda path: (path / "record").stat().st_mtime)


def wait_until(true, printed=str):
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, f"it never became true. {printed()}"
        time.sleep(0.02)


def write(path, text, by_renaming=False):
    """Save as editors do: into the file, or by a new one in its place."""
    new = path.with_name(f".{path.name}.new") if by_renaming else path
    new.write_text(text, encoding="utf-8")
    if by_renaming:
        new.replace(path)


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """A copy of the repository with a draft and a hidden post, served from the first test to the last."""
    path = tmp_path_factory.mktemp("serve") / "site"
    copy_repository(path)
    own_theme(path)
    folder = path / "content/social-media"
    (folder / "4-what-we-learned.md").write_text(
        "Title: What we learned\nDate: 2024-02-02\nStatus: draft\nTags: learning\nAuthor: New Author\n\nText."
    )
    (folder / "5-aside.md").write_text("Title: An aside\nDate: 2024-02-02\nStatus: hidden\n\nText.\n")
    with (folder / "series.toml").open("a", encoding="utf-8") as listing:
        listing.write('\n[[parts]]\nsource = "4-what-we-learned.md"\n')
    serving = Serving(Site(path), "--port", "0")
    serving.wait_for_site()
    yield serving
    assert serving.stop() == 130
    assert serving.printed().count("Interrupted.") == 1


@pytest.fixture
def written(serving):
    """The site that is served, to be changed; it is as it was afterwards."""
    path, kept = serving.site.path, serving.site.path.with_name("kept")
    names = ("content", "theme", "pelicanconf.py")
    shutil.rmtree(kept, ignore_errors=True)
    for name in names:
        copy = shutil.copytree if (path / name).is_dir() else shutil.copy2
        kept.mkdir(exist_ok=True)
        copy(path / name, kept / name)
    yield serving.site
    for file in path.glob("content/**/*"):
        if file.is_file() and not (kept / file.relative_to(path)).exists():
            file.unlink()
    for file in kept.rglob("*"):
        place = path / file.relative_to(kept)
        if file.is_file() and not (place.exists() and place.read_bytes() == file.read_bytes()):
            shutil.copy(file, place)


@pytest.fixture
def visit(browser, serving):
    """Open a page; requests to anyone else fail the test, and so does what a script could not do."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    strange = []
    context.on("request", lambda asked: asked.url.startswith(serving.url) or strange.append(asked.url))
    context.on("weberror", lambda error: strange.append(str(error.error)))

    def open_page(path):
        page = context.new_page()
        page.goto(serving.url + path)
        return page

    yield open_page
    context.close()
    assert strange == []


def test_of_a_hundred_quick_saves_the_last_is_on_the_page(written, visit):
    page = visit(PAGE)
    text = (written.path / PART).read_text(encoding="utf-8")
    chance = random.Random(1)
    for number in range(100):
        write(written.path / PART, f"{text}\n\nSave {number} of the burst.\n", chance.random() < 0.5)
        time.sleep(chance.uniform(0, 0.2))
    expect(page.get_by_text("Save 99 of the burst.")).to_be_visible()
    expect(page.get_by_text("of the burst.")).to_have_count(1)


def test_no_save_that_stays_is_missed(written, visit):
    page = visit(PAGE)
    # A build of before may be shown just now, which loads the page again.
    page.wait_for_function("(scrollTo(0, 1234), scrollY === 1234)")
    text = (written.path / PART).read_text(encoding="utf-8")
    chance = random.Random(2)
    for number in range(5):
        write(written.path / PART, f"{text}\n\nSave {number} that stays.\n", chance.random() < 0.5)
        expect(page.get_by_text(f"Save {number} that stays.")).to_be_attached()
        time.sleep(chance.uniform(0, 1))
    # Where one reads, one goes on reading.
    page.wait_for_function("scrollY === 1234")


@pytest.mark.parametrize("reached", ["", "output", "output/index.html"], ids=["begins", "reads", "writes"])
@pytest.mark.parametrize("title", ["Practitioners", "Those who practise"], ids=["part", "whole"])
def test_a_save_while_a_build_runs_is_not_lost(serving, written, visit, reached, title):
    if title == "Practitioners" and reached == "output/index.html":
        # A part writes no index.
        reached = f"output/{PAGE}index.html"
    page = visit(PAGE)
    text = (written.path / PART).read_text(encoding="utf-8")
    before = set(serving.builds())
    write(written.path / PART, f"{text.replace('Practitioners', title, 1)}\n\nBefore the build.\n")
    # A part may have come to its end between two looks.
    wait_until(
        lambda: (
            any((new / reached).exists() for new in set(serving.builds()) - before)
            or "Before the build." in serving.ask(f"/{PAGE}")[2].decode()
        ),
        serving.printed,
    )
    write(written.path / PART, f"{text}\n\nDuring the build.\n")
    expect(page.get_by_text("During the build.")).to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Practitioners")
    # Whatever else is under way, comes to the same.
    wait_until(lambda: "Those who practise" not in serving.ask("/")[2].decode())


def test_a_save_remakes_what_it_changed_and_leaves_the_rest_alone(serving, written, visit):
    page = visit(PAGE)
    settle(serving)
    before = list_inodes(serving.shown())
    with (written.path / PART).open("a", encoding="utf-8") as part:
        part.write("\n\nOne more sentence.\n")
    expect(page.get_by_text("One more sentence.")).to_be_attached()
    after = list_inodes(serving.shown())
    assert before.keys() == after.keys()
    others = {name for name in before if before[name] != after[name]}
    assert f"output/{PAGE}index.html" in others
    assert "output/index.html" not in others
    assert len([name for name in others if name.startswith("output/") and name.endswith(".html")]) <= 2


def test_an_error_in_what_was_saved_needs_no_whole_build(serving, written, visit):
    page = visit(PAGE)
    settle(serving)
    builds, part = serving.builds(), written.path / PART
    text = part.read_text(encoding="utf-8")
    write(part, f"{text}\n\nAs [@novel2013] says.\n")
    expect(page.get_by_role("alert")).to_contain_text('Did you mean "novell2013"?')
    settle(serving)
    assert serving.builds() == builds
    write(part, f"{text}\n\nAs they said [@novell2013].\n")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("As they said")).to_be_attached()


def test_a_link_to_a_post_that_was_no_neighbour_is_no_error(serving, written, visit):
    other = written.path / "content/gardens/1-soil.md"
    other.parent.mkdir()
    other.write_text("Title: Soil\nDate: 2024-02-02\n\nText.\n", encoding="utf-8")
    page = visit("gardens/soil/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Soil")
    settle(serving)
    printed = serving.printed()
    page = visit(PAGE)
    with (written.path / PART).open("a", encoding="utf-8") as part:
        part.write("\n\nSee [the soil]({filename}/gardens/1-soil.md).\n")
    expect(page.get_by_role("link", name="the soil")).to_have_attribute("href", "/gardens/soil/")
    assert "error" not in serving.printed()[len(printed) :]


def test_many_saves_in_a_row_end_with_what_a_clean_build_writes(serving, written):
    chance = random.Random(3)
    part, other = written.path / PART, written.path / "content/social-media/5-aside.md"
    text, aside = part.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")
    (written.path / "content/gardens").mkdir(exist_ok=True)
    saves = [
        lambda number: write(part, f"{text}\n\nSave {number}.\n", chance.random() < 0.5),
        lambda number: write(part, text.replace("Practitioners", f"Number {number}", 1)),
        lambda number: write(part, f"{text}\n\n[@nobody{number}]\n"),
        lambda number: write(other, f"{aside}\n\nSave {number}.\n"),
        lambda number: other.unlink(missing_ok=True),
        lambda number: (written.path / f"content/gardens/post-{number}.md").write_text(
            f"Title: New {number}\nDate: 2024-02-02\n\nText.\n", encoding="utf-8"
        ),
    ]
    for number in range(6, 40):
        chance.choice(saves)(number)
        time.sleep(chance.choice([0, 0.1, 1]))
    saves[0](40)
    settle(serving)
    clean = written.path / ".cache/clean"
    program = (
        "import sys; from pathlib import Path; from partwork.builds import run_pelican\n"
        "sys.exit(run_pelican('pelicanconf.py', *map(Path, sys.argv[1:])))"
    )
    subprocess.run(
        [sys.executable, "-c", program, clean / "output", clean / "outbox"], cwd=written.path, check=True
    )
    for name in ("output", "outbox"):
        assert written.files(serving.shown().relative_to(written.path) / name) == written.files(clean / name)
    shutil.rmtree(clean)


def test_a_link_to_what_is_installed_is_no_change(serving, written, visit):
    page = visit(PAGE)
    settle(serving)
    before = serving.list_residents()
    # An installer that keeps each file once links it into other environments: it is younger, and the same.
    installed = Path(pelican.__file__)
    installed.chmod(stat.S_IMODE(installed.stat().st_mode))
    with (written.path / PART).open("a", encoding="utf-8") as part:
        part.write("\n\nA sentence after a link.\n")
    expect(page.get_by_text("A sentence after a link.")).to_be_attached()
    assert serving.list_residents() == before


def list_inodes(folder):
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def settle(serving):
    """Wait until nothing is left to do."""
    same = 0

    def rests():
        nonlocal same
        whole = all((path / "record").exists() for path in serving.builds())
        same = same + 1 if whole else 0
        return same > 50

    wait_until(rests)


def line_of(site, name, text):
    lines = (site.path / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_errors_are_in_the_page_until_they_are_corrected(serving, written, visit):
    page = visit(PAGE)
    listing, printed = "content/social-media/series.toml", serving.printed()
    part = written.path / PART
    text, outline = part.read_text(encoding="utf-8"), (written.path / listing).read_text(encoding="utf-8")
    write(part, f"{text}\n\nAs [@novel2013] says.\n")
    write(written.path / listing, f"{outline}\n[[parts]\n")
    place = f"{PART}:{line_of(written, PART, '[@novel2013]')}"
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(place)
    expect(alert).to_contain_text('no work "novel2013" in content/references.bib. Did you mean "novell2013"?')
    expect(alert).to_contain_text(f"{listing}:{line_of(written, listing, '[[parts]')}"[:-2])
    expect(alert).to_contain_text("not valid TOML")
    expect(alert).to_contain_text("this page is from the last good build")
    # The last good page is there, and so is every other.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Practitioners")
    expect(visit("social-media/").get_by_role("alert")).to_contain_text(place)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert Axe().run(page).violations_count == 0
    # In the terminal, too: each once, however many builds find it.
    write(part, f"{text}\n\nAs [@novel2013] says, again.\n\n[@nobody1999]\n")
    expect(alert).to_contain_text("nobody1999")
    assert serving.printed()[len(printed) :].count(f"error: {place}: no work ") == 1
    write(written.path / listing, outline)
    write(part, f"{text}\n\nCorrected.\n")
    expect(page.get_by_text("Corrected.")).to_be_attached()
    expect(alert).to_have_count(0)


def test_errors_of_a_template_and_of_the_settings_are_in_the_page(written, visit):
    page = visit(PAGE)
    alert = page.get_by_role("alert")
    article = "theme/templates/article.html"
    written.edit(article, ", m.prose(", ", m.proze.deep(")
    expect(alert).to_contain_text(f"{article}:{line_of(written, article, 'proze')}")
    expect(alert).to_contain_text("has no attribute 'proze' (of content/")
    written.edit(article, ", m.proze.deep(", ", m.prose(")
    written.edit(article, "{% endblock %}\n", "{% endbloc %}\n")
    expect(alert).to_contain_text("Encountered unknown tag 'endbloc'")
    expect(alert).to_contain_text(f"{article}:")
    written.edit(article, "{% endbloc %}\n", "{% endblock %}\n")
    written.edit("pelicanconf.py", 'SITENAME = "Partwork"', "SITENAME = SITENOM")
    expect(alert).to_contain_text(f"pelicanconf.py:{line_of(written, 'pelicanconf.py', 'SITENOM')}")
    expect(alert).to_contain_text("name 'SITENOM' is not defined")
    written.edit("pelicanconf.py", "SITENAME = SITENOM", 'SITENAME = "Partwork"')
    expect(alert).to_have_count(0)


def test_what_a_build_lets_pass_is_in_the_page_less_loud(written, visit):
    page = visit(PAGE)
    written.edit("theme/static/css/site.css", ":root {", ":root {{")
    written.edit(
        "pelicanconf.py", "SITENAME =", 'LOG = __import__("logging").warning("Mind <this>.")\nSITENAME ='
    )
    status = page.get_by_role("status")
    # The other is about a draft that has no summary.
    expect(status).to_have_text(re.compile("2 warnings"))
    message = status.get_by_text("Mind <this>.")
    expect(message).to_be_hidden()
    status.get_by_text("2 warnings").click()
    expect(message).to_be_visible()
    # It is no error: what was saved is shown.
    assert ":root {{" in page.evaluate("fetch('/theme/css/site.css').then(answer => answer.text())")


def test_settings_are_followed_even_twice_in_a_second(written, visit):
    page = visit(PAGE)
    brand = page.locator(".brand")
    settings = written.path / "pelicanconf.py"
    written.edit("pelicanconf.py", 'SITENAME = "Partwork"', 'SITENAME = "Partwerk"')
    # As if the next save were in the same second, and as long.
    os.utime(settings, ns=(10**18, 10**18))
    expect(brand).to_have_text("Partwerk")
    written.edit("pelicanconf.py", "Partwerk", "Partwirk")
    os.utime(settings, ns=(10**18, 10**18 + 10**7))
    expect(brand).to_have_text("Partwirk")


def test_files_that_come_and_go_are_followed(serving, written, visit):
    page = visit("notes/")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("This page is not here")
    notes = written.path / "content/pages/notes.md"
    notes.write_text("Title: Notes\n\nText.\n", encoding="utf-8")
    expect(heading).to_have_text("Notes")
    images = written.path / "content/social-media/images"
    (images / "tea-and-talk.png").rename(images / "tea.png")
    for name in written.path.glob("content/social-media/**/*"):
        if name.suffix in (".md", ".toml"):
            text = name.read_text(encoding="utf-8")
            write(name, text.replace("tea-and-talk.png", "tea.png"))
    notes.unlink()
    expect(heading).to_have_text("This page is not here")
    wait_until(lambda: serving.ask("/social-media/images/tea.png")[0] == 200)
    assert serving.ask("/social-media/images/tea-and-talk.png")[0] == 404


def test_many_tabs_follow_and_leave_room_for_another(written, visit):
    pages = [visit(PAGE) for _ in range(LISTENERS + 4)]
    with (written.path / PART).open("a", encoding="utf-8") as part:
        part.write("\n\nFor all of them.\n")
    for page in pages:
        expect(page.get_by_text("For all of them.")).to_be_attached()
    expect(visit("").locator("h1")).to_have_text("Partwork")


def test_every_address_that_is_not_there_has_the_sites_404_page(serving):
    inside = [f"/{DRAFT}../../../../report.json", "/..%2freport.json", "/%2e%2e/report.json", "/a%00b"]
    outside = ["/../../../tasks.py", "/..%2f..%2f..%2ftasks.py", "//etc/passwd", "/%2fetc/passwd", "/..\\x"]
    absent = ["/tags/learning/", "/authors/new-author/", "/nowhere", "/theme/css/no.css", "/index.html/"]
    # Folders without a page show nothing of what is in them.
    folders = ["/theme/", "/theme/css", "/feeds/", "/drafts/"]
    for path in (
        *inside,
        *outside,
        *absent,
        *folders,
        "/%ff",
        "/.drafting/",
        "/social-media//practitioners/",
    ):
        status, headers, body = serving.ask(path)
        assert status == 404, path
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert "This page is not here" in body.decode(), path


def test_a_folder_has_its_slash(serving):
    status, headers, _ = serving.ask("/social-media/practitioners?a=1")
    assert (status, headers["Location"]) == (302, "/social-media/practitioners/?a=1")
    status, headers, _ = serving.ask("//social-media")
    assert not headers["Location"].startswith("//")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.html", "text/html; charset=utf-8"),
        ("feeds/all.atom.xml", "application/atom+xml"),
        ("feeds/all.rss.xml", "application/rss+xml"),
        ("feeds/feed.json", "application/feed+json"),
        ("references.bib", "application/x-bibtex"),
        ("references.json", "application/json"),
        ("font.woff2", "font/woff2"),
        ("site.css", "text/css; charset=utf-8"),
        ("script.js", "text/javascript; charset=utf-8"),
        ("sign.svg", "image/svg+xml"),
        ("photo.avif", "image/avif"),
        ("without", "application/octet-stream"),
        ("Māori & más?.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_media_types(tmp_path, name, kind):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"what is in it")
    draft = Draft()
    draft.change(tmp_path, ())
    with Server("127.0.0.1", 0, draft) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answers = []
        for method in ("GET", "HEAD"):
            connection = http.client.HTTPConnection(*server.server_address, timeout=LONG)
            connection.request(method, f"/{quote(name)}")
            answer = connection.getresponse()
            length = int(answer.headers["Content-Length"])
            answers.append((answer.status, answer.headers["Content-Type"], length, answer.read()))
            assert answer.headers["Cache-Control"] == "no-store"
        server.shutdown()
    (status, found, length, body), head = answers
    assert (status, found, length) == (200, kind, len(body))
    assert body.startswith(b"what is in it")
    assert (b"<script" in body) == (name == "page.html")
    assert head == (200, kind, length, b"")


def test_nothing_can_be_changed_from_outside(serving):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        status, headers, _ = serving.ask("/", method)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_nothing_of_the_server_is_in_the_files_that_were_built(serving):
    assert b".drafting" in serving.ask("/")[2]
    pages = [page for folder in serving.builds() for page in folder.rglob("*.html")]
    assert len(pages) > 10
    assert not [page for page in pages if b".drafting" in page.read_bytes()]


def test_drafts_and_hidden_posts_say_so(visit):
    page = visit("social-media/")
    expect(page.locator(".status")).to_have_text(["Draft"])
    page.get_by_role("link", name="What we learned").click()
    expect(page).to_have_url(re.compile(DRAFT))
    expect(page.locator(".opening .status")).to_have_text("Draft")
    expect(page.locator(".parts .status")).to_have_text("Draft")
    expect(page).to_have_title(re.compile("^Draft: What we learned"))
    page = visit("social-media/aside/")
    expect(page.locator(".status")).to_have_text("Hidden")
    expect(page).to_have_title(re.compile("^Hidden: An aside"))
    page = visit(PAGE)
    expect(page.locator(".opening .status")).to_have_count(0)
    expect(page).to_have_title(re.compile("^Practitioners"))


def test_in_public_a_hidden_post_has_no_label(site):
    (site.path / "content/social-media/5-aside.md").write_text(
        "Title: An aside\nDate: 2024-02-02\nStatus: hidden\n\nText.\n"
    )
    site.invoke("build")
    html = (site.path / "output/social-media/aside/index.html").read_text(encoding="utf-8")
    assert "An aside" in html
    assert "Hidden" not in html


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--port", "{port}"], "Port {port} is in use"),
        (["--port", "first"], "first is no port."),
        (["--port", "70000"], "70000 is no port."),
        (["--host", "192.0.2.1"], "192.0.2.1 is no address of this machine."),
        (["--host", "no.such.host.invalid"], "no.such.host.invalid is no address of this machine."),
    ],
)
def test_an_address_that_cannot_be_had_is_told_in_a_line(serving, options, message):
    port = serving.port
    printed = serving.site.invoke("serve", *(option.format(port=port) for option in options), code=1)
    assert printed.startswith(message.format(port=port))
    assert printed.count("\n") == 1
    assert "--" in printed


def own_number():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return probe.getsockname()[0]


def test_only_this_machine_sees_it_unless_a_host_says_otherwise(serving, site):
    assert serving.first == f"Open {serving.url} (Ctrl-C ends it)"
    # Another number of this machine, as seen from outside.
    with pytest.raises(ConnectionRefusedError):
        serving.ask("/", host="127.0.0.2")
    shared = Serving(site, "--port", "0", "--host", "0.0.0.0")
    number = own_number()
    if number:
        assert f" or, from other devices, http://{number}:{shared.port}/ " in shared.first
    for host in ("127.0.0.2", *filter(None, [number])):
        assert shared.ask("/", host=host)[0] in (200, 503)
    # In the middle of its first build.
    assert shared.stop() == 130
    assert shared.printed() == f"{shared.first}\nInterrupted.\n"


def test_a_page_outlives_its_server_and_follows_the_next_one(site, browser):
    """From errors before anything was built to a page, and on to another server at the same place."""
    part = site.path / PART
    text = part.read_text(encoding="utf-8")
    write(part, f"{text}\n\nAs [@novel2013] says.\n")
    first = Serving(site, "--port", "0")
    page = browser.new_page()
    page.goto(first.url + PAGE)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("1 error: there is no page to show yet")
    expect(page.get_by_role("alert")).to_contain_text(f"{PART}:{line_of(site, PART, '[@novel2013]')}")
    expect(page.get_by_role("alert")).to_contain_text('Did you mean "novell2013"?')
    assert Axe().run(page).violations_count == 0
    write(part, text)
    expect(heading).to_contain_text("Practitioners")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert first.stop() == 130
    assert first.printed().endswith("\nInterrupted.\n")
    write(part, f"{text}\n\nWritten meanwhile.\n")
    second = Serving(site, "--port", str(first.port))
    expect(page.get_by_text("Written meanwhile.")).to_be_attached()
    page.close()
    assert second.stop() == 130


def test_what_an_earlier_server_built_is_there_at_once_for_the_next_one(site):
    first = Serving(site, "--port", str(free_port()))
    first.wait_for_site()
    assert first.stop() == 130
    with (site.path / PART).open("a", encoding="utf-8") as part:
        part.write("\n\nWritten meanwhile.\n")
    second = Serving(site, "--port", str(first.port))
    wait_until(lambda: "Written meanwhile." in second.ask(f"/{PAGE}")[2].decode())
    assert "Done: Processed" in first.printed()
    assert "Done: Processed" not in second.printed()
    assert second.stop() == 130


def test_programs_that_change_and_processes_that_are_killed_lose_no_save(site):
    # Its own programs, which nothing else runs.
    (site.path / "partwork").symlink_to("program/partwork")
    serving = Serving(site, "--port", "0")
    serving.wait_for_site()
    part = site.path / PART
    text = part.read_text(encoding="utf-8")
    write(part, f"{text}\n\nBefore.\n")
    wait_until(lambda: "Before." in serving.ask(f"/{PAGE}")[2].decode())
    (resident,) = serving.list_residents()
    os.kill(resident, signal.SIGKILL)
    write(part, f"{text}\n\nWithout it.\n")
    wait_until(lambda: "Without it." in serving.ask(f"/{PAGE}")[2].decode())
    # A module that the new one has imported is another: nothing of the old one is used.
    now = "def list_lacks(*_):\n    raise RuntimeError('as it is now')\n\n\ndef list_others"
    site.edit("partwork/themes.py", "def list_lacks", now)
    wait_until(lambda: "as it is now" in serving.printed())
    site.edit("partwork/themes.py", now, "def list_lacks")
    write(part, f"{text}\n\nAfter.\n")
    wait_until(lambda: "After." in serving.ask(f"/{PAGE}")[2].decode())
    (residents,) = serving.list_residents()
    assert residents != resident
    assert serving.stop() == 130


def test_nothing_goes_on_after_a_server_that_was_killed(site):
    serving = Serving(site, "--port", "0")
    wait_until(serving.list_residents)
    (resident,) = serving.list_residents()
    os.kill(serving.process.pid, signal.SIGKILL)
    serving.process.wait(LONG)

    def is_gone():
        found = subprocess.run(["pgrep", "--pgroup", str(resident)], stdout=subprocess.PIPE)
        return not found.stdout

    wait_until(is_gone)


def test_the_page_comes_first_and_the_rest_of_the_site_after(site):
    draft = Draft()
    shown = []
    change = draft.change

    def note(*arguments):
        change(*arguments)
        shown.append(draft.state)

    draft.change = note
    following = follower.Follower(site.path, site.path / ".cache/draft", draft)
    following.start()
    wait_until(lambda: draft.state.folder)
    before = draft.state.folder
    site.edit(PART, "Title: Practitioners", "Title: Those who practise")
    wait_until(lambda: draft.state.folder != before)
    following.stop()
    first, last = shown[-2:]
    place = before / PAGE / "index.html"
    assert first.folder == before
    assert set(first.first) >= {place}
    assert last.first == {}
    assert first.site != last.site


def test_a_build_that_hangs_ends_with_the_next_save(site, monkeypatch):
    monkeypatch.setattr(follower, "LONG", 0.5)
    monkeypatch.setattr(follower, "TIMES", 0)
    draft = Draft()
    settings = site.path / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\nopen('.cache/hangs', 'w')\nwhile True:\n    pass\n", encoding="utf-8")
    following = follower.Follower(site.path, site.path / ".cache/draft", draft)
    following.start()
    wait_until(lambda: draft.state.messages and (site.path / ".cache/hangs").exists())
    assert "building takes longer" in draft.state.messages[0].text
    # Long enough for whatever machine.
    monkeypatch.setattr(follower, "LONG", LONG)
    settings.write_text(text, encoding="utf-8")
    wait_until(lambda: draft.state.folder)
    following.stop()
    assert draft.state.messages == ()


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("os._exit(3)", "the build ended"),
        ("sys.exit('no')", "pelicanconf.py:2: it ends the program"),
        ("os.kill(os.getpid(), 9)", "the build ended"),
    ],
)
def test_a_build_that_crashes_is_an_error(site, end, said):
    settings = site.path / "pelicanconf.py"
    settings.write_text(f"import os, sys\n{end}\n", encoding="utf-8")
    draft = Draft()
    following = follower.Follower(site.path, site.path / ".cache/draft", draft)
    following.start()
    wait_until(lambda: draft.state.messages)
    following.stop()
    assert draft.state.folder is None
    assert draft.state.messages[0].error
    assert draft.state.messages[0].text.startswith(said)


def test_who_has_listened_longest_makes_room():
    draft = Draft()
    stayed = []

    def listen():
        with draft.listen() as listener:
            stayed.append(draft.wait_for_news(listener, 0, LONG))

    threads = []
    for number in range(LISTENERS + 1):
        threads.append(threading.Thread(target=listen))
        threads[-1].start()
        wait_until(lambda: len(draft._listeners) == min(number + 1, LISTENERS))  # noqa: B023
    threads[0].join(LONG)
    assert stayed == [None]
    draft.change(Path("site"), (Message(False, "new"),))
    for thread in threads:
        thread.join(LONG)
    assert [state.folder for state in stayed[1:]] == [Path("site")] * LISTENERS
