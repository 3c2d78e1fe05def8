"""Software, apps, apparatus, tests and data sets (APA 7, §§ 10.9–10.11)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re
from collections.abc import Sequence

from apa7.bibliography.richtext import concat, flatten, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import titles
from apa7.rules.family import Family, Related

from .kinds import description


def version(work: Work) -> Text:
    """Return "Version 1.2.3", of "v1.2.3", too; archives of data call theirs V1 (§ 10.9, example 75)."""
    written = work.text("version")
    if number := re.fullmatch(r"(?:v|version|ver\.?|release) ?\.?(\d.*)", flatten(written), re.IGNORECASE):
        shown = flatten(written) if re.fullmatch(r"V\d+", flatten(written)) else number[1]
        return plain(f"Version {shown}")
    if re.search(r"\bversion$", flatten(written)):
        return written
    return concat("Version ", written) if written else EMPTY


class Software(Family):
    """Software, an app, a database record: `@software`, `@hardware`."""

    default_kind = "Computer software"

    def gives_day(self, work: Work) -> bool:
        return False

    def parentheses(self, work: Work) -> list[Text]:
        return [work.text("number"), version(work)]

    def title(self, work: Work, related: Sequence[Related] = ()) -> Text:
        # An entry in an app is a part of it (§ 10.10, example 80).
        entry = titles.in_sentence_case(work, "appentry")
        return entry or super().title(work, related)

    def brackets(self, work: Work) -> list[Text]:
        default = self.default_kind if work.text("title") else ""
        return [work.text("titleaddon"), plain(description(work, default))]

    def source(self, work: Work) -> list[Text]:
        whole = concat("In ", super().title(work)) if work.text("appentry") else EMPTY
        return [whole, self.publisher(work)]


class Hardware(Software):
    """A machine: `@hardware`."""

    default_kind = "Apparatus"


class DataSet(Software):
    """Data, published or raw: `@dataset` (§ 10.9)."""

    default_kind = "Data set"
