"""`citations add`, against a service on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from apa7.__main__ import main
from apa7.add.lookup import read_identifier
from apa7.bibliography.library import read_library
from apa7.errors import CitationsError

ARTICLE = (
    " @article{Tane_2012, title={The Weaving of <i>Things</i> in Parliament &amp; Elsewhere}, volume={15}, "
    "ISSN={1468-4462}, url={http://dx.doi.org/10.5555/weave.12}, DOI={10.5555/weave.12}, number={5}, "
    "journal={Information, Communication & Society}, publisher={House}, author={Tāne, M. and Kea, Rua}, "
    "year={2012}, month=jun, pages={662–679}, abstract={Long} }\n"
)
BOOK = "@book{x, title={A Book}, author={O'Hare, Ann}, isbn={978-0-306-40615-7}, year={2001}, publisher={P}}"
PAGE = (
    "@misc{y, title={Code of conduct}, journal={The Board}, language={de}, urldate={2024-01-02}, "
    "author={{Social Workers Registration Board}}, "
    "url={https://board.example/code?a=1%202}, date={2013-05-07}}"
)
ANSWERS = {
    "/10.5555/weave.12": ARTICLE,
    "/10.5555/again": ARTICLE.replace("10.5555/weave.12", "10.5555/again"),
    "/10.5555/words": "<html>Sorry</html>",
    "/9780306406157": BOOK,
    "/https://board.example/code?a=1%202": PAGE,
}


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Accept"]))
        if self.path == "/10.5555/moved":
            self.send_response(302)
            self.send_header("Location", "/10.5555/weave.12")
            self.end_headers()
            return
        status = {"/10.5555/busy": 503, "/10.5555/none": 406}.get(self.path)
        answer = ANSWERS.get(unquote(self.path).replace(" ", "%20"))
        self.send_response(status or (200 if answer else 404))
        self.end_headers()
        if answer and not status:
            self.wfile.write(answer.encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def service():
    server = HTTPServer(("127.0.0.1", 0), Service)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}/", asked=server.asked)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def add(service, tmp_path, monkeypatch, capsys):
    """Return a function that runs the command and returns its code, output and messages."""
    monkeypatch.chdir(tmp_path)

    def run(identifier, *options):
        code = main(["add", identifier, "--doi-service", service.url, "--service", service.url, *options])
        return (code, *capsys.readouterr())

    return run


def test_a_doi(add, service, tmp_path):
    bib = tmp_path / "references.bib"
    bib.write_text("% mine\n@book{tane2012, author={Tāne, A.}, title={T}, date={2012}}", encoding="utf-8")
    code, out, err = add("https://doi.org/10.5555/weave.12")
    assert (code, out) == (0, 'references.bib: added "tane2012a". Cite it as [@tane2012a]\n')
    assert err == (
        'references.bib:4: warning: "tane2012a": the title loses the capital of "Parliament"; '
        "braces keep capitals: {Parliament}\n"
    )
    assert bib.read_text(encoding="utf-8") == (
        "% mine\n@book{tane2012, author={Tāne, A.}, title={T}, date={2012}}\n\n"
        "@article{tane2012a,\n"
        "  author       = {Tāne, M. and Kea, Rua},\n"
        "  title        = {The Weaving of <i>Things</i> in Parliament \\& Elsewhere},\n"
        "  journaltitle = {Information, Communication \\& Society},\n"
        "  volume       = {15},\n"
        "  number       = {5},\n"
        "  pages        = {662–679},\n"
        "  publisher    = {House},\n"
        "  date         = {2012-06},\n"
        "  issn         = {1468-4462},\n"
        "  doi          = {10.5555/weave.12},\n"
        "}\n"
    )
    assert service.asked == [("/10.5555/weave.12", "application/x-bibtex, text/x-bibtex;q=0.9")]
    assert [path.name for path in tmp_path.iterdir()] == ["references.bib"]
    library = read_library([bib])
    assert library.get("tane2012a").string("title") == "The Weaving of Things in Parliament & Elsewhere"


def test_no_work_is_added_twice(add, service, tmp_path):
    assert add("10.5555/weave.12")[0] == 0
    before = (tmp_path / "references.bib").read_bytes()
    code, _, err = add("doi:10.5555/WEAVE.12")
    assert (code, err) == (1, 'references.bib:1: "tane2012" has this DOI already. Cite it as [@tane2012]\n')
    assert len(service.asked) == 1
    code, _, err = add("10.5555/again")
    assert (code, err) == (
        1, 'references.bib:1: "tane2012" has this title, author and year already. Cite it as [@tane2012]\n'
    )  # fmt: skip
    assert add("9780306406157")[0] == 0
    assert add("0-306-40615-2")[0] == 1
    assert add("https://board.example/code?a=1%202")[0] == 0
    assert add("http://www.board.example/code?a=1%202")[0] == 1
    assert (tmp_path / "references.bib").read_bytes().startswith(before)
    assert list(read_library([tmp_path / "references.bib"])) == ["tane2012", "ohare2001", "swrb2013"]


def test_a_web_page(add, tmp_path):
    code, _, err = add("https://board.example/code?a=1%202")
    assert (code, err) == (0, "")
    assert (tmp_path / "references.bib").read_text(encoding="utf-8") == (
        "@online{swrb2013,\n"
        "  author       = {{Social Workers Registration Board}},\n"
        "  title        = {Code of conduct},\n"
        "  organization = {The Board},\n"
        "  date         = {2013-05-07},\n"
        "  urldate      = {2024-01-02},\n"
        "  url          = {https://board.example/code?a=1%202},\n"
        "  langid       = {de},\n"
        "}\n"
    )


def test_where_it_is_added(add, tmp_path):
    (tmp_path / "content").mkdir()
    add("978-0-306-40615-7")
    assert "@book{ohare2001,\n" in (tmp_path / "content/references.bib").read_text(encoding="utf-8")
    other = tmp_path / "other.bib"
    other.write_bytes("\ufeff@misc{a,\r\n  title = {A},\r\n}\r\n".encode())
    assert add("9780306406157", "--bibliography", "other.bib", "--key", "mine")[0] == 0
    assert other.read_bytes().startswith(
        "\ufeff@misc{a,\r\n  title = {A},\r\n}\r\n\r\n@book{mine,\r\n".encode()
    )
    assert add("10.5555/weave.12", "--bibliography", "other.bib", "--key", "mine")[2] == (
        'other.bib has a work "mine" already. Choose another key.\n'
    )


def test_print_changes_nothing(add, tmp_path):
    code, out, _ = add("10.5555/moved", "--print")
    assert code == 0
    assert out.startswith("@article{tane2012,\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("identifier", "message"),
    [
        (
            "10.5555/unknown",
            "127.0.0.1:{port} knows no work with the DOI 10.5555/unknown. Is it typed right?",
        ),
        (
            "10.5555/busy",
            "127.0.0.1:{port} has no time now (status 503). Try again later; nothing was added.",
        ),
        ("10.5555/none", "127.0.0.1:{port} has no BibTeX for the DOI 10.5555/none. Enter the work by hand."),
        ("10.5555/words", "the service answered with something that isn't an entry. Nothing was added."),
        (
            "9780306406158",
            "9780306406158 is no ISBN: its last digit doesn't fit the others. Check for a typing mistake.",
        ),
        ("a word", "'a word' is neither a DOI (10.…/…) nor an ISBN nor an address (https://…)"),
    ],
)
def test_what_goes_wrong(add, service, tmp_path, identifier, message):
    port = service.url.split(":")[-1].strip("/")
    assert add(identifier) == (1, "", message.format(port=port) + "\n")
    assert not list(tmp_path.iterdir())


def test_nobody_answers(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITATIONS_DOI_SERVICE", "http://127.0.0.1:9/")
    assert main(["add", "10.5555/weave.12"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("127.0.0.1:9 can't be reached (")
    assert err.endswith("). Are you online? Nothing was added.\n")
    monkeypatch.setenv("CITATIONS_DOI_SERVICE", "file:///etc")
    assert main(["add", "10.5555/weave.12"]) == 1
    assert capsys.readouterr().err == (
        'the service\'s address (--doi-service, CITATIONS_DOI_SERVICE) begins with "file:"; '
        "write an address such as https://example.org/page\n"
    )


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("https://press.example/doi/full/10.1080/0312407X.2016.12?src=x", "DOI", "10.1080/0312407X.2016.12"),
        ("http://dx.doi.org/10.1093/sw/swt003", "DOI", "10.1093/sw/swt003"),
        ("ISBN 0-8044-2957-X", "ISBN", "080442957X"),
        ("https://example.org/a", "address", "https://example.org/a"),
    ],
)  # fmt: skip
def test_identifiers(text, kind, value):
    identifier = read_identifier(text)
    assert (identifier.kind, identifier.value) == (kind, value)


@pytest.mark.parametrize("text", ["", "10.1/x", "123", "ftp://x.example/", "@key"])
def test_no_identifiers(text):
    with pytest.raises(CitationsError):
        read_identifier(text)
