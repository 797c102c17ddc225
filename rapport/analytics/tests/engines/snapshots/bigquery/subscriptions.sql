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
    subscriptions.since,
    subscriptions.until,
    subscriptions.amount,
    subscriptions.billing,
    subscriptions.customer AS unit,
    subscriptions.customer AS customer,
    subscriptions.since - INTERVAL '1' MICROSECOND AS moment,
    subscriptions.bucket,
    COALESCE(
      CASE
        WHEN subscriptions.customer IS NULL
        THEN subscriptions.region
        ELSE customers.region
      END,
      ''
    ) AS region
  FROM subscriptions
  LEFT JOIN customers
    ON customers.id = subscriptions.customer
  WHERE
    subscriptions.since - INTERVAL '1' MICROSECOND >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND subscriptions.since - INTERVAL '1' MICROSECOND < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNTIF(
      seen.since <= frames.ends
      AND (
        seen.until IS NULL OR seen.until > frames.ends
      )
    ) AS at_end,
    SUM(
      IF(
        seen.since <= frames.ends
        AND (
          seen.until IS NULL OR seen.until > frames.ends
        ),
        seen.amount * CASE seen.billing
          WHEN 'week'
          THEN 20871
          WHEN 'month'
          THEN 4800
          WHEN 'quarter'
          THEN 1600
          ELSE 400
        END,
        NULL
      )
    ) AS amount_at_end,
    COUNTIF(
      seen.since <= frames.starts
      AND (
        seen.until IS NULL OR seen.until > frames.starts
      )
    ) AS at_start,
    SUM(
      IF(
        seen.since <= frames.starts
        AND (
          seen.until IS NULL OR seen.until > frames.starts
        ),
        seen.amount * CASE seen.billing
          WHEN 'week'
          THEN 20871
          WHEN 'month'
          THEN 4800
          WHEN 'quarter'
          THEN 1600
          ELSE 400
        END,
        NULL
      )
    ) AS amount_at_start
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
  CAST(COUNTIF(at_end > 0) AS FLOAT64) AS part_1,
  CAST(SUM(amount_at_end) AS FLOAT64) AS part_2,
  CAST(COUNTIF(at_start > 0) AS FLOAT64) AS part_3,
  CAST(COUNTIF(at_start > 0 AND at_end > 0) AS FLOAT64) AS part_4,
  CAST(COUNTIF(at_start > 0 AND at_end = 0) AS FLOAT64) AS part_5,
  CAST(SUM(IF(at_start > 0, COALESCE(amount_at_end, 0), NULL)) AS FLOAT64) AS part_6,
  CAST(SUM(amount_at_start) AS FLOAT64) AS part_7,
  CAST(SUM(
    IF(
      at_start > 0,
      CASE
        WHEN COALESCE(amount_at_end, 0) < amount_at_start
        THEN COALESCE(amount_at_end, 0)
        ELSE amount_at_start
      END,
      NULL
    )
  ) AS FLOAT64) AS part_8,
  CAST(SUM(
    IF(
      at_start > 0,
      CASE
        WHEN COALESCE(amount_at_end, 0) < amount_at_start
        THEN amount_at_start - COALESCE(amount_at_end, 0)
        ELSE 0
      END,
      NULL
    )
  ) AS FLOAT64) AS part_9,
  CAST(SUM(IF(at_start = 0 AND at_end > 0, amount_at_end, NULL)) AS FLOAT64) AS part_10,
  CAST(COUNTIF(at_start = 0 AND at_end > 0) AS FLOAT64) AS part_11,
  CAST(SUM(
    IF(
      at_start > 0 AND COALESCE(amount_at_end, 0) > amount_at_start,
      amount_at_end - amount_at_start,
      NULL
    )
  ) AS FLOAT64) AS part_12,
  CAST(COUNTIF(at_start > 0 AND COALESCE(amount_at_end, 0) > amount_at_start) AS FLOAT64) AS part_13,
  CAST(SUM(
    IF(
      at_start > 0 AND at_end > 0 AND COALESCE(amount_at_end, 0) < amount_at_start,
      amount_at_start - amount_at_end,
      NULL
    )
  ) AS FLOAT64) AS part_14,
  CAST(COUNTIF(at_start > 0 AND at_end > 0 AND COALESCE(amount_at_end, 0) < amount_at_start) AS FLOAT64) AS part_15,
  CAST(SUM(IF(at_start > 0 AND at_end = 0, amount_at_start, NULL)) AS FLOAT64) AS part_16
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
  CAST(COUNTIF(at_end > 0) AS FLOAT64) AS part_1,
  CAST(SUM(amount_at_end) AS FLOAT64) AS part_2,
  CAST(COUNTIF(at_start > 0) AS FLOAT64) AS part_3,
  CAST(COUNTIF(at_start > 0 AND at_end > 0) AS FLOAT64) AS part_4,
  CAST(COUNTIF(at_start > 0 AND at_end = 0) AS FLOAT64) AS part_5,
  CAST(SUM(IF(at_start > 0, COALESCE(amount_at_end, 0), NULL)) AS FLOAT64) AS part_6,
  CAST(SUM(amount_at_start) AS FLOAT64) AS part_7,
  CAST(SUM(
    IF(
      at_start > 0,
      CASE
        WHEN COALESCE(amount_at_end, 0) < amount_at_start
        THEN COALESCE(amount_at_end, 0)
        ELSE amount_at_start
      END,
      NULL
    )
  ) AS FLOAT64) AS part_8,
  CAST(SUM(
    IF(
      at_start > 0,
      CASE
        WHEN COALESCE(amount_at_end, 0) < amount_at_start
        THEN amount_at_start - COALESCE(amount_at_end, 0)
        ELSE 0
      END,
      NULL
    )
  ) AS FLOAT64) AS part_9,
  CAST(SUM(IF(at_start = 0 AND at_end > 0, amount_at_end, NULL)) AS FLOAT64) AS part_10,
  CAST(COUNTIF(at_start = 0 AND at_end > 0) AS FLOAT64) AS part_11,
  CAST(SUM(
    IF(
      at_start > 0 AND COALESCE(amount_at_end, 0) > amount_at_start,
      amount_at_end - amount_at_start,
      NULL
    )
  ) AS FLOAT64) AS part_12,
  CAST(COUNTIF(at_start > 0 AND COALESCE(amount_at_end, 0) > amount_at_start) AS FLOAT64) AS part_13,
  CAST(SUM(
    IF(
      at_start > 0 AND at_end > 0 AND COALESCE(amount_at_end, 0) < amount_at_start,
      amount_at_start - amount_at_end,
      NULL
    )
  ) AS FLOAT64) AS part_14,
  CAST(COUNTIF(at_start > 0 AND at_end > 0 AND COALESCE(amount_at_end, 0) < amount_at_start) AS FLOAT64) AS part_15,
  CAST(SUM(IF(at_start > 0 AND at_end = 0, amount_at_start, NULL)) AS FLOAT64) AS part_16
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
