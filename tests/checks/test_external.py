"""Links out of the site: asked politely, remembered, and told as they are."""

import json
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from proofs.external.addresses import list_addresses, list_works
from proofs.external.memory import Memory
from proofs.external.question import AGENT, Answer, ask
from proofs.external.visits import visit
from proofs.text import Text


class Pages(BaseHTTPRequestHandler):
    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"], time.monotonic()))
        name = self.path.partition("?")[0]
        status, to = self.server.pages.get(name, (404, ""))
        if name == "/get-only" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815 - the names of http.server

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.asked = []
    server.pages = {
        "/here": (200, ""),
        "/get-only": (200, ""),
        "/moved": (301, "/here"),
        "/moved-twice": (308, "/moved"),
        "/for-now": (302, "/here"),
        "/moved-for-now": (301, "/for-now"),
        "/slash": (301, "/slash/"),
        "/slash/": (200, ""),
        "/gone": (410, ""),
        "/secret": (403, ""),
        "/busy": (429, ""),
        "/broken": (500, ""),
        "/circle": (302, "/circle"),
        "/mail": (302, "mailto:a@example.org"),
        "/inside": (302, "http://10.0.0.1/"),
    }
    server.at = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status", "moved", "reason"),
    [
        ("/here", 200, "", ""),
        ("/get-only", 200, "", ""),
        ("/moved", 200, "/here", ""),
        ("/moved-twice", 200, "/here", ""),
        ("/for-now", 200, "", ""),
        ("/moved-for-now", 200, "/for-now", ""),
        ("/nowhere", 404, "", ""),
        ("/gone", 410, "", ""),
        ("/secret", 403, "", ""),
        ("/busy", 429, "", ""),
        ("/broken", 500, "", ""),
        ("/circle", 0, "", "it leads round in circles"),
        ("/mail", 0, "", "it leads to what is no page of the web"),
        ("/inside", 0, "", "it is in a private network"),
        ("/Whānau and more", 404, "", ""),
    ],
)
def test_an_address_is_asked(web, path, status, moved, reason):
    assert ask(web.at + path, loopback=True) == Answer(status, moved and web.at + moved, reason)
    assert {agent for _, _, agent, _ in web.asked} == {AGENT}


def test_nobody_in_a_private_network_is_asked(web):
    for address in (f"{web.at}/here", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest"):
        assert ask(address) == Answer(0, "", "it is in a private network")
    assert web.asked == []


def test_what_does_not_answer_is_told():
    assert ask("http://127.0.0.1:9/", loopback=True).reason.startswith("it cannot be reached")
    assert ask("http://nobody.invalid/").reason.startswith("it cannot be reached")


def read(web, *paths):
    links = "\n".join(f"- [x]({web.at}{path})" for path in paths)
    return list(list_addresses(Text("content/a.md", f"Title: A\n\n{links}\n")))


def test_each_answer_is_told_in_its_way(web, tmp_path):
    places = read(web, "/here", "/moved", "/gone", "/nowhere", "/secret", "/slash")
    found = visit(places, Memory(tmp_path / "links.json"), 0, partial(ask, loopback=True))
    assert [(one.code, one.severity, one.line, one.column) for one in found] == [
        ("PW251", "advice", 4, 7),
        ("PW252", "error", 5, 7),
        ("PW252", "error", 6, 7),
        ("PW253", "advice", 7, 7),
    ]
    assert found[0].help == f"Write {web.at}/here."
    assert f"https://web.archive.org/web/{web.at}/gone" in found[1].help


def test_a_host_is_asked_slowly_and_once(web, tmp_path):
    places = [*read(web, "/here", "/slash/", "/get-only"), *read(web, "/here#part")]
    memory = tmp_path / ".cache/links.json"
    question = partial(ask, loopback=True)
    assert visit(places, Memory(memory), 0.2, question) == []
    times = [at for command, _, _, at in web.asked if command == "HEAD"]
    assert len(times) == 3
    assert all(later - earlier > 0.15 for earlier, later in pairwise(times))
    asked = len(web.asked)
    assert visit(places, Memory(memory), 0, question) == []
    assert len(web.asked) == asked, "what was answered is remembered"


def test_what_was_answered_long_ago_is_asked_again(web, tmp_path):
    memory = tmp_path / "links.json"
    old = round(time.time()) - 15 * 86_400
    memory.write_text(json.dumps({f"{web.at}/here": [old, 200, "", ""], "x": "odd", "y": [1]}))
    visit(read(web, "/here"), Memory(memory), 0, partial(ask, loopback=True))
    assert len(web.asked) == 1
    memory.write_text("{ no json")
    visit(read(web, "/here"), Memory(memory), 0, partial(ask, loopback=True))
    assert len(web.asked) == 2


def test_who_was_not_reached_is_asked_again(tmp_path):
    places = list(list_addresses(Text("a.md", "Title: A\n\n[x](http://127.0.0.1:9/)\n")))
    for _ in range(2):
        asked = []

        def question(address, asked=asked):
            asked.append(address)
            return ask(address, loopback=True)

        assert [one.code for one in visit(places, Memory(tmp_path / "links.json"), 0, question)] == ["PW253"]
        assert len(asked) == 1


def test_works_are_asked_by_their_doi_and_address(tmp_path):
    bib = tmp_path / "references.bib"
    bib.write_text(
        "@article{a,\n  doi = {https://doi.org/10.1000/xyz},\n  url = {https://example.org/a#b},\n}\n"
        '@book{b, title = {T},\n  DOI = "10.1000/abc" }\n'
    )
    assert [(place.address, place.line) for place in list_works("content/references.bib", bib)] == [
        ("https://doi.org/10.1000/xyz", 2),
        ("https://example.org/a", 3),
        ("https://doi.org/10.1000/abc", 6),
    ]


def test_all_forms_of_links_are_asked():
    text = "Title: A\n\n[a](https://a.example/), <https://b.example/>, https://c.example/, [d]\n\n[d]: https://d.example/\n"
    text += '\n<a href="https://e.example/#x">e</a> `https://f.example/` ![g](https://g.example/g.png)\n'
    assert [place.address[8] for place in list_addresses(Text("a.md", text))] == list("abcdeg")
