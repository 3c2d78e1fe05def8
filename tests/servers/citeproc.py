"""citeproc-js with the APA style, as Zotero has it: CSL-JSON → references."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from partwork.sandbox.node import install_program, node_environment

PACKAGE = {"private": True, "dependencies": {"citeproc": "2.4.63", "@citation-js/plugin-csl": "0.8.2"}}
# Each work alone: letters after years depend on the others.
PROGRAM = """
const CSL = require("citeproc");
const { apa } = require("@citation-js/plugin-csl/lib/styles.json");
const locales = require("@citation-js/plugin-csl/lib/locales.json");
const items = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = {};
for (const item of items) {
    const engine = new CSL.Engine({
        retrieveLocale: () => locales["en-US"],
        retrieveItem: () => item,
    }, apa);
    engine.setOutputFormat("text");
    engine.updateItems([item.id]);
    found[item.id] = engine.makeBibliography()[1].join("").replace(/\\s+/g, " ").trim();
}
console.log(JSON.stringify(found));
"""


def cite(items: list[dict[str, Any]]) -> dict[str, str]:
    """Return the reference of each item in APA style, as plain text, by its id."""
    app = install_program("citeproc-2.4.63", PACKAGE, "cite.js", PROGRAM)
    ran = subprocess.run(
        ["node", "cite.js"],
        cwd=app,
        env=node_environment(),
        input=json.dumps(items),
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, str] = json.loads(ran.stdout)
    return found
