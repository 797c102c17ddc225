"""What is remembered on disk: found by id and by name, the latest kept, and nothing where nothing was put."""

from rapport.kernel.remembering import PORTION, Remembered


def test_what_was_put_is_found_by_its_id_and_by_any_of_its_names() -> None:
    kept = Remembered()

    kept.put({"1": {"name": "Ana"}, "2": ["Ben"]}, names={"1": ["mail:a", "phone:1"], "2": ["phone:1"]})

    assert kept.by_id(["1", "3"]) == {"1": {"name": "Ana"}}
    assert kept.by_name(["mail:a"]) == {"1": {"name": "Ana"}}
    assert kept.by_name(["phone:1", "phone:2"]) == {"1": {"name": "Ana"}, "2": ["Ben"]}


def test_the_latest_stays_under_the_names_it_ever_had() -> None:
    kept = Remembered()
    kept.put({"1": "old"}, names={"1": ["a"]})

    kept.put({"1": "new"}, names={"1": ["b"]})

    assert kept.by_name(["a"]) == kept.by_name(["b"]) == {"1": "new"}


def test_nothing_is_found_before_anything_was_put_and_two_know_nothing_of_each_other() -> None:
    one, other = Remembered(), Remembered()
    one.put({"1": 1})

    assert other.by_id(["1"]) == other.by_name(["1"]) == {}


def test_more_is_asked_for_than_fits_one_statement() -> None:
    kept = Remembered()
    many = {str(number): number for number in range(3 * PORTION)}
    kept.put(many)

    assert kept.by_id(many) == many
