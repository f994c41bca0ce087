"""The detached signature in national cryptography beside a sealed file: SM2 with SM3.

No PDF reader checks it, so it is extra, never instead. GB/T 32918, GB/T 35276; the signer's name is
the standard's own, 1234567812345678.
"""

from gmssl_pyx import InvalidValueError, sm2_sign, sm2_verify

from yunting.core.press.keys import sm2


def sign(content: bytes) -> str:
    """Return the signature in hexadecimal DER; empty where the court has no such key."""
    key = sm2()
    return sm2_sign(key.private, key.public, content).hex() if key else ""


def holds(content: bytes, signature: str, public: bytes) -> bool:
    """Tell whether a signature belongs to this content and key."""
    try:
        return bool(sm2_verify(public, content, bytes.fromhex(signature)))
    except (InvalidValueError, ValueError):
        return False
