"""Citations in the text, rule by rule (APA 7, chapter 8)."""

# ruff: noqa: E501 - an example stands on one line

import pytest

from apa7.document import Document
from apa7.rules.intext import LOCATORS
from apa7.syntax import LABELS, find_bracketed

from .conftest import book

ANT = book("a", "A. Ant", "2001")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # § 8.13, and the sections of chapters 8 and 10 on parts of works
        ("p. 3", "p. 3"),
        ("pages 3-5", "pp. 3–5"),
        ("3, 7", "pp. 3, 7"),
        ("pp. 33ff", "pp. 33ff"),
        ("p. S12", "p. S12"),
        ("pp. xi--xiv", "pp. xi–xiv"),
        ("paragraph 4", "para. 4"),
        ("para. 2--3", "paras. 2–3"),
        ("¶ 4", "para. 4"),
        ("¶¶ 4-5", "paras. 4–5"),
        ("chap. 3", "Chapter 3"),
        ("ch. 3", "Chapter 3"),
        ("Chapters 3 and 4", "Chapters 3 and 4"),
        ("sec. 3", "Section 3"),
        ("secs. 3 & 5", "Sections 3 & 5"),
        ("§ 12", "§ 12"),
        ("§§ 12-14", "§§ 12–14"),
        ("Table 2", "Table 2"),
        ("tables 2, 3", "Tables 2, 3"),
        ("fig. 1", "Figure 1"),
        ("figs. 1-3", "Figures 1–3"),
        ("slide 7", "Slide 7"),
        ("slides 7-9", "Slides 7–9"),
        ("1:30:40", "1:30:40"),
        ("4:35-4:50", "4:35–4:50"),
        ("1:3-5", "1:3–5"),
        ("1.3.36-37", "1.3.36–37"),
        ("Kindle loc. 33", "Kindle loc. 33"),
        ("Kindle locations 33-40", "Kindle locs. 33–40"),
        ("loc. 33", "loc. 33"),
        ("pt. IV", "Part IV"),
        ("bk. 2", "Book 2"),
        ("vols. 1-2", "Vols. 1–2"),
        ("col. 4", "column 4"),
        ("fol. 4", "fol. 4"),
        ("no. 4", "No. 4"),
        ("nos. 4-5", "Nos. 4–5"),
        ("l. 14", "line 14"),
        ("ll. 14-15", "lines 14–15"),
        ("n. 4", "Note 4"),
        ("op. 27", "Op. 27"),
        ("v. 4", "verse 4"),
        ("vv. 4-6", "verses 4–6"),
        ("act 2", "Act 2"),
        ("scene 3", "Scene 3"),
        ("appendix B", "Appendix B"),
        ("apps. B and C", "Appendices B and C"),
        ("fn. 4", "Footnote 4"),
        ("eq. 4", "Equation 4"),
        ("issue 4", "Issue 4"),
        ("rule 4", "Rule 4"),
        ("title 4", "Title 4"),
        ("version 2.1", "Version 2.1"),
        ("supp. 1", "Supplement 1"),
        ("Chapter 3, pp. 45-46", "Chapter 3, pp. 45–46"),
        ("Table 2, note 1, and passim", "Table 2, Note 1, and passim"),
        # What has no label of its own is the author's words.
        ("Song of Solomon 8:6", "Song of Solomon 8:6"),
        ("1 Cor. 13:1", "1 Cor. 13:1"),
        ("Conclusion section, para. 2", "Conclusion section, para. 2"),
        ("Track 4", "Track 4"),
    ],
)
def test_locators(cite, written, shown):
    assert cite(ANT, f"[@a, {written}]", f"@a [{written}]") == [
        f"(Ant, 2001, {shown})",
        f"Ant (2001, {shown})",
    ]


def test_every_label_that_can_be_written_can_be_shown():
    assert set(LABELS) - {"page"} <= set(LOCATORS)
    # The terms of CSL 1.0.2, which are Pandoc's.
    csl = {
        "act", "appendix", "book", "canon", "chapter", "column", "elocation", "equation", "figure", "folio",
        "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section",
        "sub-verbo", "supplement", "table", "timestamp", "title", "verse", "version", "volume",
    }  # fmt: skip
    assert csl <= set(LABELS)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("@one's", "Robb’s (2011)"),
        ("@one’s", "Robb’s (2011)"),
        ("@one's [p. 3]", "Robb’s (2011, p. 3)"),
        ("@two's", "Moa and Tui’s (2012)"),
        ("@three's", "Kea et al.’s (2013)"),
        ("@group's", "Ministry of Things’s (MoT, 2010)"),
        ("@title's", "*The Long View*’s (2014)"),
        ("@act's [s. 5]", "Invented Act 2003’s (s. 5)"),
        ("@act's", "Invented Act 2003’s"),
        ("@letter's", "B. Ruru’s (personal communication, 2015)"),
        ("@one's [p. 3; see also @two]", "Robb’s (2011, p. 3; see also Moa & Tui, 2012)"),
        ("@nobody's", "nobody?’s"),
    ],
)
def test_possessives(cite, written, shown):
    bib = (
        book("one", "R. Robb", "2011")
        + book("two", "M. Moa and T. Tui", "2012")
        + book("three", "K. Kea and M. Moa and T. Tui", "2013")
        + "@report{group, author={{Ministry of Things}}, shortauthor={MoT}, title={A}, date={2010}}\n"
        + "@book{title, title={The Long View}, date={2014}}\n"
        + "@legislation{act, title={Invented Act 2003}}\n"
        + "@letter{letter, author={Ruru, B.}, date={2015}}\n"
    )
    assert cite(bib, written) == [shown.replace("*", "")]


