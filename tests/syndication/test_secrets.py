"""Secrets go to their partners and nowhere else, whatever goes wrong and whoever repeats them."""

import base64
import html
import json
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

import pytest
from syndication.answers import spell_json
from syndication.conftest import Site, write_site

from crosspost.http.secrets import cover_answer, spell
from crosspost.targets import KINDS

ROOT = Path(__file__).parents[2]
# One a kind, none of them like another, with letters that are written differently in each form.
SECRETS = {
    "wordpress": 'kea& <tui>/+="42 ruru~1',
    "ghost": f"{'a1b2' * 6}:{'c3d4' * 16}",
    "bluesky": "weka/+=&-<huia>-moa~2",
    "mastodon": "pukeko/+=&<takahe>~3",
    "micropub": "kereru/+=&<kakapo>~4",
}
# Kinds that need no account.
WITHOUT = {"feed", "folder", "websub"}


def entries(url):
    """Return a target of each kind, all at one address."""
    return {
        "wordpress": {"kind": "wordpress", "url": url, "user": "author"},
        "ghost": {"kind": "ghost", "url": url},
        "bluesky": {"kind": "bluesky", "url": url, "user": "author.example"},
        "mastodon": {"kind": "mastodon", "url": url},
        "micropub": {"kind": "micropub", "url": url},
        "kit": {"kind": "folder"},
    }


def write_forms(secret):
    """Return a secret as it may be written, made without the code that hides it."""
    plain = {secret, "".join(secret.split()), secret.rpartition(":")[2]}
    with_user = [f"author:{secret}", f"author.example:{secret}", f"Bearer {secret}"]
    forms = set()
    for text in plain:
        data = text.encode()
        forms |= {text, quote(text), quote(text, safe=""), quote_plus(text), html.escape(text)}
        forms |= {json.dumps(text)[1:-1], json.dumps(text)[1:-1].replace("/", "\\/")}
        forms |= {base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode()}
    forms |= {base64.b64encode(text.encode()).decode() for text in with_user}
    return {form.rstrip("=") for form in forms}


def echo(handler):
    """Return all that a request says, a secret in it, and all of them in every form."""
    length = int(handler.headers.get("Content-Length") or 0)
    said = (
        f"{handler.command} {handler.path}\n{handler.headers}\n{handler.rfile.read(length).decode('latin-1')}"
    )
    secrets = [secret for secret in SECRETS.values() if secret in unquote(said)]
    for scheme, _, token in [handler.headers.get("Authorization", "").partition(" ")]:
        if scheme == "Basic":
            secrets.append(base64.b64decode(token).decode().partition(":")[2])
        elif scheme == "Ghost":
            secrets.append(SECRETS["ghost"])
        elif token:
            secrets.append(token)
    return [said, *secrets[-1:], *(form for secret in secrets for form in sorted(write_forms(secret)))]


def as_json(words):
    return "application/json", json.dumps(
        {
            **dict.fromkeys(
                ("message", "error", "error_description", "id", "url", "link", "code"), " ".join(words[1:])
            ),
            "errors": [{"message": words[0], "context": " ".join(words), "type": words[-1]}],
            "capabilities": {"publish_posts": True, "edit_posts": True},
            "did": words[-1],
            "rest": words,
        }
    )


def as_html(words):
    escaped = html.escape(" ".join(words))
    return "text/html", f"<!doctype html><title>Error: {escaped}</title><h1>{escaped}</h1>"


def as_text(words):
    return "text/plain", "\n".join(words)


