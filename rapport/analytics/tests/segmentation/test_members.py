"""Members of segments at an instant."""

from __future__ import annotations

from datetime import datetime

import pytest

from rapport.analytics import BadQuestion, BadTable, Source
from rapport.analytics.segmentation.members import members_at
from rapport.analytics.tests import shop


@pytest.fixture
def source() -> Source:
    rows = [
        {"segment": 7, "customer": 4, "since": shop.at("2026-01-01"), "until": None},
        {"segment": 7, "customer": 1, "since": shop.at("2026-01-01"), "until": shop.at("2026-03-01")},
        {"segment": 9, "customer": 4, "since": shop.at("2026-02-01"), "until": None},
    ]
    return Source({"memberships": shop.table("memberships", rows)})


def test_members_are_those_of_the_instant(source: Source) -> None:
    before, after = (members_at(source, shop.at(day)) for day in ("2026-02-15", "2026-03-01"))

    assert {segment: ids.tolist() for segment, ids in before.items()} == {7: [1, 4], 9: [4]}
    assert {segment: ids.tolist() for segment, ids in after.items()} == {7: [4], 9: [4]}


def test_nobody_is_in_a_segment_before_there_is_one(source: Source) -> None:
    assert members_at(source, shop.at("2025-01-01")) == {}


def test_without_memberships_or_a_zone_there_is_no_answer(source: Source) -> None:
    with pytest.raises(BadQuestion):
        members_at(source, datetime(2026, 1, 1))
    with pytest.raises(BadTable):
        members_at(Source({}), shop.at("2026-01-01"))
