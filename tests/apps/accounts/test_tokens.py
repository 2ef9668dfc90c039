from tryggve.apps.accounts.tokens import hash_of, new_token


def test_a_token_holds_256_bits_and_its_hash_is_what_is_kept():
    token, token_hash = new_token()
    assert len(token) == 43  # 32 bytes in base 64
    assert token_hash == hash_of(token)
    assert token not in token_hash


def test_no_two_tokens_are_alike():
    assert len({new_token()[0] for _ in range(100)}) == 100


def test_the_hash_is_sha_256():
    # FIPS 180-2, example of "abc"
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
