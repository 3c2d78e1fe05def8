#!/usr/bin/env bash
# One would guess that a web archive (WARC) of which the end is missing, as a
# crawl leaves it that was killed or a disk that was full, is read with an
# error: each record says how long it is.
#
# warcio yields the record that was cut off like any other, with less in it
# than its Content-Length says, and ends without a word. "warcio check" finds
# such a file only where the record has a digest.
#
# Who takes what is yielded for whole keeps half a page as a copy of it.
#
# Seen with warcio 1.8.1 on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check warcio==1.8.1

env/bin/python - <<'PYTHON'
import io
import sys

from warcio.archiveiterator import ArchiveIterator

BODY = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + b"0123456789" * 10
HEAD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
    "WARC-Date: 2024-01-31T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(BODY)}\r\n\r\n"
).encode()
WHOLE = HEAD + BODY + b"\r\n\r\n"


def read(data):
    return [len(record.content_stream().read()) for record in ArchiveIterator(io.BytesIO(data))]


def want(what, seen, expected):
    print(f"{what}: {seen}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected}")


# Control: the whole file has one page of 100 bytes.
want("whole", read(WHOLE), [100])
# The surprise: no error, half a page.
want("cut off", read(WHOLE[:-54]), [50])
PYTHON
