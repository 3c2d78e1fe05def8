"""One reference and one citation for each family of works, in the order of the list."""

# ruff: noqa: E501 - a reference stands on one line

import pytest

from apa7.rules.works import FAMILIES, RELATIVES, family_of, relative_of

REFERENCES = {
    "tane2019": "Tāne, M. R., O’Hare, L., & van der Berg, P. (2019). Weaving Facebook into practice: A study of NZ workers. *Journal of Invented Practice*, *12*(3–4), 100–109. https://doi.org/10.5555/jip.2019.12",
    "rimu2012": "Rimu, A. (2012, July 23). Who owns the hashtag? *The Invented Post*, A1, A5.",
    "noauthor2013": "The long road to registration. (2013, October). *Invented Magazine*.",
    "issue2015": "Kahu, H., & Ruru, T. (Eds.). (2015). Social work online [Special issue]. *Journal of Invented Practice*, *8*(2).",
    "blog2013": "Rata, P. (2013, December 3). Why I tweet. *The Rata Blog*. https://blog.example/why",
    "tui2011": "Tui, R., & Kea, M. (2011). *The digital practitioner* (2nd ed.). Kōwhai Press.",
    "handbook2016": "Tui, R., Moa, N., & Huia, A. (Eds.). (2016). *Handbook of invented things* (Vol. 2). Kōwhai Press; University of Somewhere.",
    "pohutukawa2016": "Pōhutukawa, N. (2016). A chapter on scope. In R. Tui, N. Moa, & A. Huia (Eds.), *Handbook of invented things* (Vol. 2, pp. 3–22). Kōwhai Press; University of Somewhere.",
    "translated": "Weiß, J. (1999). *On talking* (A. Green, Trans.). Kōwhai Press. (Original work published 1921)",
    "msd2010": "Ministry of Invented Affairs. (2010, March). *What people said* (Research Report No. 7). https://mia.example/report_7.pdf",
    "two2011": "Te Puni Whakaaro & Ministry of Invented Affairs. (2011). *He pūrongo mō te reo*.",
    "student2012": "Student, B. C. (2012). *Networks of care* [Doctoral dissertation, University of Somewhere]. https://hdl.example/1234",
    "student2014": "Student, B. C. (2014). *Networks of trust* [Unpublished master’s thesis]. University of Somewhere.",
    "paper2018": "Kea, M. (2018). Measuring the backchannel. In N. Moa (Ed.), *Proceedings of the third invented conference* (pp. 11–20). Invented Society.",
    "talk2013": "Kea, M., & Tui, R. (2013, November 11–13). *Tweeting from the back row* [Conference session]. Invented Conference, Wellington, New Zealand.",
    "draft2020": "Tui, R. (2020). *Notes towards a practice* [Unpublished manuscript]. University of Somewhere.",
    "page": "Board of Invented Workers. (n.d.). *Code of conduct*. Retrieved February 6, 2014, from https://biw.example/code",
    "post2013": "Rimu, A. [@arimu]. (2013, November 12). *Registration is only the beginning #swrb* [Tweet]. Twitter. https://twitter.example/arimu/1",
    "oldstyle": "Rata, P. (2009, April). *Slides on ethics*. https://slides.example/e_1",
    "preprint": "Kea, M. (2020). *Counting hashtags*. arXiv. https://arxiv.org/abs/2001.01234",
    "film": "Huia, A. (Director). (2014). *The long meeting* [Film]. Invented Films.",
    "episode": "Huia, A. (Writer), & Moa, N. (Director). (2015, June 1). The form (Season\u00a01, Episode\u00a02) [TV series episode]. In R. Tui (Executive Producer), *Case Notes*. Invented TV.",
    "podcast": "Rata, P. (Host). (2016, August 12). What is a caseload (No. 14) [Audio podcast episode]. In *Workers Talking*. Invented Radio.",
    "song": "The Inventions. (2010). Paper [Song]. On *Office Hours*. Invented Records.",
    "app": "Invented Software. (2017). *Case diary* (Version 2.1) [Mobile app]. App Store. https://apps.example/diary",
    "data": "Stats Invented. (2018). *Survey of workers* (Version 3) [Data set]. https://doi.org/10.5555/data.3",
    "painting": "Kahu, H. [ca. 1880]. *Meeting at dusk* [Painting]. Invented Gallery, Dunedin, New Zealand.",
    "act2003": "Invented Workers Registration Act 2003 (N.Z.).",
    "case2019": "Kea v Moa [2019] NZCA 12.",
    "treaty": "Convention on Invented Rights, February 6, 1990.",
    "bill": "S. Res. 12, 101st Cong. (1990).",
    "order": "Exec. Order No. 9,999, 3 C.F.R. 1 (1999).",
    "constitution": "U.S. Const. art. II, § 1.",
    "patent": "Tui, R. (2001). *Pen that files notes* (U.S. Patent No. 1,234). U.S. Patent and Trademark Office.",
    "review": "Moa, N. (2012). Reading the practitioner [Review of the book *The digital practitioner*, by R. Tui & M. Kea]. *Journal of Invented Practice*, *5*, 7.",
    "zine": "Rata, P. (1998). *Cut and paste*.",
}

