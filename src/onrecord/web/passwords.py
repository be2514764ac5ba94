"""Keeps reviewers' passwords as hashes in a file: one line each, NAME:scrypt:SALT:HASH."""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from onrecord.errors import SetupError

_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}
"""32 MB and some 0.1 seconds a try, as RFC 7914 and OWASP's list advise for passwords that people type."""

_LINE = re.compile(r"(?P<name>[^:\s][^:\n]{0,79}):(?P<hash>scrypt:[0-9a-f]{32}:[0-9a-f]{64})")

LEAST = 8
"""Characters of a password."""

NOBODY = "scrypt:" + "0" * 32 + ":" + "0" * 64
"""No password has this hash. It is compared where a name is unknown, so that the time tells nothing."""


def load(file: Path) -> Mapping[str, str]:
    """The hash of each reviewer. Raises SetupError, with the line, for a file that cannot be used."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"the password file {file} cannot be read: {error}") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            raise SetupError(f"{file}, line {number}: expected NAME:scrypt:…; add reviewers with onrecord reviewer")
        found[match["name"]] = match["hash"]
    if not found:
        raise SetupError(f"{file} names nobody; add a reviewer: onrecord reviewer NAME --password-file {file}")
    return found


def add(file: Path, name: str, password: str) -> None:
    """The reviewer has that password, in place of an earlier one. Only the file's owner can read it."""
    if not _LINE.fullmatch(f"{name}:{NOBODY}"):
        raise SetupError(f"{name!r} is no name for a reviewer; 1 to 80 characters without a colon are allowed")
    if len(password) < LEAST:
        raise SetupError(f"the password is too short; {LEAST} characters or more are allowed")
    others = {} if not file.exists() or not file.read_text("utf-8").strip() else dict(load(file))
    lines = (f"{who}:{kept}\n" for who, kept in {**others, name: hashed(password)}.items())
    made = file.with_name(f"{file.name}.part")
    with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.writelines(lines)
    made.replace(file)


def hashed(password: str, salt: str | None = None) -> str:
    """The hash of a password with its salt."""
    salt = secrets.token_hex(16) if salt is None else salt
    made = hashlib.scrypt(password.encode("utf-8", "replace"), salt=bytes.fromhex(salt), dklen=32, **_COST)
    return f"scrypt:{salt}:{made.hex()}"


def fits(password: str, kept: str) -> bool:
    """Whether a password has that hash."""
    return hmac.compare_digest(hashed(password, kept.split(":")[1]), kept)
