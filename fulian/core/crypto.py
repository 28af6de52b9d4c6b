"""Encryption of confidential fields and files, and the blind index that finds a value without storing it.

A stored value names its cipher and its key ("aes$2025$…"), so that ciphers and keys can change while old values stay
readable. What a value is for (its column) is authenticated with it: copied into another column it does not decrypt.
Losing every key loses the data; nothing here can bring it back.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
TAG_BYTES = 16
MASTER_BYTES = 32
MAGIC = b"FULIAN1"


class Undecryptable(Exception):
    """The key is missing, or the value was changed or moved. Never carries any of the value."""


def _aes_seal(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, aad)


def _aes_open(key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, sealed, aad)


def _sm4_seal(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(aad)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
    body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(aad)
    return decryptor.update(body) + decryptor.finalize()


@dataclass(frozen=True)
class Algorithm:
    code: str  # stored with each value
    key_bytes: int
    seal: Callable[[bytes, bytes, bytes, bytes], bytes]
    open: Callable[[bytes, bytes, bytes, bytes], bytes]


ALGORITHMS = {
    "AES-256-GCM": Algorithm("aes", 32, _aes_seal, _aes_open),
    "SM4-GCM": Algorithm("sm4", 16, _sm4_seal, _sm4_open),
}
BY_CODE = {algorithm.code: algorithm for algorithm in ALGORITHMS.values()}


def algorithm_in_use() -> Algorithm:
    try:
        return ALGORITHMS[settings.FIELD_CIPHER]
    except KeyError:
        known = ", ".join(ALGORITHMS)
        raise ImproperlyConfigured(f"FIELD_CIPHER is {settings.FIELD_CIPHER!r}; it must be one of {known}.") from None


@lru_cache(maxsize=8)
def _parsed(entries: tuple[str, ...]) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for position, entry in enumerate(entries, start=1):  # messages say where an entry stands: it is a secret
        key_id, colon, encoded = entry.partition(":")
        try:
            master = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            master = b""
        if not colon or not key_id.isalnum() or not key_id.isascii() or len(master) != MASTER_BYTES:
            raise ImproperlyConfigured(
                f"FIELD_KEYS, entry {position}: write 'id:base64 of {MASTER_BYTES} random bytes', "
                "the id in letters and digits."
            )
        if key_id in keys:
            raise ImproperlyConfigured(f"FIELD_KEYS, entry {position}: its id is given twice.")
        keys[key_id] = master
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is empty: confidential fields cannot be written or read.")
    return keys


def masters() -> dict[str, bytes]:
    """{key id: 32 bytes}; the first one writes, all of them read."""
    return _parsed(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=256)
def _derived(master: bytes, purpose: str, length: int) -> bytes:
    """No key serves two purposes: ciphers and indexes each work with their own, derived from the same secret."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"fulian {purpose}".encode()).derive(master)


def _key(algorithm: Algorithm, key_id: str) -> bytes:
    try:
        master = masters()[key_id]
    except KeyError:
        raise Undecryptable("A value was written with a key that FIELD_KEYS does not have.") from None
    return _derived(master, f"field {algorithm.code}", algorithm.key_bytes)


def _aad(algorithm: Algorithm, key_id: str, context: str) -> bytes:
    return f"{algorithm.code}${key_id}${context}".encode()


def _seal(plain: bytes, *, context: str) -> tuple[Algorithm, str, bytes]:
    algorithm, key_id = algorithm_in_use(), next(iter(masters()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = algorithm.seal(_key(algorithm, key_id), nonce, plain, _aad(algorithm, key_id, context))
    return algorithm, key_id, nonce + sealed


def _open(code: str, key_id: str, sealed: bytes, *, context: str) -> bytes:
    algorithm = BY_CODE.get(code)
    if algorithm is None or len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise Undecryptable("Not an encrypted value.")
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return algorithm.open(_key(algorithm, key_id), nonce, body, _aad(algorithm, key_id, context))
    except InvalidTag:
        raise Undecryptable("A value does not fit its key or its place, or was changed.") from None


def current_prefix() -> str:
    """How a text starts that was written with the cipher and the key in use."""
    return f"{algorithm_in_use().code}${next(iter(masters()))}$"


def encrypt_text(text: str, *, context: str) -> str:
    """`context` names the column ("rights.case.facts") and must be given again to decrypt."""
    algorithm, key_id, sealed = _seal(text.encode(), context=context)
    return f"{algorithm.code}${key_id}${base64.b64encode(sealed).decode()}"


def decrypt_text(stored: str, *, context: str) -> str:
    try:
        code, key_id, encoded = stored.split("$")
        sealed = base64.b64decode(encoded, validate=True)
    except ValueError:  # binascii.Error is one
        raise Undecryptable("Not an encrypted value.") from None
    return _open(code, key_id, sealed, context=context).decode()


def encrypt_bytes(content: bytes, *, context: str) -> bytes:
    """A file's content. The header (magic, cipher and key as "aes$2025", its length first) stands before it."""
    algorithm, key_id, sealed = _seal(content, context=context)
    header = f"{algorithm.code}${key_id}".encode()
    return MAGIC + bytes([len(header)]) + header + sealed


def decrypt_bytes(stored: bytes, *, context: str) -> bytes:
    if not stored.startswith(MAGIC) or len(stored) <= len(MAGIC):
        raise Undecryptable("Not an encrypted file.")
    start = len(MAGIC) + 1
    end = start + stored[len(MAGIC)]
    code, _, key_id = stored[start:end].decode("ascii", "replace").partition("$")
    return _open(code, key_id, stored[end:], context=context)


def _index(master: bytes, value: str, purpose: str) -> str:
    return hmac.new(_derived(master, f"index {purpose}", 32), value.encode(), hashlib.sha256).hexdigest()


def blind_index(value: str, purpose: str) -> str:
    """A keyed hash by which an exact value is found again without being stored. Equal values of one purpose give equal
    hashes; hashes of two purposes cannot be compared. Nothing gives nothing."""
    return _index(next(iter(masters().values())), value, purpose) if value else ""


def blind_indexes(value: str, purpose: str) -> list[str]:
    """What to look for: the hash under every key that reads: a search works while keys are being changed."""
    return [_index(master, value, purpose) for master in masters().values()] if value else []
