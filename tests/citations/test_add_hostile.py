"""`citations add`, with services, keys and files that are not as they should be."""

import os
import socket
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from apa7.__main__ import main
from apa7.add import exchange
from apa7.bibliography.library import read_library

ENTRY = b"@book{x, title={A Book}, author={Doe, Ann}, year={2001}, publisher={P}}"


def http(body=ENTRY, head="", status="200 OK", length=None):
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\n{head}\r\n".encode() + body


def entry(**fields):
    given = {"title": "A Book", "author": "Doe, Ann", "year": "2001", **fields}
    return ("@book{x, " + ", ".join(f"{name}={{{value}}}" for name, value in given.items()) + "}").encode()


class Service:
    """Answers each question with bytes, or lets a function talk."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.asked, self.answer, self.ended = [], b"", threading.Event()
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        while not self.ended.is_set():
            connection, _ = self.socket.accept()
            with connection:
                try:
                    self.asked.append(connection.recv(65536))
                    answer = self.answer
                    answer(connection) if callable(answer) else connection.sendall(answer)
                except OSError:
                    pass

    def stop(self):
        self.ended.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self.thread.join()
        self.socket.close()


@pytest.fixture
def service():
    service = Service()
    yield service
    service.stop()


@pytest.fixture
def add(service, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path.parent))

    def run(*options, url=service.url, identifier="10.5555/a"):
        code = main(["add", identifier, "--doi-service", url, "--service", url, *options])
        return SimpleNamespace(code=code, **dict(zip(("out", "err"), capsys.readouterr(), strict=True)))

    return run


NO_ENTRY = "the service answered with something that isn't an entry"
NO_ANSWER = "127.0.0.1:{port} answered with what is no answer of a web server. Nothing was added."
ROUND = "127.0.0.1:{port} leads round in circles, or to what is no page of the web. Nothing was added."
NO_PAGE = "127.0.0.1:{port} leads to what is no page of the web. Nothing was added."
UNWRITTEN = "the service answered with an entry that can't be written down."

# corpus: 31 inputs
ANSWERS = {
    "nothing at all": (b"", "127.0.0.1:{port} can't be reached ("),
    "an empty page": (http(b""), NO_ENTRY),
    "HTML": (http(b"<html><body>@book{x, y</body></html>"), NO_ENTRY),
    "bytes": (http(bytes(range(256))), NO_ENTRY),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", NO_ANSWER),
    "a status that is none": (b"HTTP/1.1 abc OK\r\n\r\n", NO_ANSWER),
    "too few bytes": (
        http(length=5_000),
        "127.0.0.1:{port} ended in the middle of its answer. Nothing was added.",
    ),
    "a length that is none": (
        http().replace(b"Content-Length: ", b"Content-Length: -"),
        None,
    ),
    "a chunk that ends early": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n@book{x",
        NO_ANSWER,
    ),
    "a chunk without a size": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n@book{x",
        NO_ANSWER,
    ),
    "a long header": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", NO_ANSWER),
    "many headers": (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n", NO_ANSWER),
    "gzip": (
        http(b"\x1f\x8b\x08\x00", "Content-Encoding: gzip\r\n"),
        "127.0.0.1:{port} answered in an encoding that it was not asked for. Nothing was added.",
    ),
    "too much": (
        http(b"@book{x, title={" + b"a" * 1_100_000 + b"}}"),
        "127.0.0.1:{port} answered with more than an entry. Nothing was added.",
    ),
    "a circle": (http(b"", "Location: /10.5555/a\r\n", "302 Found"), ROUND),
    "a way to nowhere": (http(b"", "", "302 Found"), ROUND),
    "a way to a file": (http(b"", "Location: file:///etc/passwd\r\n", "302 Found"), ROUND),
    "a way to FTP": (http(b"", "Location: ftp://127.0.0.1/a\r\n", "302 Found"), NO_PAGE),
    "a way to data": (http(b"", "Location: data:text/plain,@book{x}\r\n", "302 Found"), ROUND),
    "a way to half an address": (http(b"", "Location: http://[::1\r\n", "302 Found"), NO_ANSWER),
    "a way to a port too high": (http(b"", "Location: http://127.0.0.1:99999/\r\n", "302 Found"), NO_PAGE),
    "a way to a port of letters": (http(b"", "Location: http://127.0.0.1:abc/\r\n", "302 Found"), NO_PAGE),
    "several works": (http(ENTRY + b"\n" + ENTRY.replace(b"x,", b"y,")), "the service answered with 2 works"),
    "a text": (http(b'@string{a = "b"}'), NO_ENTRY),
    "a preamble": (http(b'@preamble{"\\write18{rm}"}'), NO_ENTRY),
    "a comment": (http(b"@comment{" + ENTRY + b"}"), NO_ENTRY),
    "braces that close too early": (http(b'@book{x, title="a} , b = {", author={Doe, A.}, year=2001}'), None),
    "a field that names another": (http(b"@book{x, title={a}, {y}={b}, year=2001}"), NO_ENTRY),
    "braces escaped": (http(entry(title="a \\} b \\{ c")), None),
    "an entry that never ends": (http(ENTRY[:-1]), NO_ENTRY),
    "one field after another": (http(b"@book{x, " + b"a" * 60_000 + b"={b}, title={T}, year=2001}"), None),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_an_entry_or_nothing(add, service, tmp_path, name):
    service.answer, message = ANSWERS[name]
    before = "@book{mine, title={Mine}}\n"
    bib = tmp_path / "references.bib"
    bib.write_text(before)
    done = add()
    if message is not None:
        assert done.code == 1
        assert done.err.startswith(message.format(port=service.port))
    assert (done.out + done.err).count("\n") == 1 or done.code == 0
    if done.code:
        assert bib.read_text() == before
    else:
        library = read_library([bib])
        assert len(library) == 2
        assert not [problem for problem in library.problems if not problem.warning]
    assert [path.name for path in tmp_path.iterdir()] == ["references.bib"]


def test_what_services_rightly_say_is_added(add, service, tmp_path):
    authors = " and ".join(f"Doe{number}, A." for number in range(2_932))
    service.answer = http(entry(author=authors, title="\x1b[31mA {B}ook\x00 \u202eof $x_{1}$ & 5% \\#1"))
    assert add("--key", "grande2001:a.b-c/d+e_f").code == 0
    work = read_library([tmp_path / "references.bib"]).get("grande2001:a.b-c/d+e_f")
    assert len(work.names("author")) == 2_932
    written = (tmp_path / "references.bib").read_text(encoding="utf-8")
    assert "\x1b" not in written
    assert "\u202e" not in written


def trickle(head):
    def talk(connection):
        connection.sendall(head)
        for _ in range(200):
            time.sleep(0.02)
            connection.sendall(b"X: a\r\n")

    return talk


# corpus: 3 inputs
@pytest.mark.parametrize(
    "answer",
    [
        trickle(b"HTTP/1.1 200 OK\r\n"),
        trickle(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n"),
        trickle(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
    ],
)
def test_an_answer_that_trickles_ends(add, service, monkeypatch, answer):
    monkeypatch.setattr(exchange, "SECONDS", 0.5)
    service.answer = answer
    err = add().err
    late = f"127.0.0.1:{service.port} takes longer than 0 seconds to answer. Nothing was added.\n"
    assert err in (late, NO_ANSWER.format(port=service.port) + "\n")


# corpus: 10 inputs
@pytest.mark.parametrize(
    "url",
    [
        "http://user:CANARY@127.0.0.1:99999/",
        "http://user:CANARY@127.0.0.1:abc/",
        "http://user:CANARY@[::1",
        "http://user:CANARY@/",
        "http://user:CANARY@127.0.0.1:9/",
        "http://user:CANARY@ 127.0.0.1/",
        "ftp://user:CANARY@127.0.0.1/",
        "//user:CANARY@127.0.0.1/",
        "http:///10.5555",
        "http://\x00/",
    ],
)
def test_an_address_of_a_service_that_is_none(add, tmp_path, url):
    done = add(url=url)
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "CANARY" not in done.err
    assert not list(tmp_path.iterdir())


def test_a_password_is_said_to_the_service_alone(add, service):
    other = Service()
    try:
        other.answer = http()
        service.answer = http(b"", f"Location: {other.url}\r\n", "302 Found")
        assert add(url=service.url.replace("//", "//me:CANARY@")).code == 0
        service.answer = http(b"", status="503 Busy")
        busy = add(url=service.url.replace("//", "//me:CANARY@"), identifier="10.5555/b")
    finally:
        other.stop()
    assert b"Authorization: Basic bWU6Q0FOQVJZ" in service.asked[0]
    assert b"Authorization" not in other.asked[0]
    assert busy.err.startswith(f"127.0.0.1:{service.port} has no time now")


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_what_a_proxy_could_overhear_goes_by_no_proxy(add, service, monkeypatch, name, host):
    proxy = Service()
    try:
        monkeypatch.setenv(name, proxy.url)
        proxy.answer = service.answer = http()
        url = service.url.replace("127.0.0.1", host)
        assert add(url=url.replace("//", "//me:CANARY@")).code == 0
        assert host.startswith("[") or add(url=url, identifier="10.5555/b").code == 1, "it is there already"
    finally:
        proxy.stop()
    assert [said for said in proxy.asked if said] == []
    assert b"Authorization: Basic bWU6Q0FOQVJZ" in service.asked[0]


def test_a_proxy_is_asked_for_what_everybody_may_hear(add, monkeypatch):
    proxy = Service()
    try:
        monkeypatch.setenv("http_proxy", proxy.url)
        proxy.answer = http()
        assert add(url="http://service.invalid/").code == 0
    finally:
        proxy.stop()
    assert proxy.asked[0].startswith(b"GET http://service.invalid/10.5555/a ")


# corpus: 5 inputs
@pytest.mark.parametrize(
    "identifier",
    ["http://[::1", "https://", "http://:80/", "https://me:CANARY@board.example/", "https://a:b/"],
)
def test_an_address_that_no_service_is_asked(add, service, identifier):
    done = add(identifier=identifier)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "CANARY" not in done.err
    assert service.asked == []


# corpus: 21 inputs
@pytest.mark.parametrize(
    "key", [*"{}(),=%#~\\'\"@ $&", "", "a,b", "a b", "{x}", "%x", "a\x1bb", "a\u202eb", ".a", "a..b"]
)
def test_a_key_that_breaks_the_file(add, service, tmp_path, key):
    done = add("--key", key)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "can't be a key: it has letters, digits and _" in done.err
    assert service.asked == []


def test_what_is_saved_meanwhile_stays(add, service, tmp_path):
    bib = tmp_path / "references.bib"
    bib.write_text("@book{a, title={A}}\n")

    def answer(connection):
        bib.write_text("@book{a, title={A}}\n\n@book{b, title={B}}\n")
        connection.sendall(http())

    service.answer = answer
    assert add().out == 'references.bib: added "doe2001". Cite it as [@doe2001]\n'
    assert list(read_library([bib])) == ["a", "b", "doe2001"]

    def same(connection):
        bib.write_text("@book{doe2002, title={B}}\n@book{c, author={Doe, Ann}, title={Other}, date={2002}}\n")
        connection.sendall(http(entry(title="Other", year="2002")))

    service.answer = same
    assert "has this title, author and year already" in add(identifier="10.5555/c").err
    service.answer = lambda connection: connection.sendall(http(entry(title="Third", year="2002")))
    assert 'added "doe2002a"' in add(identifier="10.5555/d").out


def test_two_adds_at_once_both_add(service, tmp_path):
    numbers = iter(range(100))
    service.answer = lambda connection: connection.sendall(http(entry(title=f"Book {next(numbers)}")))
    command = [sys.executable, "-m", "apa7", "add", "--doi-service", service.url]
    environment = {**os.environ, "TMPDIR": str(tmp_path.parent)}
    running = [
        subprocess.Popen(
            [*command, f"10.5555/{number}"], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL
        )
        for number in range(4)
    ]
    assert [process.wait() for process in running] == [0] * 4
    assert len(read_library([tmp_path / "references.bib"])) == 4


# corpus: 6 inputs
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "references.bib is no file"),
        (os.mkfifo, "references.bib is no file"),
        (lambda path: path.symlink_to("/dev/full"), "references.bib is no file"),
        (lambda path: path.symlink_to("references.bib"), "references.bib is a link that goes in circles"),
        (lambda path: path.write_bytes(b"@book{a, title={\xff}}"), "references.bib isn't UTF-8"),
        (
            lambda path: (path.write_text(""), path.chmod(0o444)),
            "references.bib can't be written: it is read-only",
        ),
    ],
)
def test_a_file_that_takes_nothing(add, service, tmp_path, make, message):
    service.answer = http()
    make(tmp_path / "references.bib")
    done = add()
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.startswith(message)


def test_files_that_take_an_entry(add, service, tmp_path):
    service.answer = http()
    (tmp_path / "library").mkdir()
    (tmp_path / "references.bib").symlink_to("library/new.bib")
    assert add().code == 0
    assert (tmp_path / "references.bib").is_symlink()
    assert list(read_library([tmp_path / "library/new.bib"])) == ["doe2001"]


def test_a_full_disk_keeps_what_was_there(add, service, tmp_path, monkeypatch):
    service.answer = http()
    bib = tmp_path / "references.bib"
    bib.write_text("@book{a, title={A}}\n")

    def fail(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert add().err == "references.bib can't be written: No space left on device\n"
    assert [path.name for path in tmp_path.iterdir()] == ["references.bib"]
    assert bib.read_text() == "@book{a, title={A}}\n"
