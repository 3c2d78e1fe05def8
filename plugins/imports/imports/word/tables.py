"""Tables as Python-Markdown reads them: a row a line, with a head."""

from __future__ import annotations

import re
from typing import Any, Protocol

from .draft import Draft
from .inlines import Inlines

_RULES = {"AlignLeft": ":---", "AlignRight": "---:", "AlignCenter": ":---:", "AlignDefault": "---"}
WIDEST = 200
"""Cells that one cell of a document may stand for."""


class Blocks(Protocol):
    """What writes blocks of which a table is one.

    Attributes:
        draft: Gets what cannot be kept.
        inlines: Writes the inline elements.
    """

    draft: Draft
    inlines: Inlines

    def write(self, blocks: list[Any], depth: int = 0) -> str:
        """Return blocks as Markdown."""


def write_table(content: Any, blocks: Blocks) -> str:
    """Return a table without its caption.

    Args:
        content: Of pandoc's element.
        blocks: Writes what is in cells.
    """
    _, _, columns, head, bodies, foot = content
    heads = head[1]
    rows = [row for body in bodies for row in [*body[2], *body[3]]] + foot[1]
    rules = [_RULES.get(column[0]["t"], "---") for column in columns]
    state = {"merged": False, "blocks": False}
    grid = _lay_out([*heads, *rows], len(rules), blocks, state)
    if not grid:
        return ""
    told = ""
    if not heads and len(grid) > 1:
        told += blocks.draft.lose(
            "this table has no row that is its head: its first is taken for it", blocks.inlines.place
        )
    if state["merged"]:
        told += blocks.draft.lose(
            "merged cells of this table are single ones now, the words in the first", blocks.inlines.place
        )
    if state["blocks"]:
        told += blocks.draft.lose("lists or tables in cells are lines now", blocks.inlines.place)
    lines = [_line(grid[0]), _line(rules), *map(_line, grid[1:])]
    lines[-1] = lines[-1].removesuffix(" |") + f"{told} |"
    return "\n".join(lines)


def _lay_out(rows: list[Any], width: int, blocks: Blocks, state: dict[str, bool]) -> list[list[str]]:
    grid: list[list[str]] = []
    hanging = [0] * width
    for row in rows:
        cells: list[str] = []
        for _, _, down, across, inside in row[1]:
            while len(cells) < width and hanging[len(cells)]:
                hanging[len(cells)] -= 1
                cells.append("")
            if len(cells) >= width:
                break
            across = max(1, min(across, WIDEST, width - len(cells)))
            state["merged"] |= across > 1 or down > 1
            for number in range(across):
                hanging[len(cells)] = max(0, min(down, len(rows)) - 1)
                cells.append("" if number else _write_cell(inside, blocks, state))
        while len(cells) < width:
            hanging[len(cells)] = max(0, hanging[len(cells)] - 1)
            cells.append("")
        grid.append(cells)
    return grid


def _write_cell(inside: list[Any], blocks: Blocks, state: dict[str, bool]) -> str:
    lines: list[str] = []
    for block in inside:
        if block["t"] in ("Para", "Plain"):
            lines.append(blocks.inlines.write(block["c"]))
        elif block["t"] in ("BulletList", "OrderedList"):
            state["blocks"] = True
            items = block["c"] if block["t"] == "BulletList" else block["c"][1]
            first = block["c"][0][0] if block["t"] == "OrderedList" else 0
            for number, item in enumerate(items):
                sign = f"{first + number}. " if first else "• "
                lines.append(sign + _write_cell(item, blocks, state))
        else:
            state["blocks"] = True
            words = blocks.write([block])
            lines += [re.sub(r"^[#>|\s-]+|[|]", " ", line).strip() for line in words.split("\n")]
    return "<br>".join(part.strip() for line in lines for part in line.split("\n") if part.strip())


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
