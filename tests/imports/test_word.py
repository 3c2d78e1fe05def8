"""Documents of Word become posts: text, notes, tables, pictures, and citations with their works."""

# ruff: noqa: E501 - XML stands as programs write it

import base64
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from bs4 import BeautifulSoup
from minisite import PICTURE

from imports.errors import ImportingError
from imports.reading import read_import
from imports.word.pandoc import find_pandoc

from .documents import OFFICE, csl, field, item, mendeley_cite, note, p, pack, r, zotero

EXTENSIONS = ["extra", "smarty", "toc", "citations"]
SMITH = {
    "type": "article-journal",
    "title": "Care at a distance",
    "container-title": "Journal of Care",
    "volume": "3",
    "page": "10-19",
    "DOI": "10.5555/abc",
    "author": [{"family": "Smith", "given": "Jo"}],
    "issued": {"date-parts": [[2019]]},
}
ROE = {
    "type": "book",
    "title": "Working well",
    "publisher": "Kea Press",
    "author": [{"family": "Roe", "given": "Ann"}, {"family": "Doe", "given": "Bo"}],
    "issued": {"date-parts": [["2011"]]},
}
MOH = {
    "type": "report",
    "title": "What people said",
    "author": [{"literal": "Ministry of Health"}],
    "issued": {"date-parts": [[2010]]},
}


class Desk:
    """Documents, and what becomes of them."""

    def __init__(self, root, folder):
        self.root, self.folder = root, folder

    def read(self, data, name="draft.docx"):
        path = self.root / name
        path.write_bytes(data)
        return read_import(str(path))

    def take(self, *body, name="draft.docx", **about):
        """Import a document of these paragraphs; return the post's text without its header, and the report."""
        told = self.folder.take(self.read(pack(body, **about), name))
        (post,) = (self.folder.content / "posts").glob("*.md")
        return post.read_text(encoding="utf-8").partition("\n\n")[2].strip(), told


@pytest.fixture
def desk(tmp_path, folder):
    return Desk(tmp_path, folder)


def show(text):
    from markdown import markdown
    from pelican.plugins.metadata.languages import LanguagesExtension
    from pelican.plugins.writing.extension import WritingExtension

    extensions = [*EXTENSIONS, LanguagesExtension(), WritingExtension()]
    return BeautifulSoup(markdown(text, extensions=extensions), "html.parser")


# --- citations

CITED = {
    "Zotero": (zotero(item(SMITH), shown="(Smith, 2019)"), "[@smith2019]"),
    "its code in pieces": (zotero(item(SMITH), shown="(Smith, 2019)", pieces=40), "[@smith2019]"),
    "a page": (zotero(item(SMITH, locator="4"), shown="(Smith, 2019, p. 4)"), "[@smith2019, p. 4]"),
    "pages": (
        zotero(item(SMITH, locator="33–35", label="page"), shown="(Smith, 2019, pp. 33–35)"),
        "[@smith2019, pp. 33–35]",
    ),
    "a chapter": (
        zotero(item(ROE, locator="3", label="chapter"), shown="(Roe & Doe, 2011, Chapter 3)"),
        "[@roe2011, chap. 3]",
    ),
    "a paragraph": (
        zotero(item(ROE, locator="4", label="paragraph"), shown="(Roe & Doe, 2011, para. 4)"),
        "[@roe2011, para. 4]",
    ),
    "a label in the locator": (
        zotero(item(SMITH, locator="p. 4"), shown="(Smith, 2019, p. p. 4)"),
        "[@smith2019, p. 4]",
    ),
    "words before and after": (
        zotero(
            item(SMITH, prefix="see ", locator="4", suffix=", <i>italics</i> mine; all of it"),
            shown="(see Smith, 2019, p. 4, italics mine; all of it)",
        ),
        r"[see @smith2019, p. 4, *italics* mine\; all of it]",
    ),
    "several": (
        zotero(item(SMITH, locator="4"), item(ROE), shown="(Roe & Doe, 2011; Smith, 2019, p. 4)"),
        "[@smith2019, p. 4; @roe2011]",
    ),
    "its author left out": (
        zotero(item(MOH, **{"suppress-author": True}), shown="(2010)"),
        "[-@ministryhealth2010]",
    ),
    "written over as a narrative one": (
        zotero(
            item(SMITH, locator="4"), shown="(Smith, 2019, p. 4)", said="Smith (2019, p. 4)", dontUpdate=True
        ),
        "@smith2019 [p. 4]",
    ),
    "and owning": (
        zotero(item(SMITH), shown="(Smith, 2019)", said="Smith’s (2019)", dontUpdate=True),
        "@smith2019's",
    ),
    "Mendeley Desktop": (
        field(
            "ADDIN CSL_CITATION "
            + json.dumps(
                {
                    "citationItems": [{"id": "ITEM-1", "itemData": SMITH, "locator": "4", "uris": ["x"]}],
                    "mendeley": {
                        "formattedCitation": "(Smith, 2019, p. 4)",
                        "plainTextFormattedCitation": "(Smith, 2019, p. 4)",
                        "previouslyFormattedCitation": "(Smith, 2019)",
                    },
                    "properties": {"noteIndex": 0},
                }
            ),
            "(Smith, 2019, p. 4)",
        ),
        "[@smith2019, p. 4]",
    ),
    "Mendeley Cite": (
        mendeley_cite(item(ROE, locator="4", label="page"), shown="(Roe & Doe, 2011, p. 4)"),
        "[@roe2011, p. 4]",
    ),
    "a field in one piece": (
        f'<w:fldSimple w:instr="{escape(f"ADDIN ZOTERO_ITEM CSL_CITATION {csl(item(SMITH))}", {chr(34): "&quot;"})}">'
        f"{r('(Smith, 2019)')}</w:fldSimple>",
        "[@smith2019]",
    ),
}


