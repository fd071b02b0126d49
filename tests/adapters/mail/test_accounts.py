from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from crm.adapters.mail import Account, MailError, account, way
from crm.adapters.mail.passwords import password


def config(toml: str) -> dict[str, object]:
    return tomllib.loads(toml)


@pytest.mark.parametrize(
    ("toml", "wanted"),
    [("", "eml"), ("[mail]", "eml"), ('[mail]\nway = "smtp"', "smtp"), ('[mail]\nway = "mailto"', "mailto")],
)
def test_the_way(toml: str, wanted: str) -> None:
    assert way(config(toml)) == wanted


@pytest.mark.parametrize(
    ("toml", "protocol", "port", "security"),
    [
        ('[mail.smtp]\nhost = "h"', "smtp", 465, "tls"),
        ('[mail.smtp]\nhost = "h"\nport = 587', "smtp", 587, "starttls"),
        ('[mail.smtp]\nhost = "h"\nsecurity = "starttls"', "smtp", 587, "starttls"),
        ('[mail.smtp]\nhost = "localhost"\nsecurity = "none"', "smtp", 25, "none"),
        ('[mail.imap]\nhost = "h"', "imap", 993, "tls"),
        ('[mail.imap]\nhost = "h"\nport = 143', "imap", 143, "starttls"),
    ],
)
def test_encryption_is_the_default(toml: str, protocol: str, port: int, security: str) -> None:
    found = account(config(toml), "smtp" if protocol == "smtp" else "imap")
    assert (found.port, found.security) == (port, security)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "no server for SMTP"),
        ("mail = 1", "mail is not a section"),
        ("[mail]\nsmtp = 1", "smtp is not a section"),
        ("[mail.smtp]", "has no host"),
        ('[mail.smtp]\nhost = "mail.example.org"\nsecurity = "none"', "unencrypted to mail.example.org"),
        ('[mail.smtp]\nhost = "127.0.0.1.example.org"\nsecurity = "none"', "unencrypted"),
        ('[mail.smtp]\nhost = "h"\nsecurity = "perhaps"', "security cannot be"),
        ('[mail.smtp]\nhost = "h"\nport = "25"', "port cannot be"),
        ('[mail.smtp]\nhost = "h"\nport = 70000', "port cannot be"),
        ('[mail.smtp]\nhost = "h\\r\\nx"', "no text of one line"),
        ('[mail.smtp]\nhost = "h"\nuser = "a\\u0000b"', "no text of one line"),
        ('[mail.smtp]\nhost = "h"\npassword_command = "pass \\"x"', "is no command"),
        ('[mail.smtp]\nhost = "h"\npassword_command = [1]', "is no command"),
        ('[mail.smtp]\nhost = "h"\npasword = "x"', "unknown setting mail.smtp.pasword"),
    ],
)
def test_a_slip_is_told(toml: str, said: str) -> None:
    with pytest.raises(MailError, match=said) as refused:
        account(config(toml), "smtp")
    assert refused.value.hint


def test_an_unknown_way_is_told() -> None:
    with pytest.raises(MailError, match="mail.way cannot be 'pigeon'"):
        way(config('[mail]\nway = "pigeon"'))


def asked(*command: str, **more: str) -> str:
    return password(Account("imap", "mail.example.org", 993, "tls", "robin", password_command=command, **more))


def test_a_command_says_the_password_in_its_first_line() -> None:
    assert asked(sys.executable, "-c", "print('s e\"cret\\r\\nuser: robin')") == 's e"cret'


def test_a_command_comes_before_the_configuration() -> None:
    assert asked(sys.executable, "-c", "print('said')", password="written") == "said"
    assert asked(password="written") == "written"


def test_no_shell_reads_the_command(isolation: Path) -> None:
    said = asked(sys.executable, "-c", "import sys; print(sys.argv[1])", "$HOME `touch evil`; touch evil")
    assert said == "$HOME `touch evil`; touch evil"
    assert not (isolation / "evil").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("/nowhere/pass",), "cannot be started"),
        ((sys.executable, "-c", "raise SystemExit(3)"), "ended with status 3"),
        ((sys.executable, "-c", ""), "no password of robin"),
        ((sys.executable, "-c", "print('a\\0b')"), "no password of robin"),
        ((), "no password of robin"),
    ],
)
def test_where_there_is_no_password_it_says_so(command: tuple[str, ...], said: str) -> None:
    with pytest.raises(MailError, match=said) as refused:
        asked(*command)
    assert refused.value.hint
