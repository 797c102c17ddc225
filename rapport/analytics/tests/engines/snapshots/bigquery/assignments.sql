WITH members AS (
  SELECT DISTINCT
    segment,
    customer
  FROM memberships
  WHERE
    segment IN (1, 2)
    AND since <= CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
    AND (
      until IS NULL OR until > CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
    )
), frames_standing AS (
  SELECT
    *
  FROM UNNEST([
    STRUCT(
      0 AS frame,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP) AS opens,
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP) AS starts,
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP) AS ends,
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP) AS quiet
    )
  ]) AS given
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
    assignments.`at` AS moment,
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
      COUNTIF(orders.kind = 'sale') AS sales_after,
      SUM(orders.net) AS net_after
    FROM assignments
    JOIN orders
      ON orders.customer = assignments.customer
      AND orders.`at` >= assignments.`at`
      AND TIMESTAMP_DIFF(orders.`at`, assignments.`at`, SECOND) < 30 * 86400
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
      AND orders.`at` >= assignments.`at`
      AND TIMESTAMP_DIFF(orders.`at`, assignments.`at`, SECOND) < 30 * 86400
    GROUP BY
      assignments.id
  ) AS earnings
    ON earnings.draw = assignments.id
  WHERE
    assignments.`at` >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND assignments.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNTIF(
      seen.arm = 'treated'
      AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
      AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400
    ) AS treated,
    COUNTIF(
      seen.arm = 'treated'
      AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
      AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400
      AND seen.sales_after > 0
    ) AS bought,
    COUNTIF(
      seen.arm = 'holdout'
      AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
      AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400
    ) AS held_out,
    COUNTIF(
      seen.arm = 'holdout'
      AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
      AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400
      AND seen.sales_after > 0
    ) AS bought_anyway,
    SUM(
      IF(
        seen.arm = 'treated'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS FLOAT64), 0),
        NULL
      )
    ) AS amount_treated,
    SUM(
      IF(
        seen.arm = 'treated'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS FLOAT64), 0) * COALESCE(CAST(seen.net_after AS FLOAT64), 0),
        NULL
      )
    ) AS squares_treated,
    SUM(
      IF(
        seen.arm = 'holdout'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS FLOAT64), 0),
        NULL
      )
    ) AS amount_held_out,
    SUM(
      IF(
        seen.arm = 'holdout'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS FLOAT64), 0) * COALESCE(CAST(seen.net_after AS FLOAT64), 0),
        NULL
      )
    ) AS squares_held_out,
    SUM(
      IF(
        seen.arm = 'treated'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS FLOAT64), 0),
        NULL
      )
    ) AS margin_lift_amount_treated,
    SUM(
      IF(
        seen.arm = 'treated'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS FLOAT64), 0) * COALESCE(CAST(seen.margin_after AS FLOAT64), 0),
        NULL
      )
    ) AS margin_lift_squares_treated,
    SUM(
      IF(
        seen.arm = 'holdout'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS FLOAT64), 0),
        NULL
      )
    ) AS margin_lift_amount_held_out,
    SUM(
      IF(
        seen.arm = 'holdout'
        AND TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS FLOAT64), 0) * COALESCE(CAST(seen.margin_after AS FLOAT64), 0),
        NULL
      )
    ) AS margin_lift_squares_held_out,
    SUM(
      IF(
        TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        seen.lines_after,
        NULL
      )
    ) AS lines_after,
    SUM(
      IF(
        TIMESTAMP_DIFF(frames.ends, seen.moment, SECOND) >= 30 * 86400
        AND TIMESTAMP_DIFF(frames.starts, seen.moment, SECOND) < 30 * 86400,
        seen.costed_after,
        NULL
      )
    ) AS costed_after
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
  CAST(NULL AS INT64) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(treated) AS FLOAT64) AS part_1,
  CAST(SUM(bought) AS FLOAT64) AS part_2,
  CAST(SUM(held_out) AS FLOAT64) AS part_3,
  CAST(SUM(bought_anyway) AS FLOAT64) AS part_4,
  CAST(SUM(amount_treated) AS FLOAT64) AS part_5,
  CAST(SUM(squares_treated) AS FLOAT64) AS part_6,
  CAST(SUM(amount_held_out) AS FLOAT64) AS part_7,
  CAST(SUM(squares_held_out) AS FLOAT64) AS part_8,
  CAST(SUM(margin_lift_amount_treated) AS FLOAT64) AS part_9,
  CAST(SUM(margin_lift_squares_treated) AS FLOAT64) AS part_10,
  CAST(SUM(margin_lift_amount_held_out) AS FLOAT64) AS part_11,
  CAST(SUM(margin_lift_squares_held_out) AS FLOAT64) AS part_12,
  CAST(SUM(lines_after) AS FLOAT64) AS part_13,
  CAST(SUM(costed_after) AS FLOAT64) AS part_14
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
  CAST(SUM(treated) AS FLOAT64) AS part_1,
  CAST(SUM(bought) AS FLOAT64) AS part_2,
  CAST(SUM(held_out) AS FLOAT64) AS part_3,
  CAST(SUM(bought_anyway) AS FLOAT64) AS part_4,
  CAST(SUM(amount_treated) AS FLOAT64) AS part_5,
  CAST(SUM(squares_treated) AS FLOAT64) AS part_6,
  CAST(SUM(amount_held_out) AS FLOAT64) AS part_7,
  CAST(SUM(squares_held_out) AS FLOAT64) AS part_8,
  CAST(SUM(margin_lift_amount_treated) AS FLOAT64) AS part_9,
  CAST(SUM(margin_lift_squares_treated) AS FLOAT64) AS part_10,
  CAST(SUM(margin_lift_amount_held_out) AS FLOAT64) AS part_11,
  CAST(SUM(margin_lift_squares_held_out) AS FLOAT64) AS part_12,
  CAST(SUM(lines_after) AS FLOAT64) AS part_13,
  CAST(SUM(costed_after) AS FLOAT64) AS part_14
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
