"""What is put right without asking: exactly that, once."""

import pytest

from proofs.catalogue import read_catalogue
from proofs.fixes import fix_file
from proofs.review import review

TEXT = (
    "Title: A\nSummary: B\n\n"
    "Maori &amp; [x] (https://example.org/a), (y)[https://example.org/b] and `Maori`.\n"
    "It grows \\[@doe2019, p. 3\\] (@roe2020), https://example.org/c.\n\n###Findings\n\n&ndash; café cafÃ©\n"
)
FIXED = (
    "Title: A\nSummary: B\n\n"
    "Māori &amp; [x](https://example.org/a), [y](https://example.org/b) and `Maori`.\n"
    "It grows [@doe2019, p. 3] [@roe2020], <https://example.org/c>.\n\n### Findings\n\n– café café\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_keeps_its_line_ends_and_its_mark(tmp_path, end, mark):
    file = tmp_path / "a.md"
    file.write_bytes((mark + TEXT.replace("\n", end)).encode())
    file.chmod(0o600)
    assert fix_file(file, "a.md")
    assert file.read_bytes() == (mark + FIXED.replace("\n", end)).encode()
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.stat().st_mtime_ns
    assert fix_file(file, "a.md") == []
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("code", list(read_catalogue()))
def test_what_can_be_fixed_is_found_no_more(tmp_path, code):
    entry = read_catalogue()[code]
    file = tmp_path / "a.md"
    file.write_text(entry.wrong, encoding="utf-8")
    fixable = {(one.line, one.column, one.code) for one in review("a.md", entry.wrong) if one.fix}
    assert {(one.line, one.column, one.code) for one in fix_file(file, "a.md")} >= fixable
    assert not [one for one in review("a.md", file.read_text("utf-8")) if one.fix]


def test_what_is_no_text_stays(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(b"Title: A\n\n\xff Maori\n")
    with pytest.raises(UnicodeDecodeError):
        fix_file(file, "a.md")
    assert file.read_bytes() == b"Title: A\n\n\xff Maori\n"


def test_a_link_to_a_file_stays_a_link(tmp_path):
    (tmp_path / "b.md").write_text("Title: A\nSummary: B\n\nMaori\n")
    (tmp_path / "a.md").symlink_to("b.md")
    fix_file(tmp_path / "a.md", "a.md")
    assert (tmp_path / "a.md").is_symlink()
    assert "Māori" in (tmp_path / "b.md").read_text("utf-8")
