"""The table of results: each case of the contract at every partner."""

import json
from pathlib import Path

from syndication.contract.partner import find_partners

CACHE = Path(__file__).parents[3] / ".cache"


def show_table(terminalreporter):
    """Show the table, and keep it in `.cache/contract.md`."""
    results = {}
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "contract":
                    partner, case = json.loads(value)
                    results.setdefault(case, {})[partner] = outcome == "passed"
    if not results:
        return
    ran = {partner for marks in results.values() for partner in marks}
    classes = {name: partner for name, partner in find_partners().items() if name in ran}
    reasons = []
    lines = [["case", *classes], ["---"] * (len(classes) + 1)]
    for case, marks in results.items():
        row = [case]
        for name, partner in classes.items():
            mark = {True: "✓", False: "✗", None: " "}[marks.get(name)]
            if case in partner.impossible:
                reasons.append(f"{name}: {partner.impossible[case]}")
                reasons = list(dict.fromkeys(reasons))
                mark = f"not possible ({reasons.index(f'{name}: {partner.impossible[case]}') + 1})"
            row.append(mark)
        lines.append(row)
    table = [f"| {' | '.join(row)} |" for row in lines]
    table += ["", *(f"{number}. {reason}" for number, reason in enumerate(reasons, 1))]
    CACHE.mkdir(exist_ok=True)
    (CACHE / "contract.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    terminalreporter.section("contract")
    for line in table:
        terminalreporter.write_line(line)
