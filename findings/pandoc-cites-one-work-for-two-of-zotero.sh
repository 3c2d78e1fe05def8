#!/usr/bin/env bash
# Zotero writes into a document of Word what it cites: the whole work, the
# addresses by which it is known (`uris`), and an `id`, a number that counts
# the items of one library on one computer.
#
# pandoc's reader (`docx+citations`) takes this number for the key of the
# work. Two authors who write one document cite from two libraries, in which
# the same number is another work each: pandoc keeps one of the two, and both
# citations lead to it. Nothing is said.
#
# A text that two people wrote cites works that say something else.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pypandoc-binary==1.17
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

env/bin/python - <<'PYTHON'
import json
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def cite(library, title):
    item = {
        "id": 12,
        "uris": [f"http://zotero.org/users/{library}/items/A"],
        "itemData": {"id": 12, "type": "book", "title": title},
    }
    code = escape("ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [item]}))
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"<w:p><w:r><w:t>{title}: </w:t></w:r>{mark.format('begin')}"
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{mark.format("separate")}'
        f"<w:r><w:t>({title})</w:t></w:r>{mark.format('end')}</w:p>"
    )


body = cite(1, "Rivers") + cite(2, "Lakes")
with zipfile.ZipFile("draft.docx", "w") as made:
    made.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    made.writestr(
        "_rels/.rels",
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d" Type="{OFFICE}" '
        'Target="word/document.xml"/></Relationships>',
    )
    made.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    )
PYTHON

"$pandoc" -f docx+citations -t markdown -s draft.docx | tee read.md

works=$(grep -c '^ *\(- \|  \)\?title:' read.md || true)
echo "Works that the document cites: 2. Works that pandoc has of them: $works."
[ "$works" -eq 1 ]
