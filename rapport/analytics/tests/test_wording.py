from rapport.analytics.wording import counted, customers_are


def test_one_and_several_agree_with_their_words() -> None:
    assert [counted(number, "row") for number in (0, 1, 1200)] == ["0 rows", "1 row", "1,200 rows"]
    assert [customers_are(number) for number in (1, 2)] == ["1 customer is", "2 customers are"]
