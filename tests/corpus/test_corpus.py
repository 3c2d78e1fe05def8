"""Every broken input has one line for an answer, and nothing leaks or is half written."""

import json

import pytest
from corpus.cases import read_cases
from corpus.runs import Runs

CASES = read_cases()
BATCHES = {batch: case for case in CASES if not (batch := case.batch)[-1]}


@pytest.fixture(scope="module")
def runs(request, tmp_path_factory):
    items = [item for item in request.session.items if item.path == request.path]
    together = any(item.originalname != "test_case" for item in items)
    names = {str(item.callspec.params["case"]) for item in items if item.originalname == "test_case"}
    selected = {str(case) for case in CASES if together or str(case) in names}
    return Runs(tmp_path_factory.mktemp("corpus"), selected)


def tell(what, faults):
    return "\n".join([what, *(f"  {kind}: {text}" for kind, text in faults)])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case, runs, record_property):
    faults = runs.faults_of(case)
    record_property("corpus", json.dumps([case.kind, sorted({kind for kind, _ in faults})]))
    if faults:
        pytest.fail(tell(f"{case.slug}, {case.run}:", faults), pytrace=False)


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: ": ".join(batch[:-1]))
def test_cases_of_one_batch_do_not_touch_each_other(batch, runs):
    """One bad file hides no other."""
    run = runs.find(runs.batch_of(BATCHES[batch]))
    faults = [*run.faults, *(fault for case in run.cases for fault in run.faults_of(case))]
    if faults:
        pytest.fail(tell("together:", faults), pytrace=False)


def test_names_are_given_once():
    names = [str(case) for case in CASES]
    assert len(names) == len(set(names)) > 300
