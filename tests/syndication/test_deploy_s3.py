"""Deploying to a real S3 gateway that checks every signature, and to a stand-in that counts and refuses."""

import hashlib
import http.server
import os
import re
import threading
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from servers.s3 import ACCESS_KEY, SECRET, start_store
from syndication.deploying import Built, list_folder

from crosspost.deploy import bucket
from crosspost.deploy.s3 import read_media_type
from crosspost.errors import SettingsError, SyndicationError


@pytest.fixture
def store(monkeypatch):
    monkeypatch.setenv("DEPLOY_SECRET", SECRET)
    running = start_store()
    yield running
    running.stop()


@pytest.fixture
def built(tmp_path, store):
    return Built(tmp_path / "site", store.settings())


def times(store):
    """Return when each object was stored."""
    return {path: path.stat().st_mtime_ns for path in store.bucket.rglob("*") if path.is_file()}


def files(folder):
    """Return the objects; the gateway keeps what it did not receive to its end under names of its own."""
    found = list_folder(folder).items()
    return {name: data for name, data in found if data is not None and ".rclone_temp" not in name}


def test_a_deploy_sends_what_differs_and_removes_what_is_gone(built, store):
    assert built.deploy() == f"{store.url}/site: 5 of 5 files sent, 0 removed"
    assert files(store.bucket) == built.files()
    before = times(store)

    built.rebuild()
    assert built.deploy().endswith("unchanged, 5 files")
    assert times(store) == before

    built.write("media/first/index.html", "<p>Other</p>")
    assert "1 of 5 files sent, 0 removed" in built.deploy()
    after = times(store)
    assert [path.name for path in before if before[path] != after[path]] == ["index.html"]

    built.remove("media/second/index.html")
    assert "0 of 4 files sent, 1 removed" in built.deploy()
    assert files(store.bucket) == built.files()


def test_what_others_put_there_stays(built, store):
    built.deploy(prefix="blog")
    assert files(store.bucket / "blog") == built.files()
    (store.bucket / "blog/theirs.txt").write_text("theirs")
    (store.bucket / "index.html").write_text("theirs, too")
    built.remove("media/second/index.html")
    assert "1 removed" in built.deploy(prefix="/blog/")
    found = files(store.bucket)
    assert found.pop("index.html") == b"theirs, too"
    assert found.pop("blog/theirs.txt") == b"theirs"
    assert found == {f"blog/{name}": data for name, data in built.files().items()}


def test_a_killed_deploy_is_put_right(built, store):
    built.deploy()
    for number in range(100):
        built.write(f"many/{number}.bin", os.urandom(20_000))
    built.write("index.html", "<p>New</p>")
    built.deploy_and_kill(lambda: len(list(store.bucket.glob("many/*"))) > 5)
    assert len(list(store.bucket.glob("many/*"))) < 100
    assert (store.bucket / "index.html").read_text() == "<p>Tēnā koe</p>", "pages come after what they show"
    for number in range(20):
        built.remove(f"many/{number}.bin")
    assert "removed" in built.deploy()
    assert files(store.bucket) == built.files()


def test_credentials_that_are_not_accepted(built, store, monkeypatch):
    with pytest.raises(SyndicationError, match=r'no access key "someone"|access key "someone" may not'):
        built.deploy(access_key="someone")
    wrong = "wrong-s3cr3t"
    monkeypatch.setenv("DEPLOY_SECRET", wrong)
    with pytest.raises(SyndicationError, match="DEPLOY_SECRET is not the secret of") as caught:
        built.deploy()
    (finding,) = built.check()
    assert not finding.good
    assert wrong not in finding.text + str(caught.value)
    monkeypatch.delenv("DEPLOY_SECRET")
    with pytest.raises(SyndicationError, match=r"Put DEPLOY_SECRET=… into the environment"):
        built.deploy()
    (built.root / ".env").write_text(f"DEPLOY_SECRET={SECRET}\n")
    assert "5 of 5 files sent" in built.deploy()


