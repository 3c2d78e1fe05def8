"""The way to a partner: not by way of others, and never without an end."""

import gzip
import json
import socket
import threading
import time
import zlib
from contextlib import contextmanager

import pytest

from crosspost.deploy.presence import await_pages
from crosspost.errors import SettingsError, SyndicationError
from crosspost.http import exchange

SECRET = "kea-tui-ruru-weka"


@contextmanager
def serve(*answers, pause=0.0):
    """Answer one connection after another with bytes; with a pause, byte for byte."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked, stopped = [], threading.Event()

    def run():
        while not stopped.is_set():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(
                target=answer, args=(client, answers[min(len(asked), len(answers) - 1)]), daemon=True
            ).start()

    def answer(client, data):
        with client:
            try:
                asked.append(client.recv(65536))
                for start in range(0, len(data), 1 if pause else len(data)):
                    client.sendall(data[start : start + 1] if pause else data)
                    stopped.wait(pause)
            except OSError:
                pass

    threading.Thread(target=run, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    stopped.set()
    listener.close()


def ask(url, **more):
    return exchange.Web(url, "author", {"Authorization": f"Bearer {SECRET}"}, (SECRET,), **more).get("/x")


def write(body=b"{}", **headers):
    head = {"Content-Length": len(body), "Connection": "close", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items())
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 10_000,
        b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 90_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n" + b"b" * 90_000,
    ],
    ids=["headers", "a header", "promises", "a body"],
)
def test_an_answer_that_trickles_ends(monkeypatch, answer):
    monkeypatch.setattr(exchange, "LONGEST", 0.3)
    with (
        serve(answer, pause=0.02) as (url, asked),
        pytest.raises(SyndicationError, match=r"no end|in time|wait"),
    ):
        ask(url)
    # All tries together have the time of one.
    assert len(asked) <= 2


def test_a_page_of_ours_that_trickles_is_not_there():
    with serve(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 10_000, pause=0.02) as (url, _):
        begun = time.monotonic()
        missing = await_pages([f"{url}/"], 0.5, lambda text: None)
    assert missing == {f"{url}/": "does not answer in time"}
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("body", "packed"),
    [
        (gzip.compress(bytes(20_000_000)), "gzip"),
        (zlib.compress(bytes(20_000_000)), "deflate"),
        (gzip.compress(gzip.compress(bytes(20_000_000))), "gzip, gzip"),
    ],
    ids=["gzip", "deflate", "twice"],
)
def test_a_packed_answer_is_as_large_as_what_is_in_it(body, packed):
    assert len(body) < 100_000
    with serve(write(body, Content_Encoding=packed)) as (url, _):
        with pytest.raises(
            SyndicationError, match=r"larger than 1,000,000 bytes. .*\"largest\"|more than once"
        ):
            ask(url, largest=1)
        if "," not in packed:
            assert len(ask(url).content) == 20_000_000


@pytest.mark.parametrize(
    "charset", ["idna", "utf-7", "undefined", "unicode_escape", "cp037", "x" * 500, '"', "base64"]
)
def test_an_odd_way_of_writing_hides_nothing(charset):
    secret = SECRET.encode("cp037") if charset == "cp037" else SECRET.replace("k", "+AGs-").encode("ascii")
    with serve(write(secret, Content_Type=f"text/html; charset={charset}")) as (url, _):
        assert SECRET not in ask(url).text


def test_a_way_of_writing_that_people_use_is_read():
    with serve(write("Kōrero è".encode("utf-16"), Content_Type="text/html; charset=UTF-16")) as (url, _):
        assert ask(url).text == "Kōrero è"
    with serve(write("È".encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1")) as (url, _):
        assert ask(url).text == "È"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_not_asked_by_way_of_another(monkeypatch, name, host):
    with (
        serve(write(b'{"who": "proxy"}')) as (proxy, overheard),
        serve(write(b'{"who": "us"}')) as (url, _),
    ):
        monkeypatch.setenv(name, proxy)
        assert ask(url.replace("127.0.0.1", host)).json() == {"who": "us"}
        assert overheard == []
        assert await_pages([url], 5, lambda text: None) == {}
        assert overheard == []
        # The name of a server with TLS is all that a proxy learns.
        with pytest.raises(SyndicationError):
            ask("https://partner.invalid")
        assert not [data for data in overheard if SECRET.encode() in data]
        assert bool(overheard) is (name.upper() != "HTTP_PROXY")
        assert all(data.startswith(b"CONNECT partner.invalid:443 ") for data in overheard)


@pytest.mark.parametrize(
    "way", ["ftp://user:hunter2@x.example", "socks9://user:hunter2@x", "http://user:hunter2@[::1"]
)
def test_a_proxy_that_is_none_is_told_without_its_password(monkeypatch, way):
    monkeypatch.setenv("HTTPS_PROXY", way)
    with pytest.raises(SettingsError, match="HTTPS_PROXY") as told:
        ask("https://partner.invalid")
    assert "hunter2" not in str(told.value)


def test_a_redirect_to_another_server_is_not_followed():
    with serve(write()) as (other, asked):
        moved = f"HTTP/1.1 302 Found\r\nLocation: {other}/x\r\nContent-Length: 0\r\n\r\n".encode()
        with serve(moved) as (url, _), pytest.raises(SyndicationError, match="has moved"):
            exchange.Web(url, "a reader").send("GET", "/", again=True, follow=True)
        assert asked == []


def test_a_path_that_leads_to_another_server_is_not_asked():
    with serve(write(json.dumps({}).encode())) as (url, asked):
        with pytest.raises(SyndicationError, match="is not asked"):
            exchange.Web(url, "a reader").get("@evil.example/")
        assert asked == []
