"""Documents of Word, part by part, with fields as reference managers write them."""

import base64
import io
import json
import zipfile
from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {
    "word/styles.xml": "styles",
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
}
STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Caption": "caption",
    "Beschriftung": "caption",
    "Quote": "Quote",
}


def r(text, style=""):
    """A run."""
    about = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs, style="", about=""):
    """A paragraph of runs; a text is a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    start = f"<w:pPr>{named}{about}</w:pPr>" if named or about else ""
    return f"<w:p>{start}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def field(code, shown="", data="", pieces=1):
    """A complex field, its instruction in so many pieces."""
    kept = f'<w:fldData xml:space="preserve">{data}</w:fldData>' if data else ""
    size = -(-len(code) // pieces)
    parts = [code[at : at + size] for at in range(0, len(code), size)]
    instruction = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>' for part in parts
    )
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{kept}</w:fldChar></w:r>{instruction}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def csl(*items, shown="", **properties):
    """The JSON of a citation."""
    made = {"formattedCitation": shown, "plainCitation": shown, "noteIndex": 0, **properties}
    return json.dumps({"citationID": "a1", "properties": made, "citationItems": list(items), "schema": "x"})


def item(work, **about):
    return {"id": 1, "uris": ["http://zotero.org/users/1/items/A"], "itemData": work, **about}


def zotero(*items, shown="", pieces=1, said=None, **properties):
    return field(
        f" ADDIN ZOTERO_ITEM CSL_CITATION {csl(*items, shown=shown, **properties)} ",
        said or shown,
        pieces=pieces,
    )


def mendeley_cite(*items, shown="", **about):
    """A content control of Mendeley Cite."""
    made = {
        "citationID": "MENDELEY_CITATION_1",
        "properties": {"noteIndex": 0},
        "isEdited": False,
        "manualOverride": {"isManuallyOverridden": False, "citeprocText": shown, "manualOverrideText": ""},
        "citationItems": list(items),
        **about,
    }
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps(made).encode()).decode()
    about = f"<w:sdtPr><w:tag w:val={quoteattr(tag)}/></w:sdtPr>"
    return f"<w:sdt>{about}<w:sdtContent>{r(shown)}</w:sdtContent></w:sdt>"


def note(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def pack(body, notes=(), comments=(), styles=STYLES, lang="en-NZ", core="", files=None, rels=""):
    """A document of Word.

    Args:
        body: Its paragraphs and tables.
        notes: Of each footnote, from number 1 on, its paragraphs.
        comments: Of each, from number 0 on: author and text.
        styles: Id → name.
        lang: Of the document.
        core: What stands in docProps/core.xml.
        files: Other files.
        rels: Other relationships of the document.
    """
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in styles.items()
    )
    language = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{lang}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    inside = "".join(body) if not isinstance(body, str) else body
    written = "".join(
        f'<w:footnote w:id="{number}">{text}</w:footnote>' for number, text in enumerate(notes, 1)
    )
    told = "".join(
        f'<w:comment w:id="{number}" w:author={quoteattr(author)}>{p(text)}</w:comment>'
        for number, (author, text) in enumerate(comments)
    )
    parts = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{inside}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{language if lang else ''}{named}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{written}</w:footnotes>",
        "word/comments.xml": f"<w:comments {SPACES}>{told}</w:comments>",
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        ),
    }
    links = "".join(
        f'<Relationship Id="x{number}" Type="{OFFICE}/{kind}" Target="{name.removeprefix("word/")}"/>'
        for number, (name, kind) in enumerate(KINDS.items())
        if name in parts
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{links}{rels}</Relationships>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="d" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written_to:
        for name, text in {**parts, **(files or {})}.items():
            written_to.writestr(name, text)
    return packed.getvalue()