# How somebody answers: status, body, further headers made of what was said.
ANSWERS = {
    "401 in JSON": (401, as_json, {}),
    "403 in HTML": (403, as_html, {}),
    "400 as text": (400, as_text, {}),
    "404 in JSON": (404, as_json, {}),
    "500 with all that was sent": (500, as_text, {}),
    "500 in JSON": (500, as_json, {}),
    "200 in JSON": (200, as_json, {"Location": "/{}", "Link": "</{}>; rel=micropub"}),
    "200 in HTML": (200, as_html, {"Link": "</{}>; rel=micropub"}),
    "201 with an address": (201, as_text, {"Location": "/{}"}),
    "302": (302, as_text, {"Location": "/login?token={}"}),
    "429": (429, as_json, {"Retry-After": "3600", "X-Why": "{}"}),
    "cut off": (200, as_json, {"Content-Length": "999999"}),
}


class Echo(BaseHTTPRequestHandler):
    """Answers every request with what was asked."""

    def answer(self):
        words = echo(self)
        self.server.heard.append(words[0])
        status, write, headers = ANSWERS[self.server.mode]
        kind, text = write(words)
        body = text.encode()
        self.send_response(status, f"Said {words[-1][:40]}")
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value.format(quote(words[1]) if words[1:] else "nothing"))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    """Somebody who repeats everything."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    running.url = f"http://127.0.0.1:{running.server_port}"
    running.mode, running.heard = "", []
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield running
    running.shutdown()


@pytest.fixture(scope="module")
def built_for_all(tmp_path_factory, server):
    """The site, built for all kinds of targets; its secrets are in its `.env`."""
    site = write_site(tmp_path_factory.mktemp("secrets") / "site")
    site.set_targets(**entries(server.url))
    site.build()
    write_secrets(site, SECRETS)
    return site.path


@pytest.fixture
def all_kinds(built_for_all, tmp_path):
    """A copy of that site."""
    return Site(shutil.copytree(built_for_all, tmp_path / "site"))


def write_secrets(site, secrets):
    lines = [f"{name.upper()}_SECRET='{secret}'\n" for name, secret in secrets.items()]
    (site.path / ".env").write_text("".join(lines), encoding="utf-8")


def check(site, printed, secrets=SECRETS):
    """Look for every secret in every form in what was printed and in every file but `.env`."""
    places = {"printed": printed.encode(), **site.files(".")}
    del places[".env"]
    for secret in secrets.values():
        for form in write_forms(secret):
            for name, data in places.items():
                assert form.encode() not in data, f"{name} has {form}"
    assert "eyJ" not in printed, "a token that was made of a secret"


# One process for all, because starting takes most of the time.
RUN = """
from crosspost.__main__ import main
for arguments in (["publish", "--no-wait"], ["doctor"], ["plan"]):
    print("exit code", main(arguments), flush=True)
