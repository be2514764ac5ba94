"""Bytes become a text: the encoding is found out, whatever was declared, and what is no text is told as such.

Positions of the source count characters of the text made here: without its byte order mark and without U+0000.
"""

import codecs
import re

from onrecord.errors import DocumentError

SAMPLE = 65_536
"""Bytes looked at to tell text from binary, and given to the slow guesser (0.1 s at this size)."""

MAX_CONTROL_SHARE = 0.05
"""Control bytes (tabs, line ends, form feeds and escapes apart) above this share are no text: compressed and encrypted
data have 0.10 (27 of the 256 values), executables above 0.3; texts have none, or a few zero bytes."""

MIN_ZERO_SHARE = 0.03
"""UTF-16 without a mark has a zero byte for each ASCII character, blanks at least: Cyrillic prose has 0.07."""

MAX_WESTERN_SHARE = 0.15
"""Bytes above 0x7F in cp1252 prose: Icelandic reaches 0.11; Cyrillic and Greek in eight bits lie above 0.6."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (Word, OpenDocument and e-book files are such)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,500}?\bcharset\s{0,20}=\s{0,20}[\"']?\s{0,20}([\w.:-]{1,40})"
    rb"|<\?xml\b[^>]{0,200}?\bencoding\s{0,20}=\s{0,20}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_LEGACY = {
    "windows-1250 iso-8859-2": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252 iso-8859-1 iso8859-1 latin1 latin-1 us-ascii ascii": "cp1252",
    "windows-1253 iso-8859-7": "cp1253",
    "windows-1254 iso-8859-9": "cp1254",
    "windows-1255 iso-8859-8": "cp1255",
    "windows-1256 iso-8859-6": "cp1256",
    "windows-1257 iso-8859-13": "cp1257",
    "windows-1258": "cp1258",
    "iso-8859-5": "iso8859-5",
    "iso-8859-15": "iso8859-15",
    "iso-8859-16": "iso8859-16",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "macintosh": "mac-roman",
    "shift_jis shift-jis sjis windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "gb2312 gbk gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-kr ks_c_5601-1987": "cp949",
    "windows-874 tis-620 iso-8859-11": "cp874",
}
"""What pages declare and what is meant by it (a browser, too, reads iso-8859-1 as windows-1252). Others are not
believed: Python has codecs that unpack and evaluate."""
_CODECS = {label: codec for labels, codec in _LEGACY.items() for label in labels.split()}
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """The text of a file, without byte order mark and U+0000. Raises DocumentError where it is none, or is blank."""
    if not data:
        raise DocumentError("the file is empty")
    text = _decoded(data).removeprefix("\ufeff").replace("\0", "")
    if not text or text.isspace():
        raise DocumentError("the file holds nothing but blanks")
    return text


def decoded_opening(data: bytes, size: int = SAMPLE) -> str:
    """The first part of a file's text, or nothing where it is none: for those who only want to know what it is."""
    try:
        return decode(data[:size])
    except DocumentError:
        return ""


def binary_form(data: bytes) -> str | None:
    """What a file is that is no text, in words; None for a text."""
    known = next((form for magic, form in _MAGIC if data.startswith(magic)), None)
    if known or any(data.startswith(bom) for bom, _ in _BOMS) or _unmarked_utf16(data):
        return known
    sample = data[:SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    share = control / max(1, len(sample))
    return f"binary data ({share:.0%} control bytes)" if share > MAX_CONTROL_SHARE else None


def well_formed(text: str) -> str:
    """The text with each lone surrogate, which only JSON's "\\ud800" can bring in, replaced by U+FFFD: length kept."""
    return _SURROGATES.sub("\ufffd", text)


def _decoded(data: bytes) -> str:
    form = binary_form(data)
    if form is not None:
        raise DocumentError(f"this is {form}, not a text")
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(codec, "replace")
    codec_without_mark = _unmarked_utf16(data)
    if codec_without_mark:
        return data.decode(codec_without_mark, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _eight_bit(data)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 shows by zero bytes that stand all at odd places (little end first) or all at even ones."""
    sample = data[: min(len(data), SAMPLE) // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not sample or (even + odd) / len(sample) < MIN_ZERO_SHARE or min(even, odd) > max(even, odd) // 50:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    characters = sample.decode(codec, "replace")
    odd_ones = sum(not (c.isprintable() or c.isspace()) for c in characters)
    return codec if odd_ones <= MAX_CONTROL_SHARE * len(characters) else None


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 into which single bytes of cp1252 were pasted, as happens to pages put together from several sources."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(text) - len(data.decode("utf-8", "ignore"))
    plain = len(data) - len(data.translate(None, bytes(range(128))))
    return text.translate(_STRAY_BYTES) if len(text) - plain - stray >= stray else None


def _eight_bit(data: bytes) -> str:
    codec = _declared(data)
    if codec is not None and codec != "cp1252":
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            pass
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    codec = "cp1252" if high <= MAX_WESTERN_SHARE * len(data) else _guessed(data)
    return data.decode(codec, "replace")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return _CODECS.get((match[1] or match[2]).decode("ascii", "replace").lower()) if match else None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], steps=5, chunk_size=512).best()
    return best.encoding if best else "cp1252"


def _cp1252(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "replace")


_STRAY_BYTES = {0xDC00 + byte: _cp1252(byte) for byte in range(0x80, 0x100)}
