"""What is to be reached: each goal is a ratio of two rows, and a number that it must not exceed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.results import Results

# What `publish` cost with 1,000 posts of which none was due, in imports of Pelican, before it was made faster
# (CPU, the median of twelve rounds). That code cannot be timed here any more.
PUBLISH_BEFORE = 6.0


@dataclass(frozen=True)
class Goal:
    """A ratio to be reached.

    Attributes:
        label: What it is about; `{few}` and `{many}` stand for numbers of posts.
        ours: What and which size, of this project.
        theirs: What, who and which size.
        against: Their name, for people.
        limit: What the ratio must not exceed.
        quantities: Which of `cpu`, `wall` and `memory` it holds for.
        any_size: Whether it holds for the sites of the short bench, too.
    """

    label: str
    ours: tuple[str, str]
    theirs: tuple[str, str, str]
    against: str
    limit: float
    quantities: tuple[str, ...] = ("cpu", "wall")
    any_size: bool = False

    def ratios(self, results: Results) -> dict[str, float]:
        """Return the ratio of each quantity that was measured."""
        ours, theirs = results.find(self.ours[0], "partwork", self.ours[1]), results.find(*self.theirs)
        found = {}
        if ours and theirs:
            for quantity in self.quantities:
                one, other = ours.median(quantity), theirs.median(quantity)
                if one is not None and other:
                    found[quantity] = one / other
        return found

    def name(self, results: Results) -> str:
        """Return the label with the sizes of these results."""
        return self.label.format(**{size: f"{posts:,}" for size, posts in results.sizes.items()})

    def judge(self, results: Results) -> str:
        """Return `met`, `not met`, or nothing where these results cannot tell."""
        if not results.full and not self.any_size:
            return ""
        return "met" if max(self.ratios(results).values()) <= self.limit else "not met"


def hugo(label: str, what: str, size: str, limit: float, theirs: str = "") -> Goal:
    """Return a goal against Hugo, at the same size."""
    return Goal(label, (what, size), (theirs or what, "hugo", size), "Hugo", limit)


GOALS = (
    hugo("one post edited, {few} posts", "edited", "few", 0.5),
    hugo("one post edited, {many} posts", "edited", "many", 0.1),
    hugo("nothing changed, {few} posts", "unchanged", "few", 0.3),
    hugo("nothing changed, {many} posts", "unchanged", "many", 0.05),
    # Hugo knows no .bib files: its edit of one post stands for all that changes.
    hugo("a work edited that 10 posts cite, {many} posts", "work edited", "many", 0.15, "edited"),
    Goal("cold, {few} posts", ("cold", "few"), ("cold", "pelican", "few"), "stock Pelican", 1.0),
    Goal("cold, {many} posts", ("cold", "many"), ("cold", "partwork", "few"), "{few} posts", 11.0),
    Goal(
        "peak memory, cold, {many} posts",
        ("cold", "many"),
        ("cold", "hugo", "many"),
        "Hugo",
        1 / 3,
        ("memory",),
    ),
    Goal(
        "saved while served, {few} posts", ("saved", "few"), ("saved", "hugo", "few"), "Hugo", 0.3, ("cpu",)
    ),
    Goal(
        "build, three parts, nothing to do",
        ("three parts, unchanged", ""),
        ("import pelican", "python", ""),
        "import pelican",
        0.5,
        any_size=True,
    ),
    Goal(
        "publish, {few} posts, nothing due",
        ("nothing due", "few"),
        ("import pelican", "python", ""),
        "import pelican",
        0.4 * PUBLISH_BEFORE,
        ("cpu",),
    ),
    Goal(
        "first publish of 100 posts to a WordPress",
        ("first publish of 100", ""),
        ("first publish of 100", "bare loop", ""),
        "a bare loop",
        1.8,
        ("wall",),
        any_size=True,
    ),
    Goal(
        "citations render, a small .bib file",
        ("rendered", ""),
        ("rendered", "pandoc", ""),
        "pandoc",
        0.8,
        ("wall",),
        any_size=True,
    ),
    Goal(
        "citations render, 1,000 entries, cached",
        ("rendered, 1,000 entries", ""),
        ("rendered, 1,000 entries", "pandoc", ""),
        "pandoc",
        0.5,
        ("wall",),
        any_size=True,
    ),
)
# Wall seconds from a save to the fresh page, on a machine that does nothing else.
SAVED = 0.5


def measured_goals(results: Results) -> Iterator[tuple[Goal, dict[str, float]]]:
    """Yield the goals that these results say something about, with their ratios."""
    for goal in GOALS:
        if ratios := goal.ratios(results):
            yield goal, ratios