@pytest.mark.parametrize("name", CITED)
def test_a_citation_comes_over_with_its_work(desk, name):
    made, expected = CITED[name]
    text, told = desk.take(p("So it is ", made, "."))
    assert text == f"So it is {expected}."
    assert [line for line in told if "citation" in line] == []
    works = desk.folder.read("references.bib")
    assert works.count("@") == len(set(re.findall(r"@(\w+)", expected)))


ENDNOTE = """<EndNote><Cite{attributes}><Author>Roe</Author><Year>2011</Year><RecNum>7</RecNum>{inside}
<DisplayText>{shown}</DisplayText><record><rec-number>7</rec-number><ref-type name="Book">6</ref-type>
<contributors><authors><author>Roe, Ann</author><author>Doe, Bo</author></authors></contributors>
<titles><title><style face="normal" font="default" size="100%">Working </style><style face="italic">well</style>
</title></titles><dates><year>2011</year></dates><publisher>Kea Press</publisher></record></Cite></EndNote>"""


def endnote(shown, attributes="", inside=""):
    return ENDNOTE.format(shown=shown, attributes=attributes, inside=inside)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (endnote("(Roe &amp; Doe, 2011)"), "[@roe2011]"),
        (endnote("(Roe &amp; Doe, 2011, p. 9)", inside="<Pages>9</Pages>"), "[@roe2011, p. 9]"),
        (
            endnote("(see Roe &amp; Doe, 2011)", inside="<Prefix>see </Prefix><Suffix>, too</Suffix>"),
            "[see @roe2011, too]",
        ),
        (endnote("Roe and Doe (2011)", ' AuthorYear="1"'), "@roe2011"),
        (endnote("(2011)", ' ExcludeAuth="1"'), "[-@roe2011]"),
    ],
)
@pytest.mark.parametrize("kept", ["in the code", "beside it", "in a field of its own"])
def test_a_citation_of_endnote_comes_over(desk, xml, expected, kept):
    shown = re.search("<DisplayText>(.*)</DisplayText>", xml)[1].replace("&amp;", "&")
    data = base64.b64encode(xml.encode()).decode()
    if kept == "in the code":
        made = field(f" ADDIN EN.CITE {xml}", shown, pieces=9)
    elif kept == "beside it":
        made = field(" ADDIN EN.CITE ", shown, data)
    else:
        inner = field(" ADDIN EN.CITE.DATA ", "", data)
        made = field(" ADDIN EN.CITE ", shown, data).replace(
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            1,
        )
    text, _ = desk.take(p("So ", made, "."))
    assert text == f"So {expected}."
    assert r"title     = {Working \textit{well}}" in desk.folder.read("references.bib")


