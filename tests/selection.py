"""Which tests are quick: those that start no server and no program, nor build a site in a process of its own.

That is read from the code: of a test, of the fixtures that it asks for, and of the functions that these call.
What is overlooked there is refused when it happens.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest

TESTS = Path(__file__).parent
# Partners that authors can start, too.
SANDBOX = TESTS.parent / "program/partwork/sandbox"
# What starts programs or listens, or hides what is started: servers, browsers, commands, sites built whole.
STARTERS = {
    "subprocess",
    "sync_playwright",
    "create_server",
    "HTTPServer",
    "ThreadingHTTPServer",
    "import_module",
    "Command",
    "run_python",
}
# What the engines ask of the system, without any server.
CLIENTS = ("python", "git", "ssh", "rsync")
FEW = 20
LEFT_OUT = "servers, browsers, commands and other programs, and this site as a whole"


def is_quick(item: pytest.Item) -> bool:
    """Say whether a test, its fixtures and the functions that they call start nothing."""
    assert isinstance(item, pytest.Function)
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    functions = [item.function, *(definition.func for found in fixtures for definition in found)]
    return not any(starts(function) for function in functions)


@cache
def starts(function: object) -> bool:
    """Say whether a function starts a program, or a function or class of the tests' that it names."""
    seen: set[int] = set()
    waiting = [function]
    while waiting:
        one = unwrap(waiting.pop())
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, type):
            if STARTERS & {kind.__name__ for kind in one.__mro__}:
                return True
            waiting += [part for kind in one.__mro__ for part in vars(kind).values()]
        elif isinstance(one, FunctionType) and is_ours(one):
            names = set(read_names(one.__code__))
            if names & STARTERS:
                return True
            waiting += [one.__globals__[name] for name in names if name in one.__globals__]
            # Imported in the function.
            modules = [name for name in names if name.startswith(("servers.", "partwork.sandbox."))]
            waiting += [part for name in modules for part in vars(import_module(name)).values()]
    return False


def is_ours(function: FunctionType) -> bool:
    """Say whether a function is of the tests, and none of those that fork commands."""
    path = Path(function.__code__.co_filename)
    return path.is_relative_to(SANDBOX) or (path.is_relative_to(TESTS) and path.stem != "commands")


def read_names(code: CodeType) -> Iterator[str]:
    """Yield the names that code uses, and those that the functions in it use."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from read_names(constant)


def unwrap(function: object) -> object:
    """Return what a decorator was put on, such as that of a property, or of hypothesis."""
    if isinstance(function, property):
        return function.fget
    inner = getattr(getattr(function, "hypothesis", None), "inner_test", None)
    return inner or getattr(function, "__wrapped__", function)


def try_few(item: pytest.Function) -> None:
    """Let Hypothesis try fewer examples than the whole run does."""
    choose_examples(item, lambda examples: min(examples, FEW))


def try_many(item: pytest.Function, times: int) -> None:
    """Let Hypothesis try so many times the examples of the whole run, and other ones each time."""
    choose_examples(item, lambda examples: examples * times)


def choose_examples(item: pytest.Function, choose: Callable[[int], int]) -> None:
    """Change how many examples Hypothesis tries; tests that need none are left as they are."""
    from hypothesis import settings

    # What @settings has put on a test has no public name.
    chosen = getattr(item.function, "_hypothesis_internal_use_settings", None)
    if chosen is not None:
        examples = choose(chosen.max_examples)
        item.function._hypothesis_internal_use_settings = settings(chosen, max_examples=examples)  # type: ignore[attr-defined]


def refuse_programs() -> None:
    """From now on, let no test start any other program than Python and those that need no server."""

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event == "subprocess.Popen" and not Path(str(arguments[0])).name.startswith(CLIENTS):
            raise AssertionError(f"a quick test starts {arguments[0]}: {arguments[1]}")

    sys.addaudithook(look)