CITATIONS = {
    "[@tane2019]": "(Tāne et al., 2019)",
    "@tui2011": "Tui and Kea (2011)",
    "[@tui2011, pp. 3-4]": "(Tui & Kea, 2011, pp. 3–4)",
    "[@noauthor2013]": "(“The Long Road to Registration,” 2013)",
    "[@issue2015]": "(Kahu & Ruru, 2015)",
    "@translated": "Weiß (1921/1999)",
    "[@msd2010]": "(Ministry of Invented Affairs [MIA], 2010)",
    "@msd2010 [p. 2]": "Ministry of Invented Affairs (MIA, 2010, p. 2)",
    "[@two2011]": "(Te Puni Whakaaro & Ministry of Invented Affairs, 2011)",
    "[@page]": "(Board of Invented Workers [BIW], n.d.)",
    "[@act2003, s. 87A]": "(Invented Workers Registration Act 2003, s. 87A)",
    "@act2003": "Invented Workers Registration Act 2003",
    "@act2003 [s. 5]": "Invented Workers Registration Act 2003 (s. 5)",
    "[@case2019]": "(*Kea v Moa*, 2019)",
    "@bill": "Senate Resolution 12 (1990)",
    "[@bill]": "(S. Resolution 12, 1990)",
    "@order": "Executive Order No. 9,999 (1999)",
    "[@constitution]": "(U.S. Const. art. II, § 1)",
    "[@painting]": "(Kahu, ca. 1880)",
    "[@film, 1:02:13]": "(Huia, 2014, 1:02:13)",
}


def marked(element):
    """Return an element's text with asterisks for italics."""
    for tag in element.find_all("i"):
        tag.replace_with(f"*{tag.get_text()}*")
    for link in element.select("a.backlink"):
        link.decompose()
    return element.get_text().strip()


@pytest.mark.parametrize("key", REFERENCES)
def test_reference(page, key):
    section = page(f"[@{key}]").select_one("section.references")
    assert marked(section.select_one(".csl-entry")) == REFERENCES[key]


@pytest.mark.parametrize("text", CITATIONS)
def test_citation(page, text):
    assert marked(page(text).p) == CITATIONS[text]


def test_every_family_has_an_example(library):
    from pathlib import Path

    examples = library((Path(__file__).parent / "examples.bib").read_text(encoding="utf-8"))
    assert not examples.problems
    assert set(REFERENCES) == set(examples)
    shown = {type(family_of(examples.get(key))) for key in examples}
    assert {type(family) for family in FAMILIES.values()} - shown <= {
        type(FAMILIES["hardware"]),
        type(FAMILIES["nameonly"]),
        type(FAMILIES["letter"]),
    }


def test_relatives_have_rules(work):
    assert set(RELATIVES.values()) <= set(FAMILIES)
    assert relative_of(work("@zine{z, title={Z}}")) == "misc"
    assert relative_of(work("@book{z, title={Z}}")) is None