"""


def run_all(site):
    """Publish, examine and plan again; return what was printed."""
    printed = site.run("-c", RUN)
    assert printed.count("exit code 1") >= 1
    return printed


def test_every_kind_that_has_a_secret_is_here():
    assert set(SECRETS) <= set(KINDS) <= set(SECRETS) | WITHOUT


@pytest.mark.parametrize("mode", ANSWERS)
def test_a_partner_that_repeats_everything_is_not_repeated(all_kinds, server, mode):
    server.mode, server.heard = mode, []
    printed = run_all(all_kinds)
    check(all_kinds, printed)
    # The secrets were sent, and it was told who failed: this has looked at something.
    for name, secret in SECRETS.items():
        assert f"{name}: " in printed
        if name != "ghost":
            assert any(form in said for said in server.heard for form in write_forms(secret)), name


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [("401 in JSON", list(SECRETS)), ("403 in HTML", ["wordpress", "mastodon", "micropub"])],
)
def test_where_a_secret_stands_that_is_not_accepted_is_told(all_kinds, server, mode, kinds):
    server.mode, server.heard = mode, []
    for kind in kinds:
        printed = all_kinds.syndicate("doctor", "--only", kind, code=1)
        assert f"{kind.upper()}_SECRET (the environment or .env)" in printed
        check(all_kinds, printed)


@pytest.mark.parametrize("kind", ["ghost", "mastodon", "micropub"])
def test_where_a_secret_stands_that_cannot_be_one_is_told(all_kinds, kind):
    write_secrets(all_kinds, {kind: "hunter2 hunter2"})
    printed = all_kinds.syndicate("doctor", "--only", kind, code=1)
    assert f"Copy it again into {kind.upper()}_SECRET (the environment or .env)" in printed
    assert "hunter2" not in printed


def test_nobody_answers(all_kinds):
    all_kinds.set_targets(**entries("http://127.0.0.1:9"))
    printed = run_all(all_kinds)
    assert "cannot be reached" in printed
    check(all_kinds, printed)


@pytest.mark.parametrize("odd", ["\u0101", "\x01", "\n"])
def test_a_secret_that_cannot_be_sent_is_not_shown(all_kinds, server, odd):
    """HTTP libraries name the header that they refuse."""
    server.mode = "401 in JSON"
    secrets = {name: f"{secret[:12]}{odd}{secret[12:]}" for name, secret in SECRETS.items()}
    write_secrets(all_kinds, secrets)
    printed = run_all(all_kinds)
    halves = {
        f"{name}{n}": half
        for name, secret in SECRETS.items()
        for n, half in enumerate((secret[:12], secret[12:]))
    }
    check(all_kinds, printed, {name: half for name, half in halves.items() if len(half) > 8} | secrets)


@pytest.mark.parametrize("place", ["exchange.Web._fetch", "exchange.Web._check", "refusals.read_error"])
def test_a_mistake_of_ours_is_shown_without_secrets(all_kinds, server, place):
    """Even where Python shows a traceback."""
    server.mode = "500 with all that was sent"
    name, _, rest = place.partition(".")
    with (all_kinds.path / "publishconf.py").open("a") as file:
        file.write(
            f"\nfrom crosspost.http import {name}\n"
            "def fail(*arguments, **options): raise ZeroDivisionError('a mistake')\n"
            f"{name}.{rest} = fail\n"
        )
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-m", "crosspost", "publish", "--no-wait"],
        cwd=all_kinds.path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ran.returncode == 1
    assert "a mistake" in ran.stdout
    check(all_kinds, ran.stdout)


NAMES = ["secret", "token", "api_key", "access_token", "key", "Password"]


@pytest.mark.parametrize(
    ("kind", "name"), [*((kind, "password") for kind in SECRETS), *(("wordpress", name) for name in NAMES)]
)
def test_a_secret_in_the_settings_is_refused_and_not_shown(all_kinds, server, kind, name):
    entry = {**entries(server.url)[kind], name: "hunter2 hunter2"}
    all_kinds.set_targets(partner=entry)
    printed = all_kinds.publish(code=1)
    assert "hunter2" not in printed
    assert f"'{name}'" in printed or "PARTNER_SECRET=…" in printed
    if name in {"password", "secret", "token"}:
        assert "PARTNER_SECRET=…" in printed


def test_git_keeps_no_secrets(tmp_path):
    shutil.copy(ROOT / ".gitignore", tmp_path)
    (tmp_path / ".env").write_text("PARTNER_SECRET=x")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    seen = subprocess.check_output(["git", "status", "--porcelain", "-uall"], cwd=tmp_path, text=True)
    assert seen == "?? .gitignore\n"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("after", ["", "z", "yz"])
@pytest.mark.parametrize("secret", SECRETS.values())
def test_base64_of_a_text_with_a_secret_in_it_is_covered(secret, before, after):
    data = base64.b64encode(f"{before}{secret}{after}".encode())
    covered = cover_answer(b"said " + data, spell(secret))
    assert covered != b"said " + data
    left = covered.replace(b"said ", b"").decode().rstrip("=").split("…")
    assert max(map(len, left)) <= 4


def spell_in(how):
    """Return what writes a text in one way or another."""
    return {
        "JSON": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text),
        "JSON in capitals": lambda text: "".join(f"\\u{ord(letter):04X}" for letter in text),
        "half in JSON": spell_json,
        "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
        "JSON with slashes": lambda text: json.dumps(text).replace("/", "\\/"),
        "addresses": lambda text: "".join(f"%{ord(letter):02x}" for letter in text),
        "addresses in capitals": lambda text: "".join(f"%{ord(letter):02X}" for letter in text),
        "addresses in addresses": lambda text: quote(quote(quote(text, safe=""), safe="")),
        "JSON in addresses": lambda text: quote("".join(f"\\u{ord(letter):04x}" for letter in text)),
        "HTML": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
        "HTML in hexadecimal": lambda text: "".join(f"&#X{ord(letter):06X};" for letter in text),
        "HTML in HTML": lambda text: html.escape(html.escape(text)),
        "JSON in HTML": lambda text: html.escape(json.dumps(text)),
        "programs": lambda text: "".join(f"\\x{ord(letter):02x}" for letter in text),
        "lines": lambda text: "\r\n".join(text),
        "signs that nobody sees": lambda text: "\u200b".join(text),
        "more of them": lambda text: "\u034f\u180e\ufe0f\U000e0041\u3000".join(text),
        "zeros": lambda text: "\0".join(text),
        "capitals": str.upper,
        "hexadecimal": lambda text: text.encode().hex(),
        "base64 in lines": lambda text: "\n".join(
            re.findall(".{1,5}", base64.b64encode(text.encode()).decode())
        ),
        "base64 in addresses": lambda text: quote(base64.urlsafe_b64encode(text.encode()).decode(), safe=""),
    }[how]


# corpus: 110 inputs
@pytest.mark.parametrize("secret", SECRETS.values())
@pytest.mark.parametrize(
    "how",
    [
        "JSON", "JSON in capitals", "half in JSON", "JSON in JSON", "JSON with slashes", "addresses",
        "addresses in capitals", "addresses in addresses", "JSON in addresses", "HTML", "HTML in hexadecimal",
        "HTML in HTML", "JSON in HTML", "programs", "lines", "signs that nobody sees", "more of them",
        "zeros", "capitals", "hexadecimal", "base64 in lines", "base64 in addresses",
    ],
)  # fmt: skip
def test_a_secret_is_covered_however_it_is_spelt(how, secret):
    said = spell_in(how)(secret)
    covered = cover_answer(f"before {said} after".encode(), spell(secret)).decode()
    assert covered.startswith("before ")
    assert covered.endswith(" after")
    assert "…" in covered
    assert len(covered) < len("before … after") + 16


def test_a_secret_in_the_midst_of_much_is_covered_alone():
    secret = SECRETS["wordpress"]
    text = "Much else. " * 20_000
    covered = cover_answer(f"{text}{spell_json(secret)}{text}".encode(), spell(secret)).decode()
    assert covered == f"{text}…{text}"


@pytest.mark.parametrize("secret", SECRETS.values())
@pytest.mark.parametrize(
    "mark", ["<b>", "</span><span class='x'>", "&lt;i&gt;", "\\u003cb\\u003e", "<!-- -->"]
)
def test_a_secret_that_markup_parts_is_not_read_as_one(secret, mark):
    """As it is shown to people, markup is taken out."""
    said = f"before {secret[:9]}{mark}{secret[9:15]}{mark}{secret[15:]} after"
    assert cover_answer(said.encode(), spell(secret)).decode() == "…"
    assert cover_answer(said.replace(secret[-1], "").encode(), spell(secret)).decode() != "…"


def test_what_is_like_a_secret_stays():
    forms = spell(SECRETS["mastodon"])
    for text in ("pukeko and takahe", "a=b&c=d", "100% of \\u0041", "&amp;&lt;&#65;", "puke%6bo/+=&<"):
        assert cover_answer(text.encode(), forms) == text.encode()


def test_an_answer_without_secrets_is_as_it_came():
    data = bytes(range(256)) * 3
    assert cover_answer(data, spell(SECRETS["wordpress"])) == data
