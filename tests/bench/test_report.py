"""What the bench shows, from figures that nobody measured."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from bench.goals import GOALS, measured_goals
from bench.plot import draw
from bench.report import write_table
from bench.results import FULL, SHORT, Results, Row, read_results

MACHINE = {"processor": "Slide rule", "cores": 2, "memory_gb": 24, "system": "Linux 6.1", "load": 0.1}
VERSIONS = {"partwork": "0.1.0", "hugo": "0.168.0", "pelican": "4.12.0"}
# CPU seconds of a build of the smaller site, and what a build costs that has nothing to do, of all of it.
COST = {"partwork": (4.0, 0.02), "pelican": (5.0, 1.0), "hugo": (1.6, 0.9), "eleventy": (3.5, 1.0)}
SPREAD = (0.9, 1.0, 1.2)


def spread(value):
    return tuple(value * factor for factor in SPREAD)


def make_row(what, who, posts, cpu, memory=40.0):
    return Row(what, who, posts, spread(cpu), spread(cpu / 2), spread(memory))


def make_results(full):
    sizes = FULL if full else SHORT
    few, many = sizes.values()
    rows = []
    for who, (cpu, rest) in COST.items():
        for posts in (few, many):
            cold = cpu * posts / few
            rows.append(make_row("cold", who, posts, cold, cold * 20))
            rows.append(make_row("edited", who, posts, cold * rest + 0.1))
            rows.append(make_row("unchanged", who, posts, cold * rest))
        if who != "pelican":
            rows.append(make_row("saved", who, few, cpu * rest + 0.2))
    rows += [
        make_row("work edited", "partwork", many, 1.5),
        make_row("import pelican", "python", 0, 0.3),
        make_row("three parts, unchanged", "partwork", 0, 0.1),
        make_row("nothing due", "partwork", few, 0.9),
        make_row("first publish of 100", "partwork", 0, 12.0),
        make_row("first publish of 100", "bare loop", 0, 8.0),
        make_row("rendered", "partwork", 0, 0.18),
        make_row("rendered", "pandoc", 0, 0.16),
        make_row("rendered, 1,000 entries", "partwork", 0, 0.2),
        make_row("rendered, 1,000 entries", "pandoc", 0, 0.5),
        Row("references formatted", "pandoc --citeproc, a process", 0, wall=spread(2)),
    ]
    return Results(sizes, "2026-11-02", MACHINE, VERSIONS, tuple(rows))


def test_all_goals_are_measured():
    assert [goal for goal, _ in measured_goals(make_results(True))] == list(GOALS)


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_the_table(golden, full):
    golden(f"bench/{'full' if full else 'short'}.txt", write_table(make_results(full)))


def test_the_plot(golden):
    golden("bench/plot.svg", draw(make_results(True)))


def test_the_plot_says_what_it_shows():
    svg = ElementTree.fromstring(draw(make_results(True)))
    name = "{http://www.w3.org/2000/svg}"
    told = {part.get("id"): part.text for part in svg if part.tag in (f"{name}title", f"{name}desc")}
    assert svg.get("role") == "img"
    assert set(svg.get("aria-labelledby").split()) == set(told)
    assert told["about"].count("the goal is at most") == len(GOALS)
    # Nothing of it is outside.
    width, height = float(svg.get("width")), float(svg.get("height"))
    for part in svg.iter():
        assert 0 <= float(part.get("x", 0)) <= width
        assert 0 <= float(part.get("y", 0)) <= height
        if part.get("text-anchor") == "end":
            # Letters are about half as wide as they are high.
            assert float(part.get("x")) >= 6.8 * len(part.text)


def test_a_goal_is_met_when_all_that_it_holds_for_is():
    results = make_results(True)
    goal = next(goal for goal in GOALS if goal.label.startswith("cold, {few}"))
    assert goal.judge(results) == "met"
    slow = Row("cold", "partwork", FULL["few"], spread(4), spread(9), spread(80))
    rows = tuple(row for row in results.rows if (row.what, row.who, row.posts) != ("cold", "partwork", 1000))
    assert goal.judge(Results(FULL, "", MACHINE, {}, (*rows, slow))) == "not met"


def test_the_short_bench_judges_only_what_has_no_size():
    judged = {goal.label for goal in GOALS if goal.judge(make_results(False))}
    assert judged == {goal.label for goal in GOALS if "{" not in goal.label}


def test_what_was_not_measured_is_not_shown():
    results = make_results(True)
    some = Results(FULL, "2026-11-02", MACHINE, VERSIONS, tuple(r for r in results.rows if r.who != "hugo"))
    assert "Hugo" not in write_table(some)
    assert "nothing changed" not in draw(some)
    none = Results(FULL, "2026-11-02", MACHINE, VERSIONS, ())
    assert "goal" not in write_table(none)
    ElementTree.fromstring(draw(none))


def test_results_are_read_as_they_were_written():
    results = make_results(True)
    text = results.write()
    again = read_results(text)
    assert again.write() == text
    assert [row.median("cpu") for row in again.rows] == [
        pytest.approx(row.median("cpu"), abs=1e-4) for row in results.rows
    ]
    # A row is a line of the file, for those who read a diff.
    assert len(re.findall(r'^    \{"what"', text, re.M)) == len(results.rows)
