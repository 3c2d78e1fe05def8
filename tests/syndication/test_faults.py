"""What breaks on our side or lies on theirs: full disks, stopped runs, endless and hostile answers."""

import json
import re
import resource
import socket
import ssl
import subprocess
import threading
import time
import warnings
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from servers.proxy import fault_proxy

from crosspost.errors import RefusedError, SettingsError, UnansweredError, UnavailableError
from crosspost.http import exchange as web
from crosspost.http.refusals import explain_connection
from crosspost.ledger.ledger import append_line, read_ledger
from crosspost.model import Holding
from crosspost.text.parser import parse

SECRET = "abcd efgh ijkl mnop"

# A disk that takes files up to a size alone.
SMALL = (
    "import resource, sys\n"
    "from crosspost.__main__ import main\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))\n"
    "sys.exit(main({arguments}))\n"
)


@pytest.mark.parametrize("size", [0, 100, 300, 1000, 3000, 20_000, 600_000])
def test_a_full_disk_leaves_nothing_half_written(kit, size):
    printed = kit.run("-c", SMALL.format(size=size, arguments=["publish", "--no-deploy"]), code=1)
    assert "File too large" in printed
    assert "None" not in printed
    # The file is named as its author knows it.
    assert re.search(r"(content|copies)/\S+", printed)
    assert str(kit.path) not in printed
    ledger = kit.path / "content/syndication.jsonl"
    if ledger.exists():
        assert ledger.read_bytes()[-1:] in (b"", b"\n")
        assert read_ledger(ledger).problems == []
    assert not list(kit.path.rglob(".part-*"))
    kit.publish()
    assert {action["action"] for action in kit.plan()} == {"unchanged"}
    assert len({post for post, state in kit.receipts() if state in ("created", "found")}) == 3


def test_a_disk_that_has_room_again_gets_no_leftovers(tmp_path):
    """What a failed write left in memory must not follow when the file is closed."""
    path = tmp_path / "syndication.jsonl"
    append_line(path, b'{"kind": "first"}')
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            append_line(path, b'{"kind": "second"}')
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before


def test_an_import_file_without_room_stops_no_other_target(site):
    site.set_targets(one={"kind": "folder"}, two={"kind": "folder"})
    site.build()
    (site.path / "copies/one/wordpress.xml").mkdir(parents=True)
    printed = site.publish(code=1)
    assert "one: " in printed
    assert "wordpress.xml: Is a directory" in printed
    assert (site.path / "copies/two/wordpress.xml").is_file()


def test_what_a_stopped_deploy_wrote_is_removed_when_it_is_gone(kit):
    (kit.path / "output/new.html").write_text("new")
    (kit.path / "output/zoo.html").write_text("never written")
    (kit.path / "public/zoo.html").mkdir(parents=True)
    assert "zoo.html: Is a directory" in kit.publish(code=1)
    assert (kit.path / "public/new.html").exists()
    for name in ("new.html", "zoo.html"):
        (kit.path / "output" / name).unlink()
    kit.publish()
    assert not (kit.path / "public/new.html").exists()


def test_an_empty_output_is_not_deployed(kit):
    kit.publish()
    kit.run("-c", "import shutil, os; shutil.rmtree('output'); os.mkdir('output')")
    before = kit.files("public")
    assert "Build the site first" in kit.publish(code=1)
    assert kit.files("public") == before


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("SYNDICATION_OUTBOX", "."),
        ("SYNDICATION_OUTBOX", ".."),
        ("SYNDICATION_OUTBOX", "content"),
        ("SYNDICATION_OUTBOX", "output/outbox"),
        ("SYNDICATION_OUTBOX", "copies"),
        ("SYNDICATION_COPIES", "content/copies"),
    ],
)
def test_a_folder_with_other_things_in_it_is_not_swept(kit, name, folder):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write(f"\n{name} = {folder!r}\n")
    before = kit.files("content")
    kit.run("-m", "pelican", "-s", "publishconf.py")
    assert f"error: publishconf.py: {name}: " in kit.publish(code=1)
    assert kit.files("content") == before


