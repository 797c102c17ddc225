WITH members AS (
  SELECT DISTINCT
    segment,
    customer
  FROM memberships
  WHERE
    segment IN (1, 2)
    AND since <= CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
    AND (
      until IS NULL OR until > CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
    )
), frames_standing AS (
  SELECT
    *
  FROM (VALUES
    (
      0,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMPTZ)
    )) AS given(frame, opens, starts, ends, quiet)
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
      COUNT_IF(orders.kind = 'sale') AS sales_after,
      SUM(orders.net) AS net_after
    FROM assignments
    JOIN orders
      ON orders.customer = assignments.customer
      AND orders.at >= assignments.at
      AND DATEDIFF(SECOND, assignments.at, orders.at) < 30 * 86400
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
      AND DATEDIFF(SECOND, assignments.at, orders.at) < 30 * 86400
    GROUP BY
      assignments.id
  ) AS earnings
    ON earnings.draw = assignments.id
  WHERE
    assignments.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMPTZ)
    AND assignments.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT_IF(
      seen.arm = 'treated'
      AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400
    ) AS treated,
    COUNT_IF(
      seen.arm = 'treated'
      AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400
      AND seen.sales_after > 0
    ) AS bought,
    COUNT_IF(
      seen.arm = 'holdout'
      AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400
    ) AS held_out,
    COUNT_IF(
      seen.arm = 'holdout'
      AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
      AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400
      AND seen.sales_after > 0
    ) AS bought_anyway,
    SUM(
      IFF(
        seen.arm = 'treated'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS DOUBLE), 0),
        NULL
      )
    ) AS amount_treated,
    SUM(
      IFF(
        seen.arm = 'treated'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS DOUBLE), 0) * COALESCE(CAST(seen.net_after AS DOUBLE), 0),
        NULL
      )
    ) AS squares_treated,
    SUM(
      IFF(
        seen.arm = 'holdout'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS DOUBLE), 0),
        NULL
      )
    ) AS amount_held_out,
    SUM(
      IFF(
        seen.arm = 'holdout'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.net_after AS DOUBLE), 0) * COALESCE(CAST(seen.net_after AS DOUBLE), 0),
        NULL
      )
    ) AS squares_held_out,
    SUM(
      IFF(
        seen.arm = 'treated'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS DOUBLE), 0),
        NULL
      )
    ) AS margin_lift_amount_treated,
    SUM(
      IFF(
        seen.arm = 'treated'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS DOUBLE), 0) * COALESCE(CAST(seen.margin_after AS DOUBLE), 0),
        NULL
      )
    ) AS margin_lift_squares_treated,
    SUM(
      IFF(
        seen.arm = 'holdout'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS DOUBLE), 0),
        NULL
      )
    ) AS margin_lift_amount_held_out,
    SUM(
      IFF(
        seen.arm = 'holdout'
        AND DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        COALESCE(CAST(seen.margin_after AS DOUBLE), 0) * COALESCE(CAST(seen.margin_after AS DOUBLE), 0),
        NULL
      )
    ) AS margin_lift_squares_held_out,
    SUM(
      IFF(
        DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
        seen.lines_after,
        NULL
      )
    ) AS lines_after,
    SUM(
      IFF(
        DATEDIFF(SECOND, seen.moment, frames.ends) >= 30 * 86400
        AND DATEDIFF(SECOND, seen.moment, frames.starts) < 30 * 86400,
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
  CAST(NULL AS BIGINT) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(treated) AS DOUBLE) AS part_1,
  CAST(SUM(bought) AS DOUBLE) AS part_2,
  CAST(SUM(held_out) AS DOUBLE) AS part_3,
  CAST(SUM(bought_anyway) AS DOUBLE) AS part_4,
  CAST(SUM(amount_treated) AS DOUBLE) AS part_5,
  CAST(SUM(squares_treated) AS DOUBLE) AS part_6,
  CAST(SUM(amount_held_out) AS DOUBLE) AS part_7,
  CAST(SUM(squares_held_out) AS DOUBLE) AS part_8,
  CAST(SUM(margin_lift_amount_treated) AS DOUBLE) AS part_9,
  CAST(SUM(margin_lift_squares_treated) AS DOUBLE) AS part_10,
  CAST(SUM(margin_lift_amount_held_out) AS DOUBLE) AS part_11,
  CAST(SUM(margin_lift_squares_held_out) AS DOUBLE) AS part_12,
  CAST(SUM(lines_after) AS DOUBLE) AS part_13,
  CAST(SUM(costed_after) AS DOUBLE) AS part_14
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
  CAST(SUM(treated) AS DOUBLE) AS part_1,
  CAST(SUM(bought) AS DOUBLE) AS part_2,
  CAST(SUM(held_out) AS DOUBLE) AS part_3,
  CAST(SUM(bought_anyway) AS DOUBLE) AS part_4,
  CAST(SUM(amount_treated) AS DOUBLE) AS part_5,
  CAST(SUM(squares_treated) AS DOUBLE) AS part_6,
  CAST(SUM(amount_held_out) AS DOUBLE) AS part_7,
  CAST(SUM(squares_held_out) AS DOUBLE) AS part_8,
  CAST(SUM(margin_lift_amount_treated) AS DOUBLE) AS part_9,
  CAST(SUM(margin_lift_squares_treated) AS DOUBLE) AS part_10,
  CAST(SUM(margin_lift_amount_held_out) AS DOUBLE) AS part_11,
  CAST(SUM(margin_lift_squares_held_out) AS DOUBLE) AS part_12,
  CAST(SUM(lines_after) AS DOUBLE) AS part_13,
  CAST(SUM(costed_after) AS DOUBLE) AS part_14
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