SOURCES = """<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Roe11</b:Tag><b:SourceType>Book</b:SourceType><b:Author><b:Author><b:NameList>
<b:Person><b:Last>Roe</b:Last><b:First>Ann</b:First></b:Person><b:Person><b:Last>Doe</b:Last><b:First>Bo</b:First>
</b:Person></b:NameList></b:Author></b:Author><b:Title>Working well</b:Title><b:Year>2011</b:Year>
<b:Publisher>Kea Press</b:Publisher></b:Source><b:Source><b:Tag>MoH10</b:Tag><b:SourceType>Report</b:SourceType>
<b:Author><b:Author><b:Corporate>Ministry of Health</b:Corporate></b:Author></b:Author>
<b:Title>What people said</b:Title><b:Year>2010</b:Year><b:Month>March</b:Month></b:Source></b:Sources>"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (r" CITATION Roe11 \l 1033 ", "[@roe2011]"),
        (r" CITATION Roe11 \p 33-34 \l 5129 ", "[@roe2011, pp. 33-34]"),
        (
            r' CITATION Roe11 \f "see " \s ", too" \l 1033  \m MoH10 ',
            "[see @roe2011, too; @ministryhealth2010]",
        ),
        (r"CITATION Roe11 \n  \l 1033", "[-@roe2011]"),
        (r"CITATION MoH10 \v 2 \p 9 \l 1033", "[@ministryhealth2010, vol. 2, p. 9]"),
    ],
)
def test_word_s_own_citations_come_over(desk, code, expected):
    text, _ = desk.take(p("So ", field(code, "(…)"), "."), files={"customXml/item1.xml": SOURCES})
    assert text == f"So {expected}."


def test_zotero_s_bookmarks_are_read_with_their_properties(desk):
    code = f"ZOTERO_ITEM CSL_CITATION {csl(item(SMITH, locator='4'), shown='(Smith, 2019, p. 4)')}"
    pieces = [code[at : at + 255] for at in range(0, len(code), 255)]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    entries = "".join(
        f'<property name="ZOTERO_BREF_x1_{number}"><vt:lpwstr>{escape(piece)}</vt:lpwstr></property>'
        for number, piece in enumerate(pieces, 1)
    )
    custom = f'<Properties xmlns="{kind}/custom-properties" xmlns:vt="{kind}/docPropsVTypes">{entries}</Properties>'
    made = (
        '<w:bookmarkStart w:id="3" w:name="ZOTERO_BREF_x1"/>'
        + r("(Smith, 2019, p. 4)")
        + '<w:bookmarkEnd w:id="3"/>'
    )
    text, _ = desk.take(p("So ", made, "."), files={"docProps/custom.xml": custom})
    assert text == "So [@smith2019, p. 4]."


@pytest.mark.parametrize(
    ("before", "shown", "about", "expected"),
    [
        ("As Roe and Doe ", "(2011, p. 3)", {"locator": "3"}, "As @roe2011 [p. 3]."),
        ("As Roe & Doe ", "(2011)", {}, "As @roe2011."),
        ("In Roe and Doe’s ", "(2011)", {}, "In @roe2011's."),
        ("As McRoe and Doe ", "(2011)", {}, "As McRoe and Doe [-@roe2011]."),
        ("As they say ", "(2011)", {}, "As they say [-@roe2011]."),
    ],
)
def test_a_name_before_a_year_makes_the_citation_narrative(desk, before, shown, about, expected):
    made = zotero(item(ROE, **{"suppress-author": True}, **about), shown=shown)
    assert desk.take(p(before, made, "."))[0] == expected


def test_a_name_alone_and_a_year_are_one_citation(desk):
    name = zotero(item(ROE, **{"author-only": True}), shown="Roe and Doe")
    year = zotero(item(ROE, **{"suppress-author": True}), shown="(2011)")
    text, told = desk.take(p("As ", name, " ", year, " say."))
    assert text == "As @roe2011 say."
    assert not [line for line in told if "alone" in line]


def test_a_name_alone_is_plain_words_and_told(desk):
    text, told = desk.take(p("As ", zotero(item(ROE, **{"author-only": True}), shown="Roe and Doe"), " say."))
    assert text == "As Roe and Doe say."
    assert "“Roe and Doe” is a citation of the author's name alone, and plain words now" in told[0]


def test_a_citation_edited_by_hand_is_told(desk):
    made = zotero(item(SMITH), shown="(Smith, 2019)", said="(Smith, in his book)", dontUpdate=True)
    text, told = desk.take(p("One."), p("So ", made, "."))
    assert text == "One.\n\nSo [@smith2019]."
    assert told[0] == (
        "draft.docx, paragraph 2: a citation was edited by hand: “(Smith, in his book)”. "
        "It is made of its work again: compare (posts/draft.md:10)."
    )


def test_a_citation_without_its_work_stays_as_words(desk):
    made = field(
        ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"id":1,"uris":["x"]}]} ', "(Smith, 2019)"
    )
    paper = field(" ADDIN PAPERPILE_CITATION <clusterId>X</clusterId> ", "(Roe, 2011)")
    text, told = desk.take(p("So ", made, " and ", paper, "."))
    assert text == "So (Smith, 2019) and (Roe, 2011)."
    assert ["reference manager" in told[0], "of Paperpile" in told[1]] == [True, True]


def test_citations_in_notes_tables_and_quotations_come_over(desk):
    cited = zotero(item(SMITH, locator="9"), shown="(Smith, 2019, p. 9)")
    table = f"<w:tbl><w:tr><w:tc>{p('A')}</w:tc></w:tr><w:tr><w:tc>{p('b ', cited)}</w:tc></w:tr></w:tbl>"
    text, _ = desk.take(
        p("So", note(1), "."), table, p("Quoted ", cited, style="Quote"), notes=[p("A note ", cited, ".")]
    )
    assert "| b [@smith2019, p. 9] |" in text
    assert "> Quoted [@smith2019, p. 9]" in text
    assert "[^1]: A note [@smith2019, p. 9]." in text


def test_the_list_of_references_comes_by_itself(desk):
    listed = field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ", "Smith, J. (2019). Care at a distance.")
    begin, _, end = listed.partition('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    text, _ = desk.take(
        p("So ", zotero(item(SMITH), shown="(Smith, 2019)"), "."),
        p("References", style="Heading1"),
        f"<w:p>{begin}</w:p>",
        p("Second entry", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', end),
    )
    assert text == "So [@smith2019].\n\n## References"


def test_a_list_of_references_before_an_appendix_stays_there(desk):
    listed = field("BIBLIOGRAPHY", "Smith, J. (2019).")
    text, _ = desk.take(
        p("So."), p("References", style="Heading1"), p(listed), p("Appendix", style="Heading1"), p("More.")
    )
    assert text == 'So.\n\n## References\n\n<div id="refs"></div>\n\n## Appendix\n\nMore.'


# --- works


def test_works_that_the_site_has_are_cited_and_not_doubled(desk):
    desk.folder.write(
        "references.bib",
        "@article{jo-care,\n  author = {Smith, J.},\n  title = {Care},\n  date = {2019},\n  doi = {10.5555/ABC}\n}\n"
        "@book{roe2011,\n  author = {Roe, Zoe},\n  title = {Another},\n  date = {2011}\n}\n",
    )
    before = desk.folder.read("references.bib")
    cited = zotero(item(SMITH), item(ROE, locator="7"), shown="(…)")
    text, _ = desk.take(p("So ", cited, "."))
    assert text == "So [@jo-care; @roe2011a, p. 7]."
    after = desk.folder.read("references.bib")
    assert after.startswith(before)
    assert re.findall(r"^@\w+\{([^,]+)", after, re.MULTILINE) == ["jo-care", "roe2011", "roe2011a"]


def test_one_work_of_two_programs_is_one_entry(desk):
    other = {**ROE, "id": "ITEM-9", "publisher-place": "Wellington"}
    text, _ = desk.take(
        p(
            zotero(item(ROE), shown="(R)"),
            mendeley_cite(item(other), shown="(R)"),
            zotero(item(ROE), shown="(R)"),
        )
    )
    assert text == "[@roe2011][@roe2011][@roe2011]"
    assert desk.folder.read("references.bib").count("@book") == 1


# --- text


def test_titles_headings_and_what_a_document_says_of_itself(desk):
    text, _ = desk.take(
        p("On care", style="Title"),
        p("A study", style="Subtitle"),
        p("First", style="Heading1"),
        p("One."),
        p("Below", style="Heading2"),
        p("Two."),
        lang="mi-NZ",
        core="<dc:title>Microsoft Word - x</dc:title><dc:creator>Ann Lee;Bo Roe</dc:creator>"
        "<cp:keywords>care, work</cp:keywords><dcterms:created>2024-03-01T10:00:00Z</dcterms:created>",
    )
    assert text == "## First\n\nOne.\n\n### Below\n\nTwo."
    (name,) = [name for name in desk.folder.files() if name.endswith(".md")]
    header = desk.folder.read(name).partition("\n\n")[0].split("\n")
    assert "Title: On care: A study" in header
    assert {"Authors: Ann Lee, Bo Roe", "Tags: care, work", "Lang: mi", "Status: draft"} < set(header)
    assert "Imported: draft.docx, 2024-03-01T10:00:00Z" in header
    assert "Syndicate: false" in header


def test_the_first_heading_is_the_title_where_it_stands_above_all(desk):
    text, _ = desk.take(p("On care", style="Heading1"), p("One."), p("First", style="Heading3"), p("Two."))
    assert text == "One.\n\n## First\n\nTwo."
    assert desk.folder.read("posts/on-care.md").startswith("Title: On care\n")


def test_languages_are_marked(desk):
    mi = '<w:lang w:val="mi-NZ"/>'
    text, _ = desk.take(
        p("We share ", r("te ", mi), r("reo", mi), " and ", r("kai", mi), ".", r(" 12 ", mi), r("More", ""))
    )
    assert text == "We share [te reo]{lang=mi} and [kai]{lang=mi}. 12 More"
    assert [span.text for span in show(text).select("[lang=mi]")] == ["te reo", "kai"]


def test_tracked_changes_are_accepted_and_told(desk):
    added = f'<w:ins w:author="Ann Lee">{r("is")}</w:ins>'
    gone = '<w:del w:author="Bo Roe"><w:r><w:delText>was</w:delText></w:r></w:del>'
    text, told = desk.take(p("It ", gone, added, " so."))
    assert text == "It is so."
    assert told[0] == "draft.docx: tracked changes of Ann Lee, Bo Roe were accepted (posts/draft.md)."


def test_a_deleted_citation_is_gone(desk):
    made = (
        zotero(item(SMITH), shown="(Smith, 2019)")
        .replace("<w:t ", "<w:delText ")
        .replace("</w:t>", "</w:delText>")
    )
    text, _ = desk.take(p("It is so", f'<w:del w:author="Bo">{made}</w:del>', "."))
    assert text == "It is so."


def test_comments_are_told_with_their_place(desk):
    at = '<w:r><w:commentReference w:id="0"/></w:r>'
    text, told = desk.take(p("One."), p("Two", at, "."), comments=[("Ann Lee", "Is this so?")])
    assert text == "One.\n\nTwo."
    assert told[0].startswith("draft.docx, paragraph 2: a comment of Ann Lee: “Is this so?”.")
    assert told[0].endswith("(posts/draft.md:10).")


def table(*rows, head=True):
    marked = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    written = "".join(
        f"<w:tr>{marked if not number else ''}{''.join(cells)}</w:tr>" for number, cells in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{written}</w:tbl>"


def cell(*paragraphs, about=""):
    made = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{made}</w:tc>"


def test_a_table_comes_over_with_its_caption_and_what_refers_to_it(desk):
    number = field(" SEQ Table \\* ARABIC ", "1")
    caption = p(
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/>',
        "Table ",
        number,
        '<w:bookmarkEnd w:id="1"/>',
        ". Interviews by site",
        style="Beschriftung",
    )
    text, _ = desk.take(
        p("See ", field(" REF _Ref1 \\h ", "Table 1"), "."),
        caption,
        table([cell("Site"), cell("N")], [cell("A|B"), cell("2", "3")]),
    )
    assert text == (
        "See [@tbl-interviews-by-site].\n\n: Interviews by site {#tbl-interviews-by-site}\n\n"
        "| Site | N |\n| --- | --- |\n| A\\|B | 2<br>3 |"
    )


def test_merged_cells_are_told(desk):
    wide = cell("Both", about='<w:gridSpan w:val="2"/>')
    tall, below = cell("a", about='<w:vMerge w:val="restart"/>'), cell("", about="<w:vMerge/>")
    text, told = desk.take(table([cell("A"), cell("B")], [wide], [tall, cell("1")], [below, cell("2")]))
    assert text.split("\n")[2:] == ["| Both |  |", "| a | 1 |", "|  | 2 |"]
    assert (
        "merged cells of this table are single ones now, the words in the first (posts/draft.md:12)"
        in told[0]
    )


def picture(target="rId9", alt="A &quot;map&quot;"):
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="x" descr="{alt}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{target}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


IMAGE = f'<Relationship Id="rId9" Type="{OFFICE}/image" Target="media/image1.png"/>'


def test_a_picture_is_copied_with_its_alternative_text_and_caption(desk):
    caption = p("Figure ", field(" SEQ Figure ", "1"), ": Where we ", r("went", "<w:i/>"), style="Caption")
    text, _ = desk.take(p(picture()), caption, rels=IMAGE, files={"word/media/image1.png": PICTURE})
    assert text == ('![Where we *went*]({static}images/a-map.png){#fig-where-we-went fig-alt="A ”map”"}')
    assert desk.folder.files()["posts/images/a-map.png"] == PICTURE


def test_a_picture_without_a_caption_has_its_alternative_text(desk):
    text, _ = desk.take(p("Here: ", picture()), rels=IMAGE, files={"word/media/image1.png": PICTURE})
    assert text == 'Here: ![A "map"]({static}images/a-map.png)'


def test_a_picture_that_no_browser_shows_is_told(desk):
    _, told = desk.take(p(picture()), rels=IMAGE, files={"word/media/image1.png": b"\x01\0\0\0 EMF"})
    assert "this picture was not copied" in told[0]


def test_equations_are_tex(desk):
    sum_of = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    text, _ = desk.take(p("So ", sum_of, " is."), p(f"<m:oMathPara>{sum_of}</m:oMathPara>"))
    assert text == "So $x^{2}$ is.\n\n$$x^{2}$$"


def test_what_is_drawn_by_word_is_told(desk):
    data = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{}">{}</a:graphicData>'
    smart = data.format("diagram", '<dgm:relIds r:dm="rId7"/>')
    shapes = [
        f"<w:r><w:drawing><wp:inline><a:graphic>{shape}</a:graphic></wp:inline></w:drawing></w:r>"
        for shape in (smart, data.format("chart", ""))
    ]
    words = '<dgm:dataModel xmlns:dgm="d" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>Plan</a:t><a:t>Do</a:t></dgm:dataModel>'
    text, told = desk.take(
        *(p("Here: ", shape) for shape in shapes),
        rels=f'<Relationship Id="rId7" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/>',
        files={"word/diagrams/data1.xml": words},
    )
    assert text == "Here: \n\nHere:"
    assert "a drawing of SmartArt is left out (“Plan; Do”)" in told[0]
    assert "a chart is left out" in told[1]


def test_a_text_box_stands_behind_its_paragraph(desk):
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{p('In the box')}</w:txbxContent></wps:txbx></wps:wsp>"
    drawn = f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{box}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    fallback = f"<mc:Fallback><w:pict>{p('In the box')}</w:pict></mc:Fallback>"
    made = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawn}</mc:Choice>{fallback}</mc:AlternateContent></w:r>"
    text, told = desk.take(p("Beside", made), p("After"))
    assert text == "Beside\n\nIn the box\n\nAfter"
    assert "a text box stands behind the paragraph that it hung on (posts/draft.md:10)" in told[0]


def test_links_lead_to_the_web_alone(desk):
    rels = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (
            ("rId5", "https://x.example/a_(b)?c=1&amp;d=2"),
            ("rId6", "file:///C:/secret.docx"),
        )
    )
    text, told = desk.take(
        p('<w:hyperlink r:id="rId5">' + r("a page") + "</w:hyperlink>", " and ",
          '<w:hyperlink r:id="rId6">' + r("a file") + "</w:hyperlink>"), rels=rels,
    )  # fmt: skip
    assert text == "[a page](https://x.example/a_%28b%29?c=1&d=2) and a file"
    assert "“a file” led to file:///C:/secret.docx, which is no address of the web" in told[0]


SAID = [
    "10 * 3 * 4 and *not* _this_ **either**",
    "# no heading", "1. no list", "- no list", "+ no list", "> no quotation", ": no definition", "* * *", "---",
    "[sic] and [words](https://x.example) and ![x](y) and [^1] and [kai]{lang=mi}",
    "@smith2019 said [@roe2011, p. 3], write to me@x.example",
    "<b>no</b> & &amp; &copy; <script>", "`code` \\ and \\* |a|b|", "$x$ and $$y$$ cost $5",
    "H~2~O ~~no~~ x^2^", "a -- b ... c", "*[HTML]: no", "[^1]: no", "[a]: https://x.example", "Title: x",
    "{#id} {.c} {static}x {% x %}", "!!! note", "::: box", "    four blanks", "snake_case_word", "@", "*",
]  # fmt: skip


def words(text):
    text = re.sub(r"[“”]", '"', re.sub(r"[‘’]", "'", text))
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("style", ["", "Quote", "Heading2"])
def test_a_page_says_what_the_document_said(desk, style):
    text, _ = desk.take(p("Begin."), *(p(r(said), style=style) for said in SAID))
    page = show(text)
    assert words(page.get_text()) == words("".join(["Begin.", *SAID]))
    assert not page.select("em, strong, code, script, a, img, sup, sub, del, ol, ul, table, hr, pre, b")


# --- second import, and others


def test_a_second_import_changes_nothing(desk):
    body = [p("So ", zotero(item(SMITH), shown="(Smith, 2019)"), picture(), note(1), ".")]
    about = {"rels": IMAGE, "files": {"word/media/image1.png": PICTURE}, "notes": [p("A note.")]}
    desk.take(*body, **about)
    before = desk.folder.files()
    _, told = desk.take(*body, **about)
    assert desk.folder.files() == before
    assert told[-1] == "draft.docx (Word): nothing new, nothing was changed."


def bomb():
    packed = io.BytesIO(pack([p("x")]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as written:
        written.writestr("word/comments2.xml", b"<a>" + b"x" * 1000)
    return packed.getvalue()


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
BROKEN = {
    "entities": (pack([p("x")], files={}), ENTITIES, "declares entities"),
    "no XML": (pack([p("x")]), "<w:document", "cannot be read"),
    "too deep": (pack([p("x")]), "<a>" * 5000 + "</a>" * 5000, "cannot be read"),
}  # corpus: 3 inputs


@pytest.mark.parametrize("name", BROKEN)
def test_a_document_that_cannot_be_read_is_refused(desk, name):
    data, document, why = BROKEN[name]
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as there, zipfile.ZipFile(packed, "w") as written:
        for one in there.namelist():
            written.writestr(one, document if one == "word/document.xml" else there.read(one))
    with pytest.raises(ImportingError, match=why):
        desk.read(packed.getvalue())
    assert desk.folder.files() == {}


def test_fields_of_any_kind_are_words_in_the_end(desk):
    odd = [
        "ADDIN ZOTERO_ITEM CSL_CITATION {",
        "ADDIN ZOTERO_ITEM CSL_CITATION " + "[" * 20_000,
        'ADDIN CSL_CITATION {"citationItems": 3}',
        'ADDIN CSL_CITATION {"citationItems": [{"itemData": {"title": 3, "author": "x", "issued": []}}, 4]}',
        "ADDIN EN.CITE <EndNote><Cite>",
        "ADDIN EN.CITE <EndNote><!DOCTYPE x><Cite/></EndNote>",
        "CITATION",
        "CITATION  \\m",
        "CITATION Nobody \\p",
        "ADDIN ZOTERO_ITEM CSL_CITATION "
        + json.dumps({"citationItems": [{"itemData": {"title": "x" * 1_000_000}}]}),
    ]
    text, told = desk.take(*(p(f"{number} ", field(code, "shown")) for number, code in enumerate(odd)))
    lines = text.split("\n\n")
    assert len(lines) == len(odd)
    assert all(line.endswith(("shown", "]")) for line in lines)
    assert len(told) > 5


def test_a_field_that_never_ends_costs_nothing(desk):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    text, _ = desk.take(p("One"), p(begin * 500, "Two"), p("Three"))
    assert "One" in text


def test_without_pandoc_the_author_is_told_what_to_do(desk, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ImportingError, match="uv run --with pypandoc-binary invoke import"):
        desk.read(pack([p("x")]))


# --- documents of other programs

MARKDOWN = """---
title: My title
author: [Ann Lee]
---