def test_doctor_and_other_troubles(built, store):
    (finding,) = built.check()
    assert finding.good
    with pytest.raises(SyndicationError, match='there is no bucket "nowhere"'):
        built.deploy(bucket="nowhere")
    with pytest.raises(SyndicationError, match="cannot be reached"):
        built.deploy(endpoint="http://127.0.0.1:1")
    for path in (built.root / "copies").rglob("*"):
        assert SECRET not in path.read_text()


class StandIn(http.server.ThreadingHTTPServer):
    """As much of S3 as refuses what a file-backed gateway cannot, lists in pages of two, and remembers."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.objects, self.requests, self.refusal, self.stuck = {}, [], None, False
        self.date, self.head = None, ""
        # How often each path fails before it does its work, and how often it was asked for.
        self.stumbling, self.stumbles = 0, {}
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class Answers(http.server.BaseHTTPRequestHandler):
    def answer(self):
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        parts = urlsplit(self.path)
        self.server.requests.append((self.command, self.path, dict(self.headers)))
        key, query = unquote(parts.path).removeprefix("/site/"), parse_qs(parts.query)
        status, body = 200, ""
        stumbles = self.server.stumbles.setdefault(self.path, 0) < self.server.stumbling
        self.server.stumbles[self.path] += 1
        if stumbles or (self.server.refusal and self.command != "GET"):
            status, code = self.server.refusal or (500, "InternalError")
            body = f"<Error><Code>{code}</Code><Message>In its own words.</Message></Error>"
        elif self.command == "PUT":
            self.server.objects[key] = (data, self.headers["content-type"])
        elif self.command == "DELETE":
            status = 204
            self.server.objects.pop(key)
        else:
            start = int(query.get("continuation-token", ["0"])[0])
            names = sorted(self.server.objects)
            body = "".join(
                f"<Contents><Key>{name.replace('&', '&amp;')}</Key>"
                f'<ETag>"{hashlib.md5(self.server.objects[name][0]).hexdigest()}"</ETag></Contents>'
                for name in names[start : start + 2]
            )
            more = bool(self.server.stuck) or start + 2 < len(names)
            body += f"<IsTruncated>{str(more).lower()}</IsTruncated>"
            following = (start + 2) % 4 if self.server.stuck is True else start + 2
            body += f"<NextContinuationToken>{following}</NextContinuationToken>" if more else ""
            body = (
                f'<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{body}</ListBucketResult>'
            )
        body = self.server.head + body
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    do_GET = do_PUT = do_DELETE = answer  # noqa: N815

    def date_time_string(self, *moment):
        return self.server.date or super().date_time_string(*moment)

    def log_message(self, *_):
        pass


@pytest.fixture
def stand_in(monkeypatch):
    monkeypatch.setenv("DEPLOY_SECRET", SECRET)
    server = StandIn()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def counted(tmp_path, stand_in):
    endpoint = f"http://127.0.0.1:{stand_in.server_port}"
    settings = {"kind": "s3", "endpoint": endpoint, "bucket": "site", "access_key": ACCESS_KEY}
    return Built(tmp_path / "site", settings)


def methods(server):
    found = [method for method, *_ in server.requests]
    server.requests.clear()
    return sorted(found)


def test_what_is_asked_of_the_store(counted, stand_in):
    counted.deploy()
    assert methods(stand_in) == ["GET"] + ["PUT"] * 5
    assert {name: data for name, (data, _) in stand_in.objects.items()} == counted.files()
    counted.deploy()
    assert methods(stand_in) == ["GET"] * 3, "a list in three pages, and nothing is sent"
    counted.write("index.html", "<p>New</p>")
    counted.remove("media/second/index.html")
    counted.deploy()
    assert methods(stand_in) == ["DELETE", "GET", "GET", "GET", "PUT"]
    kinds = {name: kind for name, (_, kind) in stand_in.objects.items()}
    assert kinds["index.html"] == "text/html; charset=utf-8"
    assert kinds["feeds/all.atom.xml"] == "application/atom+xml"


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ((403, "AccessDenied"), 'the access key "partwork" may not do this'),
        ((403, "RequestTimeTooSkewed"), "the clock of this computer is wrong"),
        ((507, "XMinioStorageFull"), "it is full"),
        ((400, "AuthorizationHeaderMalformed"), 'Correct "region"'),
        ((500, "InternalError"), "In its own words"),
    ],
)
def test_what_a_store_refuses_is_told_and_sent_by_the_next_run(counted, stand_in, refusal, words):
    stand_in.refusal = refusal
    with pytest.raises(SyndicationError, match=re.escape(words)) as caught:
        counted.deploy()
    assert SECRET not in str(caught.value)
    stand_in.refusal = None
    counted.remove("index.html")
    assert "4 of 4 files sent" in counted.deploy()


def test_a_store_that_stumbles_is_asked_again(counted, stand_in):
    stand_in.stumbling = 2
    assert "5 of 5 files sent" in counted.deploy()
    assert {name: data for name, (data, _) in stand_in.objects.items()} == counted.files()


def test_a_list_without_an_end_is_told(counted, stand_in):
    stand_in.stuck = True
    with pytest.raises(SyndicationError, match="never ends"):
        counted.deploy()


def test_a_list_of_ever_new_pages_is_told(counted, stand_in, monkeypatch):
    monkeypatch.setattr(bucket, "PAGES", 20)
    stand_in.stuck = "new"
    with pytest.raises(SyndicationError, match="never ends"):
        counted.deploy()
    assert len(stand_in.requests) <= 21


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "nonsense", "utf-16", "idna"])
def test_a_list_is_read_however_it_says_that_it_is_written(counted, stand_in, encoding):
    stand_in.head = f'<?xml version="1.0" encoding="{encoding}"?>'
    counted.write("kōrero/index.html", "<p>Kōrero</p>")
    counted.deploy()
    stand_in.requests.clear()
    assert counted.deploy().endswith("unchanged, 6 files")


@pytest.mark.parametrize(
    ("date", "good"),
    [
        ("Sat, 28 Nov 2020 06:32:48 GMT", [True, False]),
        ("Sat, 28 Nov 2020 06:32:48 -0000", [True]),
        ("soon", [True]),
    ],
)
def test_a_clock_that_says_nothing_clear(counted, stand_in, date, good):
    stand_in.date = date
    assert [finding.good for finding in counted.check()] == good


def test_nothing_that_is_sent_holds_the_secret(counted, stand_in):
    counted.deploy()
    assert SECRET not in str(stand_in.requests)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("theme/css/site.css", "text/css; charset=utf-8"),
        ("theme/js/previews.js", "text/javascript; charset=utf-8"),
        ("feeds/all.atom.xml", "application/atom+xml"),
        ("feeds/all.rss.xml", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
        ("media/first/first.csl.json", "application/vnd.citationstyles.csl+json"),
        ("media/first/first.bib", "application/x-bibtex"),
        ("sitemap.xml", "application/xml"),
        ("search.json", "application/json"),
        ("theme/fonts/a.woff2", "font/woff2"),
        ("a.PNG", "image/png"),
        ("a.svg", "image/svg+xml"),
        ("a.webp", "image/webp"),
        ("a.txt", "text/plain; charset=utf-8"),
        (".well-known/site.standard.publication", "text/plain; charset=utf-8"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_media_types(name, kind):
    assert read_media_type(name) == kind


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "s3.example.org"},
        {"endpoint": "http://s3.example.org"},
        {"endpoint": "https://key:secret@s3.example.org"},
        {"bucket": "a/b"},
        {"access_key": ""},
        {"secret": "t0ken"},
    ],
)
def test_settings_that_cannot_be_used(built, changes):
    with pytest.raises(SettingsError, match="SYNDICATION_DEPLOY") as caught:
        built.deploy(**changes)
    assert "t0ken" not in str(caught.value)
