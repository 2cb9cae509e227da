"""Passwords: what may be one, and how they are kept.

scrypt of the standard library: memory-hard like argon2, and nothing more to install. The cost is the one that OWASP's
cheat sheet names for 32 MB, about .3 s on an office PC.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import unicodedata

SHORTEST, LONGEST = 10, 200
PATTERN = r"scrypt\$(\d{4,6})\$(\d{1,2})\$(\d{1,2})\$([\w+/=]{16,})\$([\w+/=]{32,})"
"""What a kept password looks like: the cost, the salt and the hash, in base64."""

_COST = (2**15, 8, 3)  # N, r, p


def weakness(password: str, name: str) -> str:
    """Why this can't be the password of a user, in Vietnamese; empty when it can."""
    if not SHORTEST <= len(password) <= LONGEST:
        return f"Mật khẩu phải dài từ {SHORTEST} đến {LONGEST} ký tự."
    if len(set(password)) < 5 or (len(name) > 3 and name in password.lower()):  # «an» is in many a good one
        return "Mật khẩu quá dễ đoán: đừng lặp vài ký tự, đừng chứa tên người dùng."
    return ""


def keep(password: str) -> str:
    """What is kept of a password."""
    salt = os.urandom(16)
    return _kept(salt, _hash(password, salt, *_COST))


def of_nobody() -> str:
    """What would be kept of a password that nobody knows."""
    return _kept(os.urandom(16), os.urandom(32))


def matches(password: str, kept: str) -> bool:
    """Whether this is the password. Takes the same time for a wrong one as for the right one."""
    found = re.fullmatch(PATTERN, kept)
    if found is None or len(password) > LONGEST:
        return False
    n, r, p = (int(number) for number in found.groups()[:3])
    salt, hashed = (base64.b64decode(part) for part in found.groups()[3:])
    return hmac.compare_digest(_hash(password, salt, n, r, p), hashed)


def _hash(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # One keyboard sends «ế» as one code point, another as three.
    said = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(said, salt=salt, n=n, r=r, p=p, maxmem=2 * 128 * n * r * p, dklen=32)


def _kept(salt: bytes, hashed: bytes) -> str:
    return "$".join(("scrypt", *map(str, _COST), _text(salt), _text(hashed)))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
