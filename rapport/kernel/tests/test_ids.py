from rapport.kernel.ids import new_id, new_token, token_digest


def test_ids_made_one_after_the_other_sort_by_time() -> None:
    made = [new_id() for _ in range(3)]

    assert all(key.version == 7 and key.variant == "specified in RFC 4122" for key in made)
    assert sorted(key.int >> 80 for key in made) == [key.int >> 80 for key in made]


def test_tokens_carry_256_random_bits_and_only_their_digest_is_kept() -> None:
    token = new_token()

    assert len(token) == 43
    assert token_digest(token) == token_digest(token) != token
    assert new_token() != token