# § 8.21: groups

GROUPS = (
    "@report{r1, author={{Ministry of Things}}, shortauthor={MoT}, title={A}, date={2010}}\n"
    "@report{r2, author={{Ministry of Things}}, shortauthor={MoT}, title={B}, date={2011}}\n"
    "@report{s1, author={{Society of Tests}}, shortauthor={SoT}, title={C}, date={2012}}\n"
    "@report{t1, author={{Museum of Trees}}, shortauthor={MoT}, title={D}, date={2013}}\n"
)


def only(bib, *keys):
    """Return these entries of a .bib's text."""
    return "".join(line + "\n" for line in bib.splitlines() if line.split("{")[1].split(",")[0] in keys)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["[-@r1]", "[@r2]"], ["(2010)", "(Ministry of Things [MoT], 2011)"]),
        (["-@r1", "@r2"], ["(2010)", "Ministry of Things (MoT, 2011)"]),
        (["[@r1; @r2]", "@r1"], ["(Ministry of Things [MoT], 2010, 2011)", "MoT (2010)"]),
        (
            ["@r1 [p. 3; @r2; see also @s1, p. 4]", "[@s1]"],
            ["Ministry of Things (MoT, 2010, p. 3; MoT, 2011; see also Society of Tests [SoT], 2012, p. 4)", "(SoT, 2012)"],
        ),
        (["@r1 [p. 2]", "@r1's [p. 3]"], ["Ministry of Things (MoT, 2010, p. 2)", "MoT’s (2010, p. 3)"]),
        (["[@r1, p. 2; @s1; @r2]"], ["(Ministry of Things [MoT], 2010, p. 2; MoT, 2011; Society of Tests [SoT], 2012)"]),
        (
            ["[@s1, as cited in @r1]", "[@r2]"],
            ["(Society of Tests [SoT], 2012, as cited in Ministry of Things [MoT], 2010)", "(MoT, 2011)"],
        ),
        (["@s1 [as cited in @r1]"], ["Society of Tests (SoT, 2012, as cited in Ministry of Things [MoT], 2010)"]),
        (["[see *esp.* @r1]"], ["(see *esp.* Ministry of Things [MoT], 2010)"]),
    ],
)  # fmt: skip
def test_abbreviations_of_groups(cite, written, shown):
    assert cite(only(GROUPS, "r1", "r2", "s1"), *written, listed=False) == shown


def test_two_groups_with_one_abbreviation_are_spelt_out(cite):
    assert cite(GROUPS, "[@r1]", "@t1", "[@r2]", "[@s1]") == [
        "(Ministry of Things, 2010)",
        "Museum of Trees (2013)",
        "(Ministry of Things, 2011)",
        "(Society of Tests [SoT], 2012)",
    ]


# §§ 8.10–8.20: several works

ROBB = book("p1", "R. Robb", pubstate="inpress", title="A") + book(
    "p2", "R. Robb", pubstate="inpress", title="B"
)


