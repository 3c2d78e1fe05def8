"""Writes draft.fodt, a flat text of LibreOffice, of which `make.sh` makes a document of each kind."""

# ruff: noqa: E501 - XML stands as LibreOffice has it

import base64
import json
import struct
import zlib
from pathlib import Path
from xml.sax.saxutils import quoteattr

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
WORK = {
    "type": "article-journal",
    "title": "Care at a distance",
    "container-title": "Journal of Care",
    "volume": "3",
    "author": [{"family": "Smith", "given": "Jo"}],
    "issued": {"date-parts": [[2019]]},
}


def cite(shown, name, **about):
    """A citation as Zotero marks it in LibreOffice."""
    made = {
        "citationID": name,
        "properties": {"formattedCitation": shown, "plainCitation": shown, "noteIndex": 0},
        "citationItems": [
            {"id": 1, "uris": ["http://zotero.org/users/1/items/A"], "itemData": WORK, **about}
        ],
    }
    mark = quoteattr(f"ZOTERO_ITEM CSL_CITATION {json.dumps(made)} RND{name}")
    return f"<text:reference-mark-start text:name={mark}/>{shown}<text:reference-mark-end text:name={mark}/>"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = base64.b64encode(
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress((b"\0" + b"\x20\x60\xa0" * 4) * 4))
    + chunk(b"IEND", b"")
).decode()

BODY = f"""
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>
<dc:creator>Bo Roe</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info>
<text:p>was </text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">On care</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">First</text:h>
<text:p>It <text:change text:change-id="c1"/>is <text:span text:style-name="Em">so</text:span> {
    cite("(Smith, 2019, p. 4)", "a1", locator="4", label="page")
}, and <text:span text:style-name="Mi">te reo</text:span> too.<text:note text:id="n1" text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>A note {
    cite("(Smith, 2019)", "a2")
}.</text:p>
</text:note-body></text:note></text:p>
<text:p>As Smith {
    cite("(2019)", "a3", **{"suppress-author": True})
} says<office:annotation><dc:creator>Ann Lee</dc:creator><dc:date>2024-01-01T00:00:00</dc:date>
<text:p>Is this so?</text:p></office:annotation>.</text:p>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Below</text:h>
<text:list><text:list-item><text:p>one</text:p></text:list-item>
<text:list-item><text:p>two</text:p></text:list-item></text:list>
<text:p text:style-name="Table">Table <text:sequence text:ref-name="refTable0" text:name="Table"
 text:formula="ooow:Table+1">1</text:sequence>: Interviews</text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>
<table:table-header-rows><table:table-row><table:table-cell office:value-type="string"><text:p>Site</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>N</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell office:value-type="string"><text:p>North</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>3</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:frame draw:name="p" text:anchor-type="as-char" svg:width="1cm" svg:height="1cm"><draw:image>
<office:binary-data>{
    PICTURE
}</office:binary-data></draw:image><svg:desc>What is seen</svg:desc></draw:frame></text:p>
<text:p text:style-name="Figure">Figure <text:sequence text:ref-name="refFigure0" text:name="Figure"
 text:formula="ooow:Figure+1">1</text:sequence>: Where we went</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">References</text:h>
<text:section text:name="ZOTERO_BIBL {{}} CSL_BIBLIOGRAPHY RNDb1"><text:p>Smith, J. (2019). Care at a distance.</text:p>
</text:section>
"""

STYLES = """
<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="NZ"/>
</style:default-style>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:default-outline-level="2"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="Figure" style:family="paragraph" style:parent-style-name="Caption"/>
"""

AUTOMATIC = """
<style:style style:name="Em" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Mi" style:family="text"><style:text-properties fo:language="mi" fo:country="NZ"/></style:style>
"""

declared = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
Path(__file__).with_name("draft.fodt").write_text(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document {declared} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:meta><meta:initial-creator>Ann Lee</meta:initial-creator>"
    "<meta:creation-date>2024-01-01T00:00:00</meta:creation-date></office:meta>"
    f"<office:styles>{STYLES}</office:styles><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
    f"<office:body><office:text>{BODY}</office:text></office:body></office:document>",
    encoding="utf-8",
)
