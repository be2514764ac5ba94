"""Who is at the browser: a cookie signed by this process, and a token that each change must bring along."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

import msgspec

COOKIE = "onrecord"

LONGEST = 4_000
"""Characters of a cookie that is looked at. Browsers keep no longer ones."""

NAME = 80
"""Characters of a reviewer's name."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser carries: a number of its own, who judges there, how pages look, and whether it has signed in."""

    number: str
    judge: str | None = None
    look: str | None = None
    signed_in: bool = False


def new() -> Session:
    """A session that nobody else has."""
    return Session(number=secrets.token_urlsafe(18))


def written(session: Session, key: bytes) -> str:
    """The cookie of a session."""
    told = urlsafe_b64encode(msgspec.json.encode(session)).decode()
    return f"{told}.{_sign(told, key)}"


def read(cookie: str | None, key: bytes) -> Session | None:
    """The session of a cookie that this process wrote; None for any other."""
    if cookie is None or len(cookie) > LONGEST or not cookie.isascii():
        return None
    told, _, sign = cookie.rpartition(".")
    if not hmac.compare_digest(sign, _sign(told, key)):
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(told), type=Session)
    except (Error, msgspec.MsgspecError):
        return None


def token(session: Session, key: bytes) -> str:
    """What a form of this session must bring along, and no other site can know."""
    return _sign(f"change {session.number}", key)


def is_token(given: str, session: Session, key: bytes) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token(session, key).encode())


def _sign(text: str, key: bytes) -> str:
    return urlsafe_b64encode(hmac.digest(key, text.encode(), hashlib.sha256)).decode().rstrip("=")
