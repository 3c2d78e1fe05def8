"""What developers of this repository can ask for, beside what every site can."""

from __future__ import annotations

import os
import shlex

from invoke import Exit, task

from partwork.folder import ROOT
from partwork.processes import run_command


@task(
    positional=["folder"],
    help={
        "folder": "the new folder, such as ../my-blog",
        "answers": "flags of `partwork new`, such as '--name Kōrero --yes': that is not asked",
    },
)
def start(context, folder, answers=""):
    """Begin a site of your own, in a folder of its own, with Partwork as it is here."""
    from partwork.__main__ import main

    if code := main(["new", folder, *shlex.split(answers)]):
        raise Exit(code=code)


@task(
    help={
        "only": "a file or folder of tests",
        "golden": "write the golden files anew, to be reviewed",
        "quick": "leave out servers, browsers and this site as a whole: for every save",
    }
)
def test(context, only="tests", golden=False, quick=False):
    """Check lint and types, then run every test, installing what they need."""
    if not quick:
        from tests.system import install_system_packages

        install_system_packages()
    uv = ["uv", "run", "--group", "test"]
    run_command(*uv, "ruff", "check")
    run_command(*uv, "ruff", "format", "--check")
    packages = [
        "-ppartwork",
        "-papa7",
        "-pconversation",
        "-pcrosspost",
        "-pguards",
        "-pimports",
        "-pproofs",
        "-prebuild",
        *(f"-ppelican.plugins.{path.name}" for path in ROOT.glob("plugins/*/pelican/plugins/*")),
    ]
    members = (*ROOT.glob("plugins/*"), ROOT / "program")
    run_command(*uv, "mypy", *packages, MYPYPATH=os.pathsep.join(map(str, members)))
    options = [f"--{name}" for name, wanted in {"golden": golden, "quick": quick}.items() if wanted]
    # As many as wait for partners, for clocks and for servers to start, while two are at work.
    run_command(*uv, "pytest", "-n", "2" if quick else "3", only, *options)


# What the bench consists of, and what each piece needs. Pelican imports all plugins that are installed: those
# that only the tests need would take their time.
BENCH = {
    "building": ["--isolated"],
    "watching": ["--isolated"],
    "idle": ["--isolated"],
    "citations": ["--isolated", "--only-group", "bench"],
    "syndication": ["--isolated"],
    "sizes": [],
}


@task(
    iterable=["only"],
    help={
        "full": "sites of 1,000 and 10,000 posts, as the goals say, and docs/bench/ anew",
        "only": f"one of {', '.join(BENCH)}; may be given several times",
    },
)
def bench(context, full=False, only=None):
    """Time builds, saves, commands, citations and publishing beside other programs."""
    pieces = only or list(BENCH)
    if unknown := [name for name in pieces if name not in BENCH]:
        raise Exit(f"The bench has no piece {unknown[0]}, only {', '.join(BENCH)}.", code=1)
    options = ["--full"] if full else []
    place = {"PYTHONPATH": str(ROOT / "tests")}
    measured = [name for name in pieces if name != "sizes"]
    for name in measured:
        run_command("uv", "run", *BENCH[name], "python", "-m", f"bench.{name}", *options, **place)
    if measured:
        options = ["--keep"] if full and not only else []
        run_command("uv", "run", "python", "-m", "bench.report", *measured, *options, **place)
    # Last, since it fails where something grows too fast.
    if "sizes" in pieces:
        run_command("uv", "run", "python", "-m", "bench.sizes", **place)