# First

Text with *em*, **strong**, x^2^, H~2~O, ~~gone~~, [link](https://x.example/a), `code` and a note.[^1]

[^1]: A note.

    Its second paragraph.

## Second

> Quoted here.

1. one
2. two
   - below

| A | B |
|---|---|
| 1 | 2 |

: Words of a caption

![What is seen](picture.png)
"""


def make_with_pandoc(folder, kind):
    (folder / "picture.png").write_bytes(PICTURE)
    target = folder / f"made.{kind}"
    subprocess.run([find_pandoc(), "-o", str(target)], input=MARKDOWN.encode(), cwd=folder, check=True)
    return target.read_bytes()


def test_a_document_that_pandoc_made(desk, tmp_path):
    told = desk.folder.take(desk.read(make_with_pandoc(tmp_path, "docx")))
    text = desk.folder.read("posts/my-title.md").partition("\n\n")[2]
    assert "Text with *em*, **strong**, x^2^, H~2~O, ~~gone~~, [link](https://x.example/a), `code`" in text
    assert "## First" in text
    assert "### Second" in text
    assert "> Quoted here." in text
    assert "1.  one\n2.  two\n    -   below" in text
    assert ": Words of a caption {#tbl-words-of-a}\n\n| A | B |" in text
    assert re.search(r"!\[What is seen\]\(\{static\}images/[\w-]+\.png\)\{#fig-what-is-seen", text)
    assert "[^1]: A note.\n\n    Its second paragraph." in text
    assert told[-1].endswith("0 not kept as they were.")


# Made by LibreOffice: `made/make.sh`.
MADE = Path(__file__).parent / "made"
SHARED = """## First

It is *so* {cited}, and [te reo]{{lang=mi}} too.[^1]

As {narrative} says.

### Below

-   one
-   two

: Interviews {{#tbl-interviews}}

| Site | N |
| {rule} | {rule} |
| North | 3 |

![Where we went]({{static}}images/{picture}){{#fig-where-we-went fig-alt="What is seen"}}

## References"""


def test_a_text_of_libreoffice_comes_over(desk):
    told = desk.folder.take(desk.read((MADE / "draft.odt").read_bytes(), "draft.odt"))
    header, _, text = desk.folder.read("posts/on-care.md").partition("\n\n")
    expected = SHARED.format(
        cited="[@smith2019, p. 4]", narrative="@smith2019", rule="---", picture="what-is-seen.png"
    )
    assert text == f"{expected}\n\n[^1]: A note [@smith2019].\n"
    assert {"Authors: Ann Lee", "Lang: en", "Imported: draft.odt, 2024-01-01T00:00:00"} < set(
        header.split("\n")
    )
    assert "tracked changes of Bo Roe were accepted" in told[0]
    assert "paragraph 6: a comment of Ann Lee: “Is this so?”" in told[1]
    assert desk.folder.read("references.bib").startswith("@article{smith2019,")


def test_a_document_that_libreoffice_saved_as_word_comes_over(desk):
    """In which it leaves out what Zotero had marked: the citations are words, and told."""
    told = desk.folder.take(desk.read((MADE / "draft.docx").read_bytes()))
    text = desk.folder.read("posts/on-care.md").partition("\n\n")[2]
    expected = SHARED.format(
        cited="(Smith, 2019, p. 4)", narrative="Smith (2019)", rule=":---", picture="what-is-seen.png"
    )
    assert text == f"{expected}\n\nSmith, J. (2019). Care at a distance.\n\n[^1]: A note (Smith, 2019).\n"
    plain = [line for line in told if "plain words" in line]
    assert [re.search("“(.*?)”", line)[1] for line in plain] == [
        "(Smith, 2019, p. 4)",
        "Smith (2019)",
        "(Smith, 2019)",
    ]
    assert plain[0].endswith("(posts/on-care.md:11).")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "So (Doe & Roe, 2011; Smith et al., 2019b, p. 3) and on",
            "(Doe & Roe, 2011; Smith et al., 2019b, p. 3)",
        ),
        ("As Doe and Roe (2011, p. 3) say", "Doe and Roe (2011, p. 3)"),
        ("Smith’s (1998) view", "Smith’s (1998)"),
        ("(see Māori Council 1984)", "(see Māori Council 1984)"),
        ("In (2019) nobody, in May (the year was 2019) either, and (about 30, 2019)", ""),
        ("See Figure (2) and NZ (12 of 2019) and a page (https://x.example/2019)", ""),
    ],
)
def test_citations_that_are_plain_words_are_told(desk, said, told):
    text, lines = desk.take(p("One."), p(said))
    assert words(show(text).get_text()) == words(f"One.{said}")
    found = [line for line in lines if "looks like a citation" in line]
    assert [re.search("“(.*)”", line)[1] for line in found] == [told] * bool(told)
