"""What stands in `.env` is told with its line, and what it says goes nowhere."""

import os

import pytest

from crosspost.errors import UnavailableError
from crosspost.http.credentials import is_open, read_secret

NAME = "PARTNER_BLOG_SECRET"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"{NAME}=abcd efgh ijkl", "abcd efgh ijkl"),
        (f"\ufeff{NAME}=abcd\r\nOTHER=x\r\n", "abcd"),
        (f"# ours\nexport {NAME}='ab#cd $ä'\n", "ab#cd $ä"),
        (f'{NAME}="ab ${{HOME}} #cd"', "ab ${HOME} #cd"),
        (f"HUNTER=x\n{NAME}=${{HUNTER}}$HUNTER\n", "${HUNTER}$HUNTER"),
        (f"{NAME} = abcd # the account of our group\n", "abcd"),
        (f"{NAME}=ab#cd\nnot a line at all\n", "ab#cd"),
        (f"{NAME}=old\n{NAME}=new\n", "new"),
    ],
)
def test_a_secret_is_what_stands_there(tmp_path, text, secret):
    (tmp_path / ".env").write_text(text, encoding="utf-8", newline="")
    assert read_secret("partner-blog", tmp_path) == secret


# corpus: 13 inputs
BROKEN = [
    (f"A=1\n{NAME}=hunter2ö".encode("latin-1"), ":2: is not UTF-8"),
    (f"{NAME}=hunter2".encode("utf-16"), ":1: is not UTF-8"),
    (f"\n{NAME}='hunter2\n".encode(), ":2: is no line such as"),
    (f"A=1\n{NAME}: hunter2\n".encode(), ":2: is no line such as"),
    (f"A=1\n{NAME}=hunter2 #more\n".encode(), ':2: what stands after " #" is no part of the secret'),
    (f"\n\n{NAME}=“hunter2”\n".encode(), ":3: this secret has a sign in it that cannot be sent"),
    (f'{NAME}="hunter2\\nx"\n'.encode(), ":1: this secret has a sign in it that cannot be sent"),
    (f"{NAME}=hunter2\x00x\n".encode(), ":1: this secret has a sign in it that cannot be sent"),
    (f"{NAME}=hunter2\u202ex\n".encode(), ":1: this secret has a sign in it that cannot be sent"),
    (f"{NAME}=\n".encode(), "no secret for partner-blog"),
    (f"A=1\n{NAME[:-1]}=hunter2\n".encode(), f'Did you mean "{NAME[:-1]}" in line 2?'),
    (b"hunter2\n", "no secret for partner-blog"),
    (b"", "no secret for partner-blog"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN)
def test_what_is_wrong_is_told_with_its_line_and_without_the_secret(tmp_path, data, words):
    (tmp_path / ".env").write_bytes(data)
    with pytest.raises(UnavailableError) as told:
        read_secret("partner-blog", tmp_path)
    assert words in str(told.value)
    assert str(tmp_path / ".env") in str(told.value)
    assert "hunter2" not in str(told.value)


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / ".env")
    with pytest.raises(UnavailableError, match="is no file"):
        read_secret("partner-blog", tmp_path)
    (tmp_path / ".env").unlink()
    (tmp_path / ".env").mkdir()
    with pytest.raises(UnavailableError, match="is no file"):
        read_secret("partner-blog", tmp_path)
    (tmp_path / ".env").rmdir()
    (tmp_path / ".env").symlink_to("nowhere")
    with pytest.raises(UnavailableError, match="cannot be read"):
        read_secret("partner-blog", tmp_path)


def test_a_secret_of_the_environment_is_checked_and_not_shown(tmp_path, monkeypatch):
    monkeypatch.setenv(NAME, "hunter2\n")
    with pytest.raises(UnavailableError, match=f"{NAME} in the environment: this secret") as told:
        read_secret("partner-blog", tmp_path)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(("mode", "is_seen"), [(0o600, False), (0o640, True), (0o604, True), (0o644, True)])
def test_others_who_can_read_it_are_told(tmp_path, mode, is_seen):
    assert is_open(tmp_path) is False
    (tmp_path / ".env").write_text("A=1")
    (tmp_path / ".env").chmod(mode)
    assert is_open(tmp_path) is is_seen


def test_the_command_warns_of_it(kit):
    (kit.path / ".env").write_text("A=1")
    (kit.path / ".env").chmod(0o644)
    assert "warning: .env: others can read the secrets in it" in kit.syndicate(
        "doctor", "--only", "republishing-kit"
    )
    (kit.path / ".env").chmod(0o600)
    assert "warning" not in kit.syndicate("doctor", "--only", "republishing-kit")