@pytest.mark.parametrize("folder", ["content", ".", "theme"])
def test_an_output_with_other_things_in_it_ends_the_build(kit, folder):
    """Nothing at all is written: Pelican would write pages among the sources."""
    (kit.path / "theme").mkdir()
    with (kit.path / "publishconf.py").open("a") as file:
        file.write(f'\nOUTPUT_PATH = "{folder}"\nTHEME = "theme"\n')
    before = kit.files(".")
    said = " ".join(kit.run("-m", "pelican", "-s", "publishconf.py", code=1).split())
    assert "OUTPUT_PATH: " in said
    assert "Choose a folder of its own" in said
    assert {name for name in kit.files(".") if "__pycache__" not in name} - before.keys() == set()


@pytest.mark.parametrize(
    "lines",
    [
        "SYNDICATION_OUTBOX = 'elsewhere'\n",
        "SYNDICATION_COPIES = 'kept/copies'\nSYNDICATION_OUTBOX = 'kept/outbox'\n",
        "SYNDICATION_LEDGER = '../sent.jsonl'\n",
        "SYNDICATION_DEPLOY = {'kind': 'directory', 'path': '../public_html'}\n",
        "OUTPUT_PATH = '../html'\n",
    ],
)
def test_folders_elsewhere_are_for_authors_to_choose(kit, lines):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write(lines)
    kit.build()
    assert "3 created" in kit.publish()
    kit.build()
    assert "3 unchanged" in kit.publish()


def test_a_build_that_broke_off_is_not_published(kit):
    """Pelican writes into the folders themselves: what is there is half of one and half of another."""
    kit.publish()
    before = kit.files("public")
    with (kit.path / "publishconf.py").open("a") as file:
        file.write("\nclass Broken:\n    def register():\n        from pelican import signals\n")
        file.write("        signals.article_writer_finalized.connect(lambda *_, **__: 1 / 0, weak=False)\n")
        file.write("PLUGINS = [*PLUGINS, Broken]\n")
    begun = kit.begin("pelican", "-s", "publishconf.py")
    assert begun.end()[0] == 1
    assert "outbox: the last build did not end" in kit.publish(code=1)
    assert "outbox: the last build did not end" in kit.syndicate("plan", code=1)
    assert kit.files("public") == before


def test_a_build_waits_for_a_publish(kit):
    from crosspost.outbox.files import name_lock
    from guards.locks import hold_lock

    with hold_lock(name_lock(kit.path / "outbox")):
        build = kit.begin("pelican", "-s", "publishconf.py")
        while "waiting until it has ended" not in Path(build.printed.name).read_text():
            assert build.poll() is None
            time.sleep(0.05)
        assert (kit.path / "outbox/build.json").exists()
    assert build.end()[0] == 0
    kit.publish()


def test_a_site_whose_sources_lie_beside_its_settings(kit):
    """With PATH = ".", everything is in the content folder."""
    kit.run("-c", "import os; [os.rename(f'content/{name}', name) for name in os.listdir('content')]")
    kit.edit("publishconf.py", 'PATH = "content"', 'PATH = "."\nARTICLE_PATHS = ["media"]\nPAGE_PATHS = []')
    (kit.path / "pelicanconf.py").write_text("")
    kit.build()
    assert "3 created" in kit.publish()
    assert (kit.path / "public/media/researchers/index.html").is_file()


def test_two_posts_never_share_a_file_of_the_outbox(kit):
    part = (kit.path / kit.part(1)).read_text(encoding="utf-8")
    (kit.path / "content/media--practitioners.html").write_text(part, encoding="utf-8")
    kit.edit("content/media--practitioners.html", "<head>", '<head><meta name="slug" content="x">')
    assert "would take" in " ".join(kit.run("-m", "pelican", "-s", "publishconf.py").split())


