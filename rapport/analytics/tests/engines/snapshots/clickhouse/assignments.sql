WITH members AS (
  SELECT DISTINCT
    segment,
    customer
  FROM memberships
  WHERE
    segment IN (1, 2)
    AND since <= parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
    AND (
      until IS NULL
      OR until > parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
    )
), frames_standing AS (
  SELECT
    *
  FROM (
    SELECT
      0 AS frame,
      parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC') AS opens,
      parseDateTime64BestEffort('2026-01-01 00:00:00+00:00', 6, 'UTC') AS starts,
      parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC') AS ends,
      parseDateTime64BestEffort('2025-11-03 00:00:00+00:00', 6, 'UTC') AS quiet
  ) AS given
), seen_standing AS (
  SELECT
    assignments.arm,
    outcomes.sales_after,
    outcomes.net_after,
    earnings.margin_after,
    earnings.lines_after,
    earnings.costed_after,
    assignments.customer AS unit,
    assignments.customer AS customer,
    assignments.at AS moment,
    assignments.bucket,
    COALESCE(
      CASE
        WHEN assignments.customer IS NULL
        THEN assignments.region
        ELSE customers.region
      END,
      ''
    ) AS region
  FROM assignments
  LEFT JOIN customers
    ON customers.id = assignments.customer
  LEFT JOIN (
    SELECT
      assignments.id AS draw,
      COUNT(*) FILTER(WHERE
        orders.kind = 'sale') AS sales_after,
      SUM(orders.net) AS net_after
    FROM assignments
    JOIN orders
      ON orders.customer = assignments.customer
      AND orders.at >= assignments.at
      AND DATE_DIFF(SECOND, assignments.at, orders.at) < 30 * 86400
    GROUP BY
      assignments.id
  ) AS outcomes
    ON outcomes.draw = assignments.id
  LEFT JOIN (
    SELECT
      assignments.id AS draw,
      SUM(orders.net - orders.direct_cost) AS margin_after,
      COUNT(*) AS lines_after,
      COUNT(orders.direct_cost) AS costed_after
    FROM assignments
    JOIN order_lines AS orders
      ON orders.customer = assignments.customer
      AND orders.at >= assignments.at
      AND DATE_DIFF(SECOND, assignments.at, orders.at) < 30 * 86400
    GROUP BY
      assignments.id
  ) AS earnings
    ON earnings.draw = assignments.id
  WHERE
    assignments.at >= parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    AND assignments.at < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.arm = 'treated'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS treated,
    COUNT(*) FILTER(WHERE
      seen.arm = 'treated'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400
      AND seen.sales_after > 0) AS bought,
    COUNT(*) FILTER(WHERE
      seen.arm = 'holdout'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS held_out,
    COUNT(*) FILTER(WHERE
      seen.arm = 'holdout'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400
      AND seen.sales_after > 0) AS bought_anyway,
    SUM(COALESCE(CAST(seen.net_after AS Nullable(Float64)), 0)) FILTER(WHERE
      seen.arm = 'treated'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS amount_treated,
    SUM(
      COALESCE(CAST(seen.net_after AS Nullable(Float64)), 0) * COALESCE(CAST(seen.net_after AS Nullable(Float64)), 0)
    ) FILTER(WHERE
      seen.arm = 'treated'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS squares_treated,
    SUM(COALESCE(CAST(seen.net_after AS Nullable(Float64)), 0)) FILTER(WHERE
      seen.arm = 'holdout'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS amount_held_out,
    SUM(
      COALESCE(CAST(seen.net_after AS Nullable(Float64)), 0) * COALESCE(CAST(seen.net_after AS Nullable(Float64)), 0)
    ) FILTER(WHERE
      seen.arm = 'holdout'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS squares_held_out,
    SUM(COALESCE(CAST(seen.margin_after AS Nullable(Float64)), 0)) FILTER(WHERE
      seen.arm = 'treated'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS margin_lift_amount_treated,
    SUM(
      COALESCE(CAST(seen.margin_after AS Nullable(Float64)), 0) * COALESCE(CAST(seen.margin_after AS Nullable(Float64)), 0)
    ) FILTER(WHERE
      seen.arm = 'treated'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS margin_lift_squares_treated,
    SUM(COALESCE(CAST(seen.margin_after AS Nullable(Float64)), 0)) FILTER(WHERE
      seen.arm = 'holdout'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS margin_lift_amount_held_out,
    SUM(
      COALESCE(CAST(seen.margin_after AS Nullable(Float64)), 0) * COALESCE(CAST(seen.margin_after AS Nullable(Float64)), 0)
    ) FILTER(WHERE
      seen.arm = 'holdout'
      AND DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS margin_lift_squares_held_out,
    SUM(seen.lines_after) FILTER(WHERE
      DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS lines_after,
    SUM(seen.costed_after) FILTER(WHERE
      DATE_DIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATE_DIFF(SECOND, seen.moment, frames.starts) < 30 * 86400) AS costed_after
  FROM seen_standing AS seen
  JOIN frames_standing AS frames
    ON seen.moment >= frames.opens AND seen.moment < frames.ends
  GROUP BY
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region
)
SELECT
  CAST(NULL AS Nullable(Int64)) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(treated) AS Nullable(Float64)) AS part_1,
  CAST(SUM(bought) AS Nullable(Float64)) AS part_2,
  CAST(SUM(held_out) AS Nullable(Float64)) AS part_3,
  CAST(SUM(bought_anyway) AS Nullable(Float64)) AS part_4,
  CAST(SUM(amount_treated) AS Nullable(Float64)) AS part_5,
  CAST(SUM(squares_treated) AS Nullable(Float64)) AS part_6,
  CAST(SUM(amount_held_out) AS Nullable(Float64)) AS part_7,
  CAST(SUM(squares_held_out) AS Nullable(Float64)) AS part_8,
  CAST(SUM(margin_lift_amount_treated) AS Nullable(Float64)) AS part_9,
  CAST(SUM(margin_lift_squares_treated) AS Nullable(Float64)) AS part_10,
  CAST(SUM(margin_lift_amount_held_out) AS Nullable(Float64)) AS part_11,
  CAST(SUM(margin_lift_squares_held_out) AS Nullable(Float64)) AS part_12,
  CAST(SUM(lines_after) AS Nullable(Float64)) AS part_13,
  CAST(SUM(costed_after) AS Nullable(Float64)) AS part_14
FROM units_standing AS units
GROUP BY
  units.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  members.segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(treated) AS Nullable(Float64)) AS part_1,
  CAST(SUM(bought) AS Nullable(Float64)) AS part_2,
  CAST(SUM(held_out) AS Nullable(Float64)) AS part_3,
  CAST(SUM(bought_anyway) AS Nullable(Float64)) AS part_4,
  CAST(SUM(amount_treated) AS Nullable(Float64)) AS part_5,
  CAST(SUM(squares_treated) AS Nullable(Float64)) AS part_6,
  CAST(SUM(amount_held_out) AS Nullable(Float64)) AS part_7,
  CAST(SUM(squares_held_out) AS Nullable(Float64)) AS part_8,
  CAST(SUM(margin_lift_amount_treated) AS Nullable(Float64)) AS part_9,
  CAST(SUM(margin_lift_squares_treated) AS Nullable(Float64)) AS part_10,
  CAST(SUM(margin_lift_amount_held_out) AS Nullable(Float64)) AS part_11,
  CAST(SUM(margin_lift_squares_held_out) AS Nullable(Float64)) AS part_12,
  CAST(SUM(lines_after) AS Nullable(Float64)) AS part_13,
  CAST(SUM(costed_after) AS Nullable(Float64)) AS part_14
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