@pytest.mark.parametrize(
    ("bib", "written", "shown"),
    [
        (ROBB + book("r", "R. Robb", "2011"), "[@p1; @r; @p2, p. 3]", "(Robb, 2011, in press-a, in press-b, p. 3)"),
        (ROBB, "@p1 [p. 3; @p2]", "Robb (in press-a, p. 3; Robb, in press-b)"),
        (book("x", "R. Robb") + book("y", "R. Robb"), "[-@x; -@y]", "(n.d.-a, n.d.-b)"),
        (book("x", "R. Robb") + book("y", "R. Robb"), "@y [p. 4]", "Robb (n.d.-b, p. 4)"),
        (book("x", "R. Robb", "2011") + book("y", "T. Robb", "2012"), "[@y, p. 4; @x]", "(R. Robb, 2011; T. Robb, 2012, p. 4)"),
        (
            book("x", "A. Kea and B. Moa and C. Tui", "2017") + book("y", "A. Kea and D. Ruru and E. Huia", "2017"),
            "[@x; @y]",
            "(Kea, Moa, & Tui, 2017; Kea, Ruru, & Huia, 2017)",
        ),
        (
            book("x", "A. Kea and B. Moa and C. Tui", "2017") + book("y", "A. Kea and D. Ruru and E. Huia", "2018"),
            "[@x; @y]",
            "(Kea et al., 2017; Kea et al., 2018)",
        ),
        # What "et al." makes alike stands by date (§ 8.12); the list has the second author's name first.
        (
            book("x", "A. Kea and B. Moa and C. Tui", "2018") + book("y", "A. Kea and D. Ruru and E. Huia", "2010"),
            "[@x; @y]",
            "(Kea et al., 2010; Kea et al., 2018)",
        ),
        (
            book("x", "A. Kea and B. Moa and C. Tui", pubstate="inpress") + book("y", "A. Kea and D. Ruru and E. Huia", "2018")
            + book("z", "A. Kea and D. Ruru and E. Huia") + book("a", "A. Kea and B. Moa", "2001") + book("b", "B. Bee", "1999"),
            "[@x; @y; @z; @b; @a]",
            "(Bee, 1999; Kea & Moa, 2001; Kea et al., n.d., 2018; Kea et al., in press)",
        ),
        # One name alone is no "et al." (§ 8.18), however late the lists differ.
        (
            book("x", "A. Kea and B. Moa and C. Tui and D. Ruru and E. Huia", "2017")
            + book("y", "A. Kea and B. Moa and C. Tui and D. Ruru and F. Weka", "2017")
            + book("z", "A. Kea and B. Moa and C. Tui and G. Pea and H. Bee and I. Ant", "2017"),
            "[@x; @y; @z]",
            "(Kea, Moa, Tui, Pea, et al., 2017; Kea, Moa, Tui, Ruru, & Huia, 2017; Kea, Moa, Tui, Ruru, & Weka, 2017)",
        ),
        (
            book("x", "A. Kea and B. Moa and C. Tui", "2017", title="A") + book("y", "A. Kea and B. Moa and C. Tui", "2017", title="B"),
            "@x [p. 3; @y]",
            "Kea et al. (2017a, p. 3; Kea et al., 2017b)",
        ),
        (
            "@book{x, title={The Long View}, date={2012}}\n" + book("y", "K. Long", "2012") + "@article{z, title={A Longer View}, journaltitle={J}, date={2012}}\n",
            "[@z; @x; @y]",
            "(Long, 2012; The Long View, 2012; “A Longer View,” 2012)",
        ),
        (book("x", "R. Robb", "2011") + book("y", "K. Kea", "2012"), "[@x; -@y]", "(Robb, 2011; 2012)"),
        (book("x", "Ā. Āpirana", "2011") + book("y", "B. Beech", "2012") + book("z", "A. Apple", "2010"), "[@y; @x; @z]", "(Āpirana, 2011; Apple, 2010; Beech, 2012)"),
        (book("x", "R. Robb", "2011", origdate="1950"), "@x [p. 3]", "Robb (1950/2011, p. 3)"),
        (book("x", "R. Robb", "1723~"), "[@x]", "(Robb, ca. 1723)"),
    ],
)  # fmt: skip
def test_several_works(cite, bib, written, shown):
    assert cite(bib, written) == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[-@y; -@x]", "(2012; 2011)"),
        ("[-@x, p. 3; -@y]", "(2011, p. 3; 2012)"),
        ("[-@x; -@z]", "(2011, 2013)"),
        ("@x [p. 3; -@z]", "Robb (2011, p. 3; 2013)"),
    ],
)
def test_works_without_their_authors_stay_in_order(cite, written, shown):
    bib = book("x", "R. Robb", "2011") + book("y", "K. Kea", "2012") + book("z", "R. Robb", "2013")
    assert cite(bib, written) == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@a; M. Kea, personal communication, May 3, 2013]", "(Ant, 2001; M. Kea, personal communication, May 3, 2013)"),
        ("[M. Kea, personal communication, May 3, 2013; @a, p. 3]", "(M. Kea, personal communication, May 3, 2013; Ant, 2001, p. 3)"),
        ("@a [p. 3; M. Kea, personal communication, May 3, 2013]", "Ant (2001, p. 3; M. Kea, personal communication, May 3, 2013)"),
        ("[@a, p. 3; M. Kea, personal communication, 2013; see also @b]", "(Ant, 2001, p. 3; M. Kea, personal communication, 2013; see also Bee, 2002)"),
    ],
)  # fmt: skip
def test_personal_communications_written_out_among_works(cite, written, shown):
    assert cite(ANT + book("b", "B. Bee", "2002"), written) == [shown]


def test_what_is_cited_at_second_hand_gets_no_letter_that_the_list_does_not_have(cite, library):
    bib = (
        book("x", "R. Robb", "1950", title="A")
        + book("y", "R. Robb", "1950", title="B")
        + book("z", "K. Kea", "2000")
    )
    # Both works are told apart in the text, though one of them isn't listed.
    assert cite(bib, "[@x, as cited in @z]", "[@y]", listed=False) == [
        "(Robb, 1950a, as cited in Kea, 2000)",
        "(Robb, 1950b)",
    ]
    document = Document([find_bracketed("[@x, as cited in @z]", 0).citation], library(bib))
    assert [item.work.key for item in document.references()] == ["z"]
