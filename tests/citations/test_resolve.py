"""The rules that need the whole document."""

from apa7.bibliography.richtext import flatten
from apa7.document import Document
from apa7.syntax import find_bracketed

from .conftest import book


def test_letters_follow_the_list(cite):
    bib = (
        book("z", "A. B", "2012", title="Apple")
        + book("y", "A. B", "2012", title="The Banana")
        + book("x", "A. B", "2012", title="Cherry")
    )
    assert cite(bib, "[@x]", "@y", "[@x; @z]") == ["(B, 2012c)", "B (2012b)", "(B, 2012a, 2012c)"]


def test_letters_without_a_date_and_in_press(cite):
    bib = (
        book("a", "A. B")
        + book("b", "A. B")
        + book("c", "A. B", pubstate="inpress")
        + book("d", "A. B", pubstate="inpress")
    )
    assert cite(bib, "[@a; @b; @c; @d]") == ["(B, n.d.-a, n.d.-b, in press-a, in press-b)"]


def test_earlier_in_the_year_comes_first(cite):
    bib = book("late", "A. B", "2012-07", title="A") + book("early", "A. B", "2012-06", title="B")
    assert cite(bib, "[@late]", "[@early]") == ["(B, 2012b)", "(B, 2012a)"]


def test_more_than_26(cite):
    bib = "".join(book(f"k{number:02}", "A. B", "2000") for number in range(28))
    assert cite(bib, "[@k25]", "[@k26]", "[@k27]") == ["(B, 2000z)", "(B, 2000aa)", "(B, 2000ab)"]


def test_three_authors_are_shortened_and_lengthened_again(cite):
    bib = (
        book("a", "A. Kea and B. Moa and C. Tui and D. Ruru and E. Huia", "2017")
        + book("b", "A. Kea and B. Moa and F. Weka and G. Kiwi and H. Kaka", "2017")
        + book("c", "A. Kea and B. Moa and C. Tui", "2018")
    )
    assert cite(bib, "[@a]", "[@b]", "[@c]") == [
        "(Kea, Moa, Tui, et al., 2017)",
        "(Kea, Moa, Weka, et al., 2017)",
        "(Kea et al., 2018)",
    ]


def test_et_al_never_stands_for_one(cite):
    bib = book("a", "A. Kea and B. Moa and C. Tui and D. Ruru", "2015") + book(
        "b", "A. Kea and B. Moa and C. Tui and E. Huia", "2015"
    )
    assert cite(bib, "@a", "[@b]") == ["Kea, Moa, Tui, and Ruru (2015)", "(Kea, Moa, Tui, & Huia, 2015)"]


def test_initials_for_shared_surnames(cite):
    bib = (
        book("a", "J. M. Kea and B. Moa", "2015")
        + book("b", "T. Kea", "2014")
        + book("c", "X. Tui and Y. Kea", "2013")
    )
    assert cite(bib, "[@a; @b; @c]", "@a") == [
        "(J. M. Kea & Moa, 2015; T. Kea, 2014; Tui & Kea, 2013)",
        "J. M. Kea and Moa (2015)",
    ]


def test_no_initials_within_one_work_or_for_one_person(cite):
    bib = (
        book("a", "A. Kea and B. Kea", "2015")
        + book("b", "Reginald Moa", "2014")
        + book("c", "Robert Moa", "2013")
    )
    assert cite(bib, "[@a]", "[@c; @b]") == ["(Kea & Kea, 2015)", "(Moa, 2014; Moa, 2013)"]


GROUP = "@report{r1, author={{Ministry of Things}}, shortauthor={MoT}, title={A}, date={2010}}\n" + (
    "@report{r2, author={{Ministry of Things}}, shortauthor={MoT}, title={B}, date={2011}}\n"
)


def test_a_group_is_abbreviated_after_its_first_use(cite):
    assert cite(GROUP, "[@r1]", "[@r2, p. 3]", "@r1") == [
        "(Ministry of Things [MoT], 2010)",
        "(MoT, 2011, p. 3)",
        "MoT (2010)",
    ]
    assert cite(GROUP, "@r2", "[@r1; @r2]") == ["Ministry of Things (MoT, 2011)", "(MoT, 2010, 2011)"]


def test_order_and_prefixes(cite):
    bib = (
        book("a", "A. Ant", "2001")
        + book("b", "B. Bee", "2002")
        + book("c", "C. Cat", "2003")
        + book("d", "D. Dog", "2004")
    )
    assert cite(bib, "[@c; @a]", "[see @b; @a]", "[@b; see also @d; @c]", "[@b, p. 2; @a]") == [
        "(Ant, 2001; Cat, 2003)",
        "(see Ant, 2001; Bee, 2002)",
        "(Bee, 2002; see also Cat, 2003; Dog, 2004)",
        "(Ant, 2001; Bee, 2002, p. 2)",
    ]


