"""The tiles say what independent sums over the database say, and say in words when they cannot."""

from datetime import date, timedelta
from decimal import Decimal

import duckdb
import pytest
import time_machine
from django.db.models import Count, Sum

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import PartyFacts, create_segment, record_parties
from rapport.apps.insights.extracts import catalogue
from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder
from rapport.apps.insights.models import LakeTable, MetricResult
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.targets import remove_target, set_target
from rapport.apps.insights.operations.warming import warm_figures
from rapport.apps.insights.queries import Subject, figures_for, period_ending, tile_texts_for_export
from rapport.apps.insights.tests.shop import NOW, Shop, moment, open_shop
from rapport.apps.sales.models import Order, OrderLine
from rapport.kernel.errors import Missing, NotPermitted, Refused

EVERYBODY = Subject.everybody()


def of(orders, since: str = "2025-06-16", until: str = "2026-06-16"):
    """Orders of the last twelve months as the database has them."""
    return orders.filter(at__gte=moment(since) - timedelta(hours=12), at__lt=moment(until) - timedelta(hours=12))


def test_the_tiles_agree_with_sums_over_the_database(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    tiles = figures_for(edi, EVERYBODY, metrics=["revenue", "orders", "active_customers", "anonymous_revenue"])

    orders = of(Order.objects.of(glow))
    sales = orders.filter(kind="sale")
    lines = OrderLine.objects.of(glow).filter(order__in=orders)
    assert Decimal(str(tiles.tile("revenue").value)) == lines.aggregate(net=Sum("net_amount"))["net"]
    assert tiles.tile("orders").value == sales.count()
    assert tiles.tile("active_customers").value == sales.exclude(customer=None).values("customer").distinct().count()
    assert tiles.tile("anonymous_revenue").value == sales.filter(customer=None).aggregate(n=Sum("net_amount"))["n"]


def test_a_rate_agrees_with_a_count_over_the_database(shop: Shop, glow: Workspace, edi: Member) -> None:
    with shop.many() as order:
        for number, who in enumerate(["rosa", "luis", "ines", "joao", "joao"]):
            order(f"R{number}", "2026-06-01", 5, who=who)
    newcomers = record_parties(edi, [PartyFacts(name=f"New {n}", external_id=f"n{n}") for n in range(3)]).ids
    shop.people.update({f"n{at}": party for at, party in enumerate(newcomers)})
    with shop.many() as order:
        for at in range(3):
            order(f"N{at}", "2026-06-02", 9, who=f"n{at}")
    extract(glow.pk)

    tile = figures_for(edi, EVERYBODY, metrics=["repeat_purchase_rate"]).tiles[0]

    sales = of(Order.objects.of(glow)).filter(kind="sale").exclude(customer=None)
    buyers = sales.values("customer").annotate(orders=Count("pk"))
    assert tile.value == pytest.approx(buyers.filter(orders__gte=2).count() / buyers.count())
    assert tile.n == buyers.count()
    assert tile.low < tile.value < tile.high


def test_a_segment_holds_its_members_and_nobody_unknown(shop: Shop, glow: Workspace, edi: Member) -> None:
    segment = create_segment(edi, name="Iberians", party_ids=[shop.people["luis"], shop.people["ines"]])
    extract(glow.pk)

    tile = figures_for(edi, Subject.segment(segment.pk), metrics=["revenue"]).tiles[0]

    assert tile.value == 30 + 50.25 + 80 - 30
    assert tile.hue == segment.hue


def test_a_region_is_that_of_the_customer_and_moves_with_them(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    portugal = shop.regions["Portugal"]
    before = figures_for(edi, EVERYBODY, region=portugal, metrics=["revenue"]).tiles[0].value

    shop.move("Portugal", "luis")
    extract(glow.pk)

    after = figures_for(edi, EVERYBODY, region=portugal, metrics=["revenue"]).tiles[0].value
    assert before == 80 - 30 + 20
    assert after == before + 30 + 50.25


def test_an_order_that_comes_late_counts_in_its_own_month(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    before = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]

    shop.order("late", "2025-12-24", 500, who="rosa")
    extract(glow.pk)

    after = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]
    december = [month[:7] for month in after.months].index("2025-12")
    assert after.value == before.value + 500
    assert (before.history[december], after.history[december]) == (0, 500)


def test_the_change_is_against_the_period_before(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    tile = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]

    assert tile.change == pytest.approx(tile.value - 100)
    assert tile.compared_with == "against the 12 months before"


def test_without_a_full_period_before_nothing_is_compared(shop: Shop, glow: Workspace, edi: Member) -> None:
    Order.objects.of(glow).filter(number="1").update(at=moment("2025-06-10"), change=10**6)
    extract(glow.pk)

    figures = figures_for(edi, EVERYBODY, metrics=["revenue"])

    assert figures.tiles[0].change is None
    assert "data begin" in figures.period.against_words


def test_old_data_show_their_own_last_months_and_say_so(shop: Shop, glow: Workspace, edi: Member) -> None:
    with time_machine.travel(NOW + timedelta(days=4000), tick=True):
        extract(glow.pk)

        figures = figures_for(edi, EVERYBODY, metrics=["revenue"])

    assert figures.tiles[0].value == 100 + 30 + 50.25 + 80 + 20 - 30
    assert figures.period.end == moment("2026-06-13") + timedelta(hours=10)
    assert figures.notes == ["ends Jun 13, 2026, the last day with data"]


def test_an_unfinished_month_is_a_gap_in_the_line(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    tile = figures_for(edi, EVERYBODY, metrics=["orders"]).tiles[0]

    assert tile.months[-1][:7] == "2026-06"
    assert tile.history[-1] is None
    assert tile.history[-2] == 1


def test_the_same_state_of_the_tables_gives_the_kept_answer(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    figures_for(edi, EVERYBODY, metrics=["revenue"])
    kept = MetricResult.objects.of(glow).get()

    figures_for(edi, EVERYBODY, metrics=["orders"])

    assert MetricResult.objects.of(glow).get().computed_at == kept.computed_at


def test_a_new_order_makes_the_kept_answer_invalid(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    before = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0].value

    shop.order("new", "2026-06-15", 7)
    extract(glow.pk)

    assert figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0].value == before + 7


def test_who_cannot_wait_sees_the_kept_answer(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    assert figures_for(edi, EVERYBODY, metrics=["revenue"], patient=False).tiles[0].state == "waiting"
    before = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0].value

    shop.order("new", "2026-06-15", 7)
    extract(glow.pk)

    assert figures_for(edi, EVERYBODY, metrics=["revenue"], patient=False).tiles[0].value == before


def test_warming_works_out_what_was_looked_at(shop: Shop, glow: Workspace, edi: Member) -> None:
    segment = create_segment(edi, name="Iberians", party_ids=[shop.people["luis"]])
    extract(glow.pk)
    subjects = [EVERYBODY, Subject.segment(segment.pk), Subject.customer(shop.people["rosa"])]
    alone = [figures_for(edi, subject, metrics=["revenue"]).tiles[0].value for subject in subjects]
    shop.order("new", "2026-06-15", 7, who="luis")
    extract(glow.pk)

    warmed = warm_figures(glow)

    quickly = [figures_for(edi, subject, metrics=["revenue"], patient=False).tiles[0].value for subject in subjects]
    assert warmed == 3
    assert quickly == [alone[0] + 7, alone[1] + 7, alone[2]]


def test_a_customer_has_figures_without_intervals(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    tile = figures_for(edi, Subject.customer(shop.people["rosa"]), metrics=["revenue"]).tiles[0]

    assert (tile.value, tile.low, tile.high, tile.state) == (100, None, None, "ok")


def test_too_few_answers_show_no_number(shop: Shop, glow: Workspace, edi: Member) -> None:
    shop.answers("nps", [10, 9, 3, 8])
    extract(glow.pk)

    tile = figures_for(edi, EVERYBODY, metrics=["nps"]).tiles[0]

    assert (tile.state, tile.shows_value) == ("too_few", False)
    assert tile.state_word == "Too few answers (n = 4)"


def test_the_score_is_the_share_of_promoters_less_detractors(shop: Shop, glow: Workspace, edi: Member) -> None:
    shop.answers("nps", [10, 9, 3, 8, 9, 10])
    extract(glow.pk)

    tile = figures_for(edi, EVERYBODY, metrics=["nps"]).tiles[0]

    assert tile.value == pytest.approx(100 * (4 - 1) / 6)
    assert tile.n == 6


def test_without_answers_there_is_no_data_source(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    tile = figures_for(edi, EVERYBODY, metrics=["nps"]).tiles[0]

    assert tile.state_word == "No data source"


def test_a_metric_without_its_table_says_what_is_not_recorded(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    tiles = figures_for(edi, EVERYBODY, metrics=["first_response_median", "cac", "new_customers"]).tiles

    assert (tiles[0].value, tiles[0].state_help) == (None, "No tickets are recorded yet.")
    assert (tiles[1].value, tiles[1].state_help) == (None, "There is no table spend.")
    assert tiles[2].value == 2


def test_no_answer_in_a_group_is_not_a_missing_source(shop: Shop, glow: Workspace, edi: Member) -> None:
    shop.answers("nps", [10, 9, 3, 8, 9])
    segment = create_segment(edi, name="Iberians", party_ids=[shop.people["luis"]])
    extract(glow.pk)

    tile = figures_for(edi, Subject.segment(segment.pk), metrics=["nps"]).tiles[0]

    assert tile.state_word == "Too few answers (n = 0)"


def test_recorded_but_not_yet_extracted_is_waiting(shop: Shop, edi: Member) -> None:
    tile = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]

    assert tile.state_word == "Waiting for first data"


def test_a_broken_table_keeps_its_last_value_in_grey(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    before = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]

    LakeTable.objects.of(glow).filter(name="orders").update(broken_since=moment("2026-06-14"), problem="disk")

    tile = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]
    assert (tile.state, tile.value, tile.shows_value) == ("broken", before.value, True)
    assert tile.state_word == "Broken since Jun 14, 2026"


def test_a_lost_file_makes_the_figure_broken_not_nought(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    before = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]
    MetricResult.objects.of(glow).update(tables="of an older state")
    for entry in catalogue:
        LakeTable.objects.of(glow).filter(name=entry.name).update(version=40)

    tile = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]

    assert (tile.state, tile.value) == ("broken", before.value)


def test_unread_changes_make_figures_stale_after_two_minutes(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    shop.order("new", "2026-06-15", 7)
    assert figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0].state == "ok"

    with time_machine.travel(NOW + timedelta(minutes=3), tick=True):
        tile = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]

    assert tile.state == "stale"
    assert tile.state_word.startswith("Not updated since Jun 15")


def test_a_target_stands_on_its_tile(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    set_target(edi, metric="revenue", value=300)

    tile = figures_for(edi, EVERYBODY, metrics=["revenue"]).tiles[0]
    assert (tile.target, tile.target_words) == (300, "Target at least €300.00, not reached")


def test_the_target_of_a_year_is_not_drawn_over_months_of_a_total(shop: Shop, glow: Workspace, edi: Member) -> None:
    shop.answers("nps", [10, 9, 3, 8, 9, 10])
    extract(glow.pk)
    set_target(edi, metric="revenue", value=300)
    set_target(edi, metric="nps", value=30)

    tiles = figures_for(edi, EVERYBODY, metrics=["revenue", "nps"])

    assert tiles.tile("revenue").line.target_y == ""
    assert tiles.tile("nps").line.target_y != ""


def test_a_new_target_replaces_the_one_before_and_both_stay_on_record(shop: Shop, glow: Workspace, edi: Member) -> None:
    first = set_target(edi, metric="churn_rate", value="0.2")

    second = set_target(edi, metric="churn_rate", value="0.1")

    first.refresh_from_db()
    assert first.removed_at is not None
    assert (second.direction, second.removed_at) == ("at_most", None)
    assert remove_target(edi, second.pk).removed_by == edi
    with pytest.raises(Missing):
        remove_target(edi, second.pk)


def test_a_target_needs_its_right_and_a_sensible_value(shop: Shop, vic: Member, edi: Member, otto: Member) -> None:
    with pytest.raises(NotPermitted):
        set_target(vic, metric="revenue", value=1)
    with pytest.raises(Refused, match="between 0 and 100"):
        set_target(edi, metric="churn_rate", value=20)
    with pytest.raises(Refused, match="not a number"):
        set_target(edi, metric="revenue", value="much")
    with pytest.raises(Missing):
        set_target(otto, metric="revenue", value=1, subject=str(Subject.customer(shop.people["rosa"])))


def test_another_workspace_has_neither_subject_nor_region(shop: Shop, glow: Workspace, otto: Member) -> None:
    segment = create_segment(shop.member, name="Iberians", party_ids=[shop.people["luis"]])
    extract(glow.pk)

    with pytest.raises(Missing):
        figures_for(otto, Subject.segment(segment.pk))
    with pytest.raises(Missing):
        figures_for(otto, EVERYBODY, region=shop.regions["Spain"])
    assert figures_for(otto, EVERYBODY, metrics=["revenue"]).tiles[0].state == "no_data"


def test_the_lake_of_another_workspace_cannot_be_read(shop: Shop, glow: Workspace, otto: Member) -> None:
    open_shop(otto)
    extract(glow.pk)
    extract(otto.workspace.pk)
    foreign = LakeFiles.at(lake_folder(otto.workspace.pk) / "orders").files[0]
    cursor = source_at(glow.pk, {"orders": 0, "customers": 0}).cursor("orders")

    with pytest.raises(duckdb.Error):
        cursor.execute("SELECT * FROM read_parquet(?)", [foreign])
    with pytest.raises(duckdb.Error):
        cursor.execute(f"COPY (SELECT 1) TO '{lake_folder(glow.pk)}/../leak.csv'")


def test_figures_as_texts_name_everything_a_reader_needs(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    texts = tile_texts_for_export(edi, EVERYBODY, metrics=["revenue", "nps"])

    assert texts[0]["value"] == "€250.25"
    assert texts[0]["n"] == "5 orders"
    assert texts[1]["state"] == "No data source"


def test_a_period_can_end_on_a_past_day_and_leaves_out_what_came_later(
    shop: Shop, glow: Workspace, edi: Member
) -> None:
    extract(glow.pk)

    tiles = figures_for(edi, EVERYBODY, metrics=["orders"], period=period_ending("last-12-months", date(2026, 3, 1)))

    orders = of(Order.objects.of(glow), since="2025-03-02", until="2026-03-02").filter(kind="sale")
    now = figures_for(edi, EVERYBODY, metrics=["orders"]).tile("orders").value
    assert tiles.tile("orders").value == orders.count() != now
    assert tiles.period.words.endswith("Mar 1, 2026")
    for strange in ("soon", "0001-01-01", "9999-12-31", "2026-02-30", ""):
        with pytest.raises(Missing):
            figures_for(edi, EVERYBODY, period=f"last-12-months@{strange}")


def test_figures_of_past_days_are_not_kept_warm(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)
    figures_for(edi, EVERYBODY, period=period_ending("last-12-months", date(2026, 3, 1)))
    shop.order("new", "2026-06-10", 9)
    extract(glow.pk)

    assert warm_figures(glow) == 0
