"""The guide's page of settings, made of the code: what each plugin's settings say of themselves."""

import dataclasses
import importlib
import inspect
import re
from pathlib import Path

from crosspost.options import COMMON
from crosspost.targets import KINDS

ROOT = Path(__file__).parents[1]
# The head and what stands before the tables are the page's own.
MARK = "<!-- What follows is made of the code: tests/site/test_guide.py, as a golden file -->\n"
# An attribute of a class of settings: its name there, the setting's, and what it is.
DESCRIBED = re.compile(
    r"^        (\w+): ``([A-Z_]+)``, (.+?)(?=^        \w+: |^    \S|\Z)", re.MULTILINE | re.DOTALL
)


def write_page(written: str) -> str:
    """Return the page with its tables as the code has them, and all before them as it is."""
    own = written.partition(MARK)[0]
    return own + MARK + "".join([*map(describe_plugin, list_modules()), describe_kinds()])


def list_modules() -> list[tuple[str, str]]:
    """Return each plugin's name, and the module of its settings."""
    found = {}
    for path in sorted(ROOT.glob("plugins/*/**/settings.py")):
        home = ROOT / "plugins" / path.relative_to(ROOT / "plugins").parts[0]
        found[home.name] = ".".join(path.relative_to(home).with_suffix("").parts)
    return list(found.items())


def describe_plugin(plugin: tuple[str, str]) -> str:
    """Return the table of a plugin's settings, or nothing if it has none of its own."""
    name, place = plugin
    module = importlib.import_module(place)
    rows = []
    for kind in vars(module).values():
        if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and kind.__module__ == place:
            defaults = {field.name: field.default for field in dataclasses.fields(kind)}
            for attribute, setting, words in DESCRIBED.findall(kind.__doc__ or ""):
                if setting == "PATH":
                    # Pelican's own.
                    continue
                rows.append(
                    (setting, show_default(module, setting, defaults[attribute]), " ".join(words.split()))
                )
    if not rows:
        return ""
    return (
        f"\n## {name.capitalize()}\n\n| setting | without it | what it is |\n| --- | --- | --- |\n"
        + "".join(f"| `{setting}` | {default} | {words} |\n" for setting, default, words in rows)
    )


def show_default(module: object, setting: str, default: object) -> str:
    """Return what holds where a setting is not there, as one would write it."""
    known = getattr(module, f"DEFAULT_{setting.partition('_')[2]}", default)
    if known is dataclasses.MISSING or known in ((), frozenset(), ""):
        return "–"
    return f"`{known!r}`".replace("'", '"')


def describe_kinds() -> str:
    """Return the table of the kinds of targets, and what an entry of each may say."""
    rows = []
    for name, kind in KINDS.items():
        must = [f"`{option}`" for option, value in kind.options.items() if value == ""]
        may = [show_option(option, value) for option, value in kind.options.items() if value != ""]
        rows.append(f"| `{name}` | {', '.join(must) or '–'} | {', '.join(may) or '–'} |\n")
    common = ", ".join(f"`{option}`" for option in COMMON[1:])
    head = f"\n## Kinds of targets\n\nEach may also have {common}.\n\n"
    return head + "| kind | must say | may say |\n| --- | --- | --- |\n" + "".join(rows)


def show_option(name: str, value: object) -> str:
    """Return an option with what it is if nobody says so."""
    shown = "" if value in (None, {}) else f" (`{value!r}`)".replace("'", '"')
    return f"`{name}`{shown}"