def test_works_by_one_author(cite):
    bib = book("a", "A. Ant", "2001") + book("b", "A. Ant", "2005") + book("c", "A. Ant")
    assert cite(bib, "[@b; @a; @c]", "[@a, p. 2; @b]") == [
        "(Ant, n.d., 2001, 2005)",
        "(Ant, 2001, p. 2; Ant, 2005)",
    ]


def test_without_the_author(cite):
    assert cite(book("a", "A. Ant", "2001"), "[-@a]", "-@a", "[-@a, p. 4]") == [
        "(2001)",
        "(2001)",
        "(2001, p. 4)",
    ]


def test_more_works_after_one_in_the_sentence(cite):
    bib = book("a", "A. Ant", "2001") + book("b", "B. Bee", "2002")
    assert cite(bib, "@a [p. 3; see also @b]", "@a [and elsewhere]") == [
        "Ant (2001, p. 3; see also Bee, 2002)",
        "Ant (2001, and elsewhere)",
    ]


def test_works_known_at_second_hand(cite, library):
    bib = book("old", "R. Rabbit", "1982") + book("new", "A. Lyon and B. Ant and C. Cat", "2014")
    texts = ["[@old, as cited in @new]", "@old [p. 3, as cited in @new, p. 9, among others]"]
    assert cite(bib, *texts, listed=False) == [
        "(Rabbit, 1982, as cited in Lyon et al., 2014)",
        "Rabbit (1982, p. 3, as cited in Lyon et al., 2014, p. 9, among others)",
    ]
    document = Document([find_bracketed(texts[0], 0).citation], library(bib))
    assert [item.work.key for item in document.references()] == ["new"]


def test_personal_communications_are_not_listed(cite, library):
    bib = (
        "@letter{a, author={Kea, M. J. and Moa, N.}, date={2013-10-04}}\n"
        "@letter{b, author={Kea, T.}, date={2013}}\n"
    )
    assert cite(bib, "[@a]", "@b", "@a [by e-mail]") == [
        "(M. J. Kea & N. Moa, personal communication, October 4, 2013)",
        "T. Kea (personal communication, 2013)",
        "M. J. Kea and N. Moa (personal communication, October 4, 2013, by e-mail)",
    ]
    works = library(bib + book("c", "A. Ant", "2000"))
    citation = find_bracketed("[@a; @b; @c]", 0).citation
    assert [item.work.key for item in Document([citation], works).references()] == ["c"]


def test_unknown_keys(cite):
    bib = book("a", "A. Ant", "2001")
    assert cite(bib, "[@zz; @a]", "@zz", "@zz [p. 3]", "[@zz, p. 3]") == [
        "(Ant, 2001; zz?)",
        "zz?",
        "zz? (p. 3)",
        "(zz?, p. 3)",
    ]


def test_titles_stand_for_authors(cite):
    bib = (
        "@book{a, title={A Book: Of Things}, date={2001}}\n"
        "@article{b, title={Is it?}, journaltitle={J}, date={2002}}"
    )
    assert cite(bib, "[@a]", "[@b]", "@b") == [
        "(A Book: Of Things, 2001)",
        "(“Is it?” 2002)",
        "“Is it?” (2002)",
    ]


def test_the_list_is_sorted(library):
    works = library(
        book("zeta", "Zeta, A.", "2001")
        + book("anew", "Āpirana, N.", "2001")
        + book("apple", "Apple, A.", "2001")
        + book("brown2", "Brown, A. and Ant, B.", "1999")
        + book("brown", "Brown, A.", "2005")
        + book("browning", "Browning, A.", "1990")
        + book("brownj", "Brown, J.", "1980")
        + book("orsted", "Ørsted, H.", "1820")
        + book("group", "{The Meadow Group}", "2001")
        + "@book{the, title={The Long View}, date={2000}}\n"
    )
    from apa7.model import Citation, Cite

    document = Document([Citation(tuple(Cite(key) for key in works))], works)
    assert [work.key for work in document.ordered] == [
        "anew", "apple", "brown", "brown2", "brownj", "browning", "the", "group", "orsted", "zeta",
    ]  # fmt: skip
    assert flatten(document.references()[0].text).startswith("Āpirana, N. (2001).")
