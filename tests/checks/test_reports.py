"""Findings for programs: JSON, SARIF by its schema, and GitHub's commands."""

import json
import subprocess
import sys

import jsonschema
import pytest
from servers.sarif import read_schema

from proofs.catalogue import read_catalogue
from proofs.model import Finding, order, parse
from proofs.reports import FORMATS
from proofs.review import review

FOUND = [
    *(
        one
        for code in read_catalogue().values()
        for one in review("content/a b/é.md", code.wrong)
        if code.wrong
    ),
    Finding("PW669", "advice", "", 0, 0, "3 of 9 works are cited nowhere: a, b, c."),
    Finding("PW010", "error", "content/x.md", 0, 0, "100%: wrong,\nand more"),
]


def test_sarif_is_valid():
    log = json.loads(FORMATS["sarif"](FOUND))
    jsonschema.Draft4Validator(read_schema()).validate(log)
    run = log["runs"][0]
    assert len(run["results"]) == len(FOUND)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    places = [
        result["locations"][0]["physicalLocation"] for result in run["results"] if "locations" in result
    ]
    assert places[0]["artifactLocation"]["uri"] == "content/a%20b/%C3%A9.md"
    log["runs"][0]["results"][0]["level"] = "advice"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(read_schema()).validate(log)


def test_a_fix_in_sarif_says_what_is_replaced():
    raw = "Title: A\nSummary: B\n\nThe Maori word.\n"
    result = json.loads(FORMATS["sarif"](review("a.md", raw)))["runs"][0]["results"][0]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement == {
        "deletedRegion": {"startLine": 4, "startColumn": 5, "endColumn": 10},
        "insertedContent": {"text": "Māori"},
    }


def test_github_reads_every_sign():
    lines = FORMATS["github"](FOUND).split("\n")
    assert len(lines) == len(FOUND)
    assert lines[-1] == "::error file=content/x.md,title=PW010 said-by-pelican::100%25: wrong,%0Aand more"
    assert lines[-2].startswith("::notice title=PW669 bib-uncited::3 of 9 works")
    assert FORMATS["github"]([Finding("PW204", "warning", "a,b:c.md", 3, 4, "m")]) == (
        "::warning file=a%2Cb%3Ac.md,line=3,col=4,title=PW204 bare-www::m"
    )
    assert FORMATS["github"]([]) == ""


def test_json_has_all():
    found = json.loads(FORMATS["json"](FOUND))
    assert [one["code"] for one in found] == [one.code for one in FOUND]
    assert {"code", "severity", "path", "line", "column", "message", "help"} <= found[0].keys()


def test_a_message_of_a_build_is_read_back():
    for one in FOUND[:-1]:
        read = parse(False, one.text, "PW018")
        if one.severity != "error":
            assert (read.code, read.severity, read.path, read.line, read.column) == (
                one.code,
                one.severity,
                one.path,
                one.line,
                one.column,
            )
    assert sorted(["b.md:2: x", "a.md:10: x", "a.md:9: x", "no place"], key=order) == [
        "a.md:9: x",
        "a.md:10: x",
        "b.md:2: x",
        "no place",
    ]


def test_the_command_ends_as_it_is_asked(tmp_path):
    (tmp_path / "a.md").write_text("Title: A\nSummary: B\n\nwww.example.org\n")

    def run(*options):
        command = [sys.executable, "-m", "proofs", "a.md", *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    said = run()
    assert (said.returncode, said.stdout) == (0, "1 post: 0 errors, 1 warning, 0 pieces of advice\n")
    assert said.stderr.startswith("warning: a.md:4:1: www.example.org is no link")
    assert run("--strict").returncode == 1
    assert json.loads(run("--format", "json").stdout)[0]["code"] == "PW204"
    (tmp_path / "a.md").write_text("Title: A\nSummary: B\n\n[x](file:///a)\n")
    assert run().returncode == 1
