#!/bin/sh
# Makes the documents that the tests read, with LibreOffice (Debian: libreoffice-writer-nogui):
# one of its own (.odt), and one of Word as it saves it (.docx).
set -eu
cd "$(dirname "$0")"
python3 write.py
soffice --headless --convert-to odt draft.fodt
soffice --headless --convert-to docx:"MS Word 2007 XML" draft.odt
rm draft.fodt
