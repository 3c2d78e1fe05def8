"""Words that .bib files name by a key: `type = {mathesis}` is a master's thesis.

The keys are those of biblatex (its manual, § 4.9.2, "Localization Keys") and of biblatex-apa, which write the
words themselves in the language of a document; the words are APA's (APA 7, §§ 9.21, 9.31, 10.4–10.8, 11.8),
with a capital, since they begin a description. Keys for words that join others ("in", "by", "edited by")
stand in no field and aren't here.
"""

KEYED_FIELDS = frozenset(
    (
        "addendum", "booktitleaddon", "edition", "howpublished", "institution", "location", "maintitleaddon",
        "note", "organization", "origlocation", "publisher", "titleaddon", "type", "venue",
    )
)  # fmt: skip
"""Fields in which a key stands for words."""

_DOCUMENTS = {
    "bathesis": "Bachelor’s thesis",
    "mathesis": "Master’s thesis",
    "phdthesis": "Doctoral dissertation",
    "candthesis": "Candidate thesis",
    "resreport": "Research Report",
    "techreport": "Technical Report",
    "software": "Computer software",
    "datacd": "CD-ROM",
    "audiocd": "Audio CD",
    "manunpub": "Unpublished manuscript",
    "maninprep": "Manuscript in preparation",
    "mansub": "Manuscript submitted for publication",
    "inpreparation": "Manuscript in preparation",
    "submitted": "Manuscript submitted for publication",
    "prepublished": "Advance online publication",
    "forthcoming": "In press",
    "inpress": "In press",
    "album": "Album",
    "film": "Film",
    "interview": "Interview",
    "lecturenotes": "Lecture notes",
    "lithograph": "Lithograph",
    "map": "Map",
    "painting": "Painting",
    "photograph": "Photograph",
    "photographs": "Photographs",
    "podcast": "Audio podcast",
    "podcastepisode": "Audio podcast episode",
    "powerpoint": "PowerPoint slides",
    "song": "Song",
    "speech": "Speech audio recording",
    "tvepisode": "TV series episode",
    "tvseries": "TV series",
    "video": "Video",
}
_PATENTS = {
    "patent": "Patent",
    "patentde": "German Patent",
    "patenteu": "European Patent",
    "patentfr": "French Patent",
    "patentuk": "British Patent",
    "patentus": "U.S. Patent",
    "patreq": "Patent Application",
    "patreqde": "German Patent Application",
    "patreqeu": "European Patent Application",
    "patreqfr": "French Patent Application",
    "patrequk": "British Patent Application",
    "patrequs": "U.S. Patent Application",
}
_PAPERS = {
    "amendment": "Amendment",
    "article": "Article",
    "bill": "Bill",
    "charter": "Charter",
    "constitution": "Constitution",
    "execorder": "Executive Order",
    "houseofrepresentatives": "House of Representatives",
    "report": "Report",
    "resolution": "Resolution",
    "senate": "Senate",
    "unitednations": "United Nations",
    "us": "U.S.",
}
_COUNTRIES = {
    "countryde": "Germany",
    "countryep": "European Union",
    "countryeu": "European Union",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States",
}
STATES = {
    name.lower().replace(" ", ""): name
    for name in (
        "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware",
        "Florida", "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky",
        "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri",
        "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York",
        "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island",
        "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington",
        "West Virginia", "Wisconsin", "Wyoming",
    )
}  # fmt: skip
"""The states of the U.S. by biblatex-apa's keys for them."""

_LANGUAGES = (
    "american", "basque", "brazilian", "bulgarian", "catalan", "croatian", "czech", "danish", "dutch",
    "english", "estonian", "finnish", "french", "galician", "german", "greek", "hungarian", "icelandic",
    "italian", "japanese", "latin", "latvian", "lithuanian", "marathi", "norwegian", "persian", "polish",
    "portuguese", "romanian", "russian", "serbian", "slovak", "slovene", "spanish", "swedish", "thai",
    "turkish", "ukrainian",
)  # fmt: skip
_ROLES = (
    "afterword", "annotator", "annotators", "collaborator", "collaborators", "commentary", "commentator",
    "commentators", "compiler", "compilers", "continuator", "continuators", "director", "directors", "editor",
    "editors", "foreword", "founder", "founders", "host", "hosts", "introduction", "narrator", "narrators",
    "organizer", "organizers", "producer", "producers", "redactor", "redactors", "reviser", "revisers",
    "translator", "translators", "writer", "writers",
)  # fmt: skip
_OTHERS = {
    "abstract": "Abstract",
    "annotation": "Annotations",
    "annotations": "Annotations",
    "emaillist": "Electronic mailing list",
    "execdirector": "Executive Director",
    "execdirectors": "Executive Directors",
    "execproducer": "Executive Producer",
    "execproducers": "Executive Producers",
    "guestexpert": "Guest Expert",
    "guestexperts": "Guest Experts",
    "typechair": "Chair",
    "typechairs": "Chairs",
    "file": "File",
    "library": "Library",
    "newseries": "New series",
    "nodate": "No date",
    "oldseries": "Old series",
    "origpubas": "Originally published as",
    "origpubin": "Originally published in",
    "reprint": "Reprint",
    "revisededition": "Rev. ed.",
    "reviewof": "Review of",
    "commenton": "Comment on",
    "supplement": "Supplement",
    "translationof": "Translation of",
}

STRINGS = {
    **_DOCUMENTS,
    **_PATENTS,
    **_PAPERS,
    **_COUNTRIES,
    **STATES,
    **{f"lang{language}": language.capitalize() for language in _LANGUAGES},
    **{f"from{language}": f"From the {language.capitalize()}" for language in _LANGUAGES},
    **{role: role.capitalize() for role in _ROLES},
    **_OTHERS,
}
"""Key → words."""


def in_words(value: str) -> str:
    """Return the words that a value stands for if it is a key, and the value itself otherwise."""
    return STRINGS.get(value.strip("{} \t\n"), value)
