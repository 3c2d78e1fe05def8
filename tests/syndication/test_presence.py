"""Waiting for pages, asked of a real server that has them sooner or later, or elsewhere."""

import http.server
import threading

import pytest

from crosspost.deploy.presence import await_pages, same_page
from crosspost.errors import SettingsError
from crosspost.settings import read_settings


class Server(http.server.ThreadingHTTPServer):
    """Answers each path with what it is told, the last of them for ever; `requests` are those that came."""

    def __init__(self, **answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = {f"/{name}": list(codes) for name, codes in answers.items()}
        self.requests = []
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.server.requests.append((self.command, self.path))
        answers = self.server.answers.get(self.path, [404])
        code = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(code, dict):
            code = code[self.command]
        there = code if isinstance(code, str) else ""
        self.send_response(301 if there else code)
        if there:
            self.send_header("Location", there)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    servers = []

    def start(**answers):
        servers.append(Server(**answers))
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_pages_that_are_there_are_asked_once(serve):
    server, told = serve(a=[200], b=[204]), []
    assert await_pages([f"{server.url}/a", f"{server.url}/b", f"{server.url}/a"], 30, told.append) == {}
    assert sorted(server.requests) == [("HEAD", "/a"), ("HEAD", "/b")]
    assert told == []


def test_a_page_that_comes_later_is_waited_for(serve):
    server, told = serve(a=[404, 503, 200], b=[200]), []
    assert await_pages([f"{server.url}/a", f"{server.url}/b"], 60, told.append) == {}
    assert server.requests.count(("HEAD", "/b")) == 1, "what is there is not asked again"
    assert told == [f"waiting for {server.url}/a: answers 404 Not Found"]


def test_a_page_that_does_not_come(serve):
    server, told = serve(a=[404], b=[200], c=[500]), []
    missing = await_pages([f"{server.url}/{name}" for name in "abc"], 2, told.append)
    assert missing == {
        f"{server.url}/a": "answers 404 Not Found",
        f"{server.url}/c": "answers 500 Internal Server Error",
    }
    assert told == [f"waiting for {server.url}/a and 1 more: answers 404 Not Found"]


def test_no_time_asks_nobody(serve):
    server = serve()
    assert await_pages([f"{server.url}/a"], 0, print) == {}
    assert server.requests == []


def test_a_server_without_head(serve):
    server = serve(a=[{"HEAD": 405, "GET": 200}])
    assert await_pages([f"{server.url}/a"], 30, print) == {}
    assert server.requests == [("HEAD", "/a"), ("GET", "/a")]


def test_redirects(serve):
    server = serve(**{"a": ["/a/"], "a/": [200], "b": ["/login"], "c": ["/c/"], "c/": ["/c"]})
    missing = await_pages([f"{server.url}/{name}" for name in "abc"], 1, print)
    assert missing == {
        f"{server.url}/b": f"leads to {server.url}/login",
        f"{server.url}/c": "leads in circles",
    }


def test_servers_that_are_not_there(serve):
    urls = ["http://127.0.0.1:1/a", "https://nobody.invalid/a", "no address"]
    missing = await_pages(urls, 1, print)
    assert set(missing) == set(urls)
    assert missing["http://127.0.0.1:1/a"].startswith("cannot be reached")


def test_a_page_in_plain_text_is_not_taken_for_one_over_tls(serve):
    url = serve(a=[200]).url.replace("http", "https")
    assert list(await_pages([f"{url}/a"], 1, print)) == [f"{url}/a"]


@pytest.mark.parametrize(
    ("url", "address", "same"),
    [
        ("http://a.example/x", "https://a.example/x", True),
        ("http://a.example/x", "https://a.example/x/", True),
        ("https://a.example/x/", "https://a.example/x", True),
        ("https://a.example/x", "http://a.example/x", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example/x", "https://a.example:8443/x", False),
        ("http://a.example/x", "https://a.example:443/x", True),
        ("https://a.example/x", "https://a.example/", False),
    ],
)
def test_same_page(url, address, same):
    assert same_page(url, address) is same


@pytest.mark.parametrize(
    ("settings", "wait"),
    [
        ({}, 0),
        ({"SYNDICATION_DEPLOY": None}, 0),
        ({"SYNDICATION_DEPLOY": {"kind": "git"}}, 300),
        ({"SYNDICATION_DEPLOY": {"kind": "s3"}, "SYNDICATION_WAIT": 0}, 0),
        ({"SYNDICATION_WAIT": 60}, 60),
    ],
)
def test_how_long_publish_waits(tmp_path, settings, wait):
    paths = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    assert read_settings({**paths, **settings}).wait == wait


def test_a_wait_that_is_none(tmp_path):
    paths = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    for value in (-1, "long", True):
        with pytest.raises(SettingsError, match="SYNDICATION_WAIT"):
            read_settings({**paths, "SYNDICATION_WAIT": value})


def test_a_page_that_does_not_come_holds_back_its_post_alone(partner, serve):
    """What was sent before links to what is sent now, and is counted."""
    server = serve(**{"media/practitioners/": [200]})
    with (partner.path / "publishconf.py").open("a") as settings:
        settings.write(f"\nSITEURL = {server.url!r}\nSYNDICATION_WAIT = 1\n")
    partner.build()
    assert "partner-blog: 1 created, 2 not sent yet\n" in partner.publish(code=1)
    server.answers["/media/researchers/"] = [200]
    printed = partner.publish(code=1)
    assert f"media/organisations: {server.url}/media/organisations/ cannot be visited yet" in printed
    assert "partner-blog: 1 created, 1 linked anew, 1 not sent yet\n" in printed
    assert [action["action"] for action in partner.plan()] == ["unchanged", "unchanged", "create"]
    assert "partner-blog: 2 unchanged, 1 not sent yet\n" in partner.publish(code=1)


# corpus: 10 inputs
@pytest.mark.parametrize(
    "place",
    [
        "http://[::1", "http://[x]/", "http://\uff41\uff0fb/", "http://\u2100.example/", "http://a:x/",
        "http://a b/", "javascript:alert(1)", "https://xn--/", "//evil.example/a", "http://127.0.0.1:1/a",
    ],
)  # fmt: skip
def test_a_page_that_leads_to_what_is_none(serve, place):
    server = serve(a=[place.encode().decode("latin-1")])
    (reason,) = await_pages([f"{server.url}/a"], 0.5, print).values()
    assert reason.startswith(("leads to ", "cannot be reached", "is no address"))
    assert len(server.requests) == 1


def test_a_long_way_is_told_in_short(serve):
    server = serve(a=["/" + "x" * 5_000])
    (reason,) = await_pages([f"{server.url}/a"], 0.5, print).values()
    assert len(reason) < 300