def test_a_post_with_an_impossible_address_is_named(kit):
    kit.edit(kit.part(2), "Quoted words", '<a href="http://[x">Quoted</a> words')
    printed = " ".join(kit.run("-m", "pelican", "-s", "publishconf.py").split())
    assert "no copy can be made of it" in printed
    assert len(kit.files("outbox/republishing-kit")) == 2


def test_a_terminal_without_macrons_stops_nothing(kit):
    kit.edit(kit.part(1), "Part 1:", "Whānau:")
    kit.publish("--no-deploy")
    kit.edit(kit.part(1), "Whānau:", "Whānau – ā:")
    kit.build()
    assert r"+Wh\u0101nau \u2013 \u0101:" in kit.syndicate("plan", PYTHONIOENCODING="ascii", PYTHONUTF8="0")


@pytest.mark.parametrize(
    ("url", "visitable"),
    [
        ("https://blog.example/ā/?p=1&x=2#y", True),
        ('https://blog.example/"><script>', False),
        ("javascript:alert(1)", False),
        ("https://blog.example/a b", False),
    ],
)
def test_only_an_address_is_put_into_pages(url, visitable):
    assert Holding("1", url, True, "", "").visitable == visitable


MISTAKES = [
    (
        "SYNDICATION_TARGETS",
        {"blog": {"kind": "wordpress"}},
        "SYNDICATION_TARGETS[\"blog\"]: 'url' is missing",
    ),
    (
        "SYNDICATION_TARGETS",
        {"blog": {"kind": "wordpres"}},
        'SYNDICATION_TARGETS["blog"]: no kind "wordpres"',
    ),
    ("SYNDICATION_TARGETS", {"blog": {}}, 'SYNDICATION_TARGETS["blog"] needs a "kind"'),
    (
        "SYNDICATION_DEPLOY",
        {"kind": "directry"},
        'SYNDICATION_DEPLOY: no kind "directry". Did you mean "directory"?',
    ),
]


@pytest.mark.parametrize("command", ["plan", "publish", "doctor", "verify"])
@pytest.mark.parametrize(("name", "value", "words"), MISTAKES)
def test_a_mistake_in_the_settings_is_told_with_their_file(kit, command, name, value, words):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write(f"\n{name} = {value!r}\n")
    assert f"error: publishconf.py: {words}" in kit.syndicate(command, code=1)


def test_a_name_that_is_none_is_no_mistake_in_the_settings(kit):
    assert 'error: no target or post "nobody"' in kit.syndicate("plan", "--only", "nobody", code=1)


def test_an_xml_declaration_in_a_text_is_no_news():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = parse('<?xml version="1.0" encoding="utf-8"?>\n<svg><text>drawn</text></svg>')
    assert found.find("svg").read() == "drawn"


@pytest.fixture
def server():
    """Someone who answers as told, and nobody behind."""
    with fault_proxy(9) as proxy:
        yield proxy


def ask(proxy, method="get", **fault):
    """Ask a server that answers so, and return the message of the error."""
    proxy.fail("status", times=-1, **fault)
    partner = web.Web(proxy.url, "author", *web.sign_in("author", SECRET))
    with pytest.raises((RefusedError, UnansweredError, UnavailableError)) as caught:
        getattr(partner, method)("/", {})
    return str(caught.value)


def explain(url):
    """Return what is said of a server with which no connection comes about."""
    with pytest.raises(UnavailableError) as caught:
        web.Web(url, "author").post("/", {})
    said = str(caught.value)
    assert said.startswith(f"{url} cannot be ")
    assert "Check the address in the settings (publishconf.py)" in said
    return said


def test_nobody_answers():
    said = explain("http://127.0.0.1:9")
    assert "nobody answers at 127.0.0.1, port 9. " in said
    assert said.endswith("([Errno 111] Connection refused).")


def test_a_name_that_nobody_has():
    said = explain("https://blog.invalid")
    assert 'no server "blog.invalid" is found. ' in said
    assert said.endswith(").")
    assert "[Errno" not in said.partition("(publishconf.py)")[0]


