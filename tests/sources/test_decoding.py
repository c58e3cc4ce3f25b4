"""Bytes of every kind: decoded without loss, or refused with the reason."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReportError
from detente.sources.decoding import decode, decode_page

QUOTED = "The envoy said: “We are ready – and we’ll stay – for talks in São Paulo.”\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_with_or_without_a_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + QUOTED.encode(encoding)) == QUOTED


def test_windows_1252_is_recognised() -> None:
    assert decode(QUOTED.encode("cp1252")) == QUOTED


def test_another_old_encoding_is_recognised() -> None:
    russian = "Президент России и канцлер Германии провели переговоры в Москве. " * 8
    assert decode(russian.encode("cp1251")) == russian


def test_an_encoding_can_be_named() -> None:
    assert decode("Київ".encode("cp1251"), "cp1251") == "Київ"
    assert decode(codecs.BOM_UTF8 + b"Kyiv", "utf8") == "Kyiv"
    with pytest.raises(ReportError, match="no such encoding: klingon"):
        decode(b"Kyiv", "klingon")
    with pytest.raises(ReportError, match="no such encoding: base64"):
        decode(b"Kyiv", "base64")
    with pytest.raises(ReportError, match="broken ASCII at byte 2"):
        decode(b"Ky\xff", "ascii")


def test_broken_utf_8_is_refused_with_its_place() -> None:
    with pytest.raises(ReportError, match="broken UTF-8: byte 0xff at offset 9"):
        decode("Zelenskиy".encode()[:9] + b"\xff said so")


def test_broken_utf_16_is_refused() -> None:
    with pytest.raises(ReportError, match="broken UTF-16-LE"):
        decode(codecs.BOM_UTF16_LE + QUOTED.encode("utf-16-le")[:-1])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04rest", "office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "an image"),
        (b"{\\rtf1 hello}", "an RTF document"),
        (bytes(range(256)), "binary"),
        ("Talks".encode("utf-16-le"), "binary file"),
        (b"\x01\x02\x03\x04 words", "binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        decode(data)


@pytest.mark.parametrize("name", ["none-such", "undefined", "idna", "rot13", "base64", "../x"])
def test_what_names_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(ReportError, match="no such encoding"):
        decode(b"Talks in Oslo.", name)


def test_newlines_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n\n") == "one\r\ntwo\rthree\n\n"


def test_a_page_is_decoded_by_what_it_or_its_server_names() -> None:
    page = "<html><head><meta charset='{}'></head><body>“Kyiv”</body></html>"
    assert "“Kyiv”" in decode_page(page.format("windows-1252").encode("cp1252"))
    assert "“Kyiv”" in decode_page(page.format("iso-8859-1").encode("cp1252"))
    assert "“Kyiv”" in decode_page(page.format("none-such").encode("utf-8"))
    assert "“Kyiv”" in decode_page(page.format("undefined").encode("utf-8"))
    assert "“Kyiv”" in decode_page(codecs.BOM_UTF16_LE + page.encode("utf-16-le"))
    assert "Київ" in decode_page("<p>Київ".encode("koi8-u"), "koi8-u")
    assert "\ufffd" in decode_page(b"<p>K\xc3\xb6ln \xff", "utf-8")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ReportError:
        return
    text.encode("utf-8")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_in_utf_8_comes_back_unchanged(text: str) -> None:
    if text.startswith(("\ufeff", "%PDF", "{\\rtf")):
        return
    assert decode(text.encode("utf-8")) == text
