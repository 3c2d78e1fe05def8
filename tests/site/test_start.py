"""`partwork new`: a folder of one's own, or nothing."""

import importlib

import pytest

from partwork import starting
from partwork.__main__ import main
from partwork.answers import QUESTIONS
from partwork.colours import LIGHT, brighten, explain_accent, measure_contrast


def test_contrast_is_that_of_wcag():
    """The ratios are those of WebAIM's contrast checker."""
    assert measure_contrast("#000000", "#ffffff") == pytest.approx(21)
    assert measure_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert measure_contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


@pytest.mark.parametrize("colour", ["#ffe000", "#00ff00", "#ff0000", "#ffffff", "#777777"])
def test_an_accent_that_cannot_be_read_is_told_with_one_that_can(colour):
    told = explain_accent(colour)
    assert "WCAG AA asks for 4.5" in told
    near = told.rpartition(" ")[2]
    assert explain_accent(near) == ""
    assert 4.5 <= measure_contrast(near, LIGHT) < 4.9


@pytest.mark.parametrize("colour", ["#000000", "#8a1c1c", "#0e5a48", "#1d4ed8"])
def test_an_accent_can_be_read_in_the_dark(colour):
    assert explain_accent(colour) == ""
    assert measure_contrast(brighten(colour), "#131a17") >= 4.5
    assert measure_contrast(brighten(colour), "#1c2521") >= 4.5


@pytest.mark.parametrize(
    ("option", "answer", "said"),
    [
        ("name", "", "Write a name."),
        ("name", "a\u202eb", "has the character U+202E"),
        ("orcid", "0000-0002-1825-0098", "No ORCID iD has these digits"),
        ("licence", "CC-BUY-4.0", 'unknown licence "CC-BUY-4.0". Did you mean "CC-BY-4.0"'),
        ("language", "English (UK)", "Write the tag of a language"),
        ("zone", "Pacific/Aukland", 'Did you mean "Pacific/Auckland"'),
        ("zone", "../../etc/passwd", "There is no time zone"),
        ("address", "korero.nz", "is no address"),
        ("address", "ftp://korero.nz", 'begins with "ftp:"'),
        ("address", "https://korero.nz/?a=1", "Write the address of the first page"),
        ("accent", "red", "is no colour"),
        ("accent", "#ffe000", "its contrast is 1.1"),
        ("logo", "nowhere.png", "No such file"),
        ("logo", __file__, "Error"),
    ],
)  # corpus: 14 inputs
def test_a_wrong_answer_is_told_and_nothing_is_written(tmp_path, capsys, option, answer, said):
    assert main(["new", str(tmp_path / "site"), "--yes", f"--{option}", answer]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: --{option}: ")
    assert said in line or said == "Error"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path), "--yes"]) == 1
    assert "is not empty: mine.txt is there" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert main(["new", str(tmp_path / "mine.txt"), "--yes"]) == 1
    assert main(["new", str(tmp_path / "mine.txt/site"), "--yes"]) == 1
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_repository_without_files_is_as_good_as_empty(tmp_path):
    (tmp_path / "site/.git").mkdir(parents=True)
    assert main(["new", str(tmp_path / "site"), "--yes"]) == 0
    assert (tmp_path / "site/pelicanconf.py").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("fails", ["write_site", "check_folder"])
@pytest.mark.parametrize("there", [True, False])
def test_there_is_never_half_a_folder(tmp_path, monkeypatch, fails, there):
    if there:
        (tmp_path / "site").mkdir()
    real = starting.write_site

    def fail(*arguments):
        if fails == "write_site":
            real(*arguments)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(starting, fails, fail)
    assert main(["new", str(tmp_path / "site"), "--yes"]) == 1
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["site"] * there


def ask_with(monkeypatch, answers):
    """Give these answers to who asks, and return the questions."""
    asked = []

    def answer(question):
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return asked


def test_what_is_not_given_is_asked_until_it_is_right(tmp_path, monkeypatch, capsys):
    answers = iter(
        ["", "Mere", "0000-0002-1825-0098", "none", "CC-BY-SA-4.0", "mi", "https://mere.nz/", "", ""]
    )
    asked = ask_with(monkeypatch, answers)
    assert main(["new", str(tmp_path / "mere-writes"), "--zone", "Pacific/Auckland"]) == 0
    said = capsys.readouterr()
    assert "No ORCID iD has these digits" in said.err
    assert asked[0] == "The site's name [Mere writes]: "
    # The one that was wrong was asked twice, and what was given not at all.
    assert len(asked) == len(QUESTIONS)
    settings = (tmp_path / "mere-writes/pelicanconf.py").read_text(encoding="utf-8")
    for name, value in {"SITENAME": "Mere writes", "DEFAULT_LANG": "mi", "LICENCE": "CC-BY-SA-4.0"}.items():
        assert f'{name} = "{value}"' in settings


def test_who_stops_answering_leaves_nothing(tmp_path, monkeypatch, capsys):
    def stop(_):
        raise EOFError

    ask_with(monkeypatch, iter([]))
    monkeypatch.setattr("builtins.input", stop)
    assert main(["new", str(tmp_path / "site")]) == 130
    assert "nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_not_called_as_what_it_depends_on():
    assert starting.name_project("Pelican") == "pelican-site"
    assert starting.name_project("Kōrero & co") == "k-rero-co"
    assert starting.name_project("ことば") == "site"


def test_the_settings_of_a_fresh_site_are_python(tmp_path):
    name = 'A "quoted" \\ name {here}'
    assert main(["new", str(tmp_path / "site"), "--yes", "--name", name]) == 0
    spec = importlib.util.spec_from_file_location("fresh", tmp_path / "site/pelicanconf.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert name == module.SITENAME