def test_no_answer_in_time(monkeypatch):
    monkeypatch.setattr(web, "TIMEOUT", 0.2)
    # With one connection waiting to be accepted, the next is left without an answer.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            assert f"no answer came from 127.0.0.1, port {port} in time" in explain(
                f"http://127.0.0.1:{port}"
            )


@contextmanager
def serve(context=None):
    """Answer at a port of this machine, over TLS if there is a context for it."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_no_https_at_an_address():
    with serve() as place:
        said = explain(f"https://{place}")
    assert "there is no https at this address. " in said
    assert "certificate" not in said


@pytest.mark.parametrize("reason", ["RECORD_LAYER_FAILURE", "HTTP_REQUEST"])
def test_other_words_of_openssl_for_no_https(reason):
    error = ssl.SSLError(1, f"[SSL: {reason}]")
    error.reason = reason
    assert "there is no https at this address. " in explain_connection("https://blog.example", error)


def test_a_certificate_that_nobody_signed(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        "1",
    ]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serve(context) as place:
        said = explain(f"https://{place}")
    assert "cannot be trusted: its certificate is not valid" in said


@pytest.mark.parametrize("place", range(270, 310, 3))
def test_no_part_of_a_secret_is_shown_at_the_end_of_a_message(server, place):
    said = ask(server, status=400, body=json.dumps({"message": "x" * place + SECRET}))
    assert "abc" not in said


def test_an_answer_cannot_command_the_terminal_or_break_the_ledger(server, tmp_path):
    said = ask(server, status=400, body='{"message": "a\\u001b[31mred\\ud800 <b>b</b>"}')
    assert said.endswith("a [31mred b")
    read_ledger(tmp_path / "l").receive("t", "p", "refused", "v", words=said)


@pytest.mark.parametrize("body", ["<" * 5_000_000, "<title" * 800_000, "[" * 200_000, '{"message": [[1]]}'])
def test_an_absurd_error_page_is_cut(server, body):
    assert len(ask(server, status=400, body=body)) < 400


def test_a_redirect_is_not_followed(server):
    with fault_proxy(9) as elsewhere:
        for method in ("get", "post"):
            said = ask(server, method, status=302, headers={"Location": f"{elsewhere.url}/x"})
            assert elsewhere.url in said
        assert elsewhere.requests == []


def test_a_timed_out_gateway_is_an_open_question(server):
    server.fail("status", status=408)
    partner = web.Web(server.url, "author", *web.sign_in("author", SECRET))
    with pytest.raises(UnansweredError):
        partner.post("/", {})


@pytest.mark.parametrize("how", ["LARGEST", "LONGEST"])
def test_an_endless_answer_ends(monkeypatch, how):
    monkeypatch.setattr(web, how, 0.05 if how == "LONGEST" else 100_000)
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def pour():
        while not stopped.is_set():
            client, _ = listener.accept()
            with client:
                try:
                    client.recv(65536)
                    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                    while not stopped.is_set():
                        client.sendall(b"x" * 5000)
                except OSError:
                    continue

    threading.Thread(target=pour, daemon=True).start()
    partner = web.Web(
        f"http://127.0.0.1:{listener.getsockname()[1]}", "author", *web.sign_in("author", SECRET)
    )
    try:
        with pytest.raises(UnansweredError, match="no end"):
            partner.post("/", {})
    finally:
        stopped.set()
        listener.close()


@pytest.mark.parametrize(
    "url", ["https://u:hunter2@b.example", "ftp://u:hunter2@b.example", "https://u:hunter2@[b"]
)
def test_an_address_with_a_password_is_refused_without_showing_it(url):
    with pytest.raises(SettingsError) as caught:
        web.check_address(url, "here")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["https://[b", "https://b:x", "https://b.example/?p=1", "b.example", "https://"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(SettingsError, match="must be an address"):
        web.check_address(url, "here")
