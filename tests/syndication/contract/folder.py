"""The republishing kit: a folder a post on this machine, so there is nobody to be asked."""

import re
import shutil
from typing import ClassVar

from .partner import Partner, Shown

ALONE = "nobody is asked: it is a folder of ours"


class FolderPartner(Partner):
    """The folders that the kit holds."""

    name = "folder"
    kind = "folder"
    impossible: ClassVar = {
        "partners edit": "a kit is handed out; what is changed in our folder is nobody's work",
        "partners edit without the ledger": "a kit is handed out; what is changed there is nobody's work",
        "withdraw what the partner changed": "a kit is handed out; what is changed there is nobody's work",
        "gone there": "a folder that was lost is written again",
        "moved site and renamed target": "a folder is called as its target is",
        "their article under our id": "a folder is named after its post, and a name that is taken is refused",
        "adopted": "nobody makes copies by hand in our folder",
        "adopted and replaced": "nobody makes copies by hand in our folder",
        "verify": "a kit is handed out; what is changed there is nobody's work",
        **dict.fromkeys(
            [
                "doctor",
                "wrong credentials",
                "nonsense for credentials",
                "no credentials",
                "short wait",
                "long wait",
                "lost answer",
                "cut answer",
                "lost answer to an update",
                "lost answer to a withdrawal",
                "killed before the server heard",
                "killed before we heard",
                "killed in an update",
                "error 500",
                "error 503",
                "unreachable",
            ],
            ALONE,
        ),
    }

    def settings(self):
        return {"kind": "folder"}

    def copies(self):
        found = []
        for path in sorted((self.site / "copies/partner").glob("*/post.html")):
            html = path.read_text(encoding="utf-8")
            page = (path.parent / "index.html").read_text(encoding="utf-8")
            title = re.search("<title>(.*?)</title>", page, re.DOTALL)[1]
            found.append(Shown(path.parent.name, "", title, html, True))
        return found

    def edit(self, id):
        path = self.site / "copies/partner" / id / "post.html"
        path.write_text(path.read_text(encoding="utf-8") + "theirs", encoding="utf-8")

    def trash(self, id):
        shutil.rmtree(self.site / "copies/partner" / id)

    def reset(self):
        pass
