from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.incoming.decoding import text_of

TEXT = "Name;Ort\r\nRenée Größe – “x” €;Köln\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_in_a_common_encoding(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding)) == TEXT


def test_one_line_in_another_encoding_does_not_spoil_the_others() -> None:
    assert text_of("Größe\n".encode() + "Größe\n".encode("cp1252") + "中文\n".encode()) == "Größe\nGröße\n中文\n"


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_without_halves_of_characters(data: bytes) -> None:
    text_of(data).encode()
