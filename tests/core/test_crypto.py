import base64
import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from fulian.core import crypto
from fulian.core.crypto import Undecryptable

TEXT = "李某某，家住柳溪镇"


def key(key_id: str) -> str:
    return f"{key_id}:{base64.b64encode(os.urandom(32)).decode()}"


OLD, NEW = key("k1"), key("k2")


@pytest.fixture(params=["AES-256-GCM", "SM4-GCM"])
def cipher(request, settings):
    settings.FIELD_CIPHER = request.param
    settings.FIELD_KEYS = [OLD]
    return crypto.ALGORITHMS[request.param].code


def test_what_was_encrypted_comes_back(cipher):
    stored = crypto.encrypt_text(TEXT, context="rights.case.facts")
    assert stored.startswith(f"{cipher}$k1$")
    assert "柳溪" not in stored
    assert crypto.decrypt_text(stored, context="rights.case.facts") == TEXT


def test_a_file_comes_back_too(cipher):
    content = b"\x89PNG" + os.urandom(5000)
    stored = crypto.encrypt_bytes(content, context="attachments.attachment")
    assert content[:4] not in stored
    assert crypto.decrypt_bytes(stored, context="attachments.attachment") == content


def test_the_same_text_is_never_stored_twice_alike(cipher):
    assert crypto.encrypt_text(TEXT, context="c") != crypto.encrypt_text(TEXT, context="c")


def test_a_value_moved_to_another_column_does_not_decrypt(cipher):
    stored = crypto.encrypt_text(TEXT, context="rights.case.facts")
    with pytest.raises(Undecryptable):
        crypto.decrypt_text(stored, context="rights.case.request")


def test_a_changed_value_does_not_decrypt(cipher):
    head, encoded = crypto.encrypt_text(TEXT, context="c").rsplit("$", 1)
    raw = bytearray(base64.b64decode(encoded))
    for position in (0, len(raw) // 2, len(raw) - 1):  # nonce, text, tag
        changed = bytes(byte ^ (i == position) for i, byte in enumerate(raw))
        with pytest.raises(Undecryptable):
            crypto.decrypt_text(f"{head}${base64.b64encode(changed).decode()}", context="c")


def test_a_value_relabelled_with_another_key_or_cipher_does_not_decrypt(cipher, settings):
    settings.FIELD_KEYS = [OLD, NEW]
    encoded = crypto.encrypt_text(TEXT, context="c").rsplit("$", 1)[1]
    other = {"aes": "sm4", "sm4": "aes"}[cipher]
    for head in (f"{cipher}$k2", f"{other}$k1"):
        with pytest.raises(Undecryptable):
            crypto.decrypt_text(f"{head}${encoded}", context="c")


def test_another_key_under_the_same_id_does_not_decrypt(cipher, settings):
    stored, file = crypto.encrypt_text(TEXT, context="c"), crypto.encrypt_bytes(b"scan", context="c")
    settings.FIELD_KEYS = [key("k1")]
    with pytest.raises(Undecryptable):
        crypto.decrypt_text(stored, context="c")
    with pytest.raises(Undecryptable):
        crypto.decrypt_bytes(file, context="c")


def test_a_missing_key_says_so_without_the_value(cipher, settings):
    stored = crypto.encrypt_text(TEXT, context="c")
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(Undecryptable) as refused:
        crypto.decrypt_text(stored, context="c")
    assert str(refused.value) == "A value was written with a key that FIELD_KEYS does not have."


def test_the_first_key_writes_and_all_of_them_read(cipher, settings):
    old = crypto.encrypt_text(TEXT, context="c")
    settings.FIELD_KEYS = [NEW, OLD]
    new = crypto.encrypt_text(TEXT, context="c")
    assert new.startswith(f"{cipher}$k2$")
    assert [crypto.decrypt_text(stored, context="c") for stored in (old, new)] == [TEXT, TEXT]


def test_a_value_of_the_other_cipher_stays_readable(settings):
    settings.FIELD_KEYS = [OLD]
    settings.FIELD_CIPHER = "AES-256-GCM"
    stored = crypto.encrypt_text(TEXT, context="c")
    settings.FIELD_CIPHER = "SM4-GCM"
    assert crypto.decrypt_text(stored, context="c") == TEXT


@pytest.mark.parametrize("stored", ["plain text", "aes$k1", "aes$k1$***", "des$k1$AAAA", "aes$k1$AAAA", "aes$$$"])
def test_what_is_no_encrypted_value_is_refused(settings, stored):
    settings.FIELD_KEYS = [OLD]
    with pytest.raises(Undecryptable):
        crypto.decrypt_text(stored, context="c")


@pytest.mark.parametrize("stored", [b"", b"FULIAN1", b"FULIAN1\xff", b"FULIAN1\x03a$b", b"%PDF-1.7"])
def test_what_is_no_encrypted_file_is_refused(settings, stored):
    settings.FIELD_KEYS = [OLD]
    with pytest.raises(Undecryptable):
        crypto.decrypt_bytes(stored, context="c")


@given(st.text())
def test_any_text_survives(text):
    assert crypto.decrypt_text(crypto.encrypt_text(text, context="c"), context="c") == text


def test_the_blind_index_is_equal_for_equal_values_of_one_purpose_only(settings):
    settings.FIELD_KEYS = [OLD]
    index = crypto.blind_index("13912345678", "phone")
    assert index == crypto.blind_index("13912345678", "phone")
    assert len({index, crypto.blind_index("13912345679", "phone"), crypto.blind_index("13912345678", "identity")}) == 3
    assert crypto.blind_index("", "phone") == ""


def test_a_search_by_blind_index_works_while_keys_are_being_changed(settings):
    settings.FIELD_KEYS = [OLD]
    before = crypto.blind_index("13912345678", "phone")
    settings.FIELD_KEYS = [NEW, OLD]
    assert crypto.blind_indexes("13912345678", "phone") == [crypto.blind_index("13912345678", "phone"), before]


@pytest.mark.parametrize(
    "keys", [[], ["no colon"], ["k1:c2hvcnQ="], ["k 1:" + "A" * 44], [OLD, OLD], ["k1:" + "*" * 44]], ids=range(6)
)
def test_wrong_keys_explain_themselves_and_show_no_secret(settings, keys):
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured) as refused:
        crypto.masters()
    assert not any(entry.partition(":")[2] in str(refused.value) for entry in keys if ":" in entry)


def test_an_unknown_cipher_explains_itself(settings):
    settings.FIELD_CIPHER = "ROT13"
    with pytest.raises(ImproperlyConfigured, match="AES-256-GCM, SM4-GCM"):
        crypto.encrypt_text(TEXT, context="c")
