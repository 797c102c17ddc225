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
), seen_condensed AS (
  SELECT
    seen.*,
    CASE
      WHEN seen.moment < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
      THEN CASE
        WHEN seen.moment < CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
        THEN 0
        ELSE 1
      END
      ELSE 2
    END AS step
  FROM (
    SELECT
      firsts.first_sale_at,
      referrals.referrer AS unit,
      referrals.referrer AS customer,
      referrals.`at` AS moment,
      referrals.bucket,
      COALESCE(referrals.region, '') AS region
    FROM referrals
    LEFT JOIN (
      SELECT
        orders.customer AS buyer,
        MIN(orders.`at`) AS first_sale_at
      FROM orders
      WHERE
        orders.kind = 'sale'
      GROUP BY
        orders.customer
    ) AS firsts
      ON firsts.buyer = referrals.referrer
    WHERE
      referrals.`at` >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND referrals.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
  ) AS seen
), condensed AS (
  SELECT
    gathered.*,
    CASE
      WHEN gathered.customer IS NULL
      THEN gathered.own
      ELSE COALESCE(customers.region, '')
    END AS region
  FROM (
    SELECT
      seen.unit,
      seen.customer,
      seen.bucket,
      CASE WHEN seen.customer IS NULL THEN seen.region END AS own,
      seen.step,
      COUNT(*) AS made,
      COUNTIF(seen.first_sale_at >= frames.starts AND seen.first_sale_at < frames.ends) AS referrals_by_new_customers_made,
      COUNTIF(seen.first_sale_at < frames.starts) AS referrals_by_existing_customers_made
    FROM seen_condensed AS seen
    LEFT JOIN UNNEST([
      STRUCT(
        1 AS step,
        CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP) AS starts,
        CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP) AS ends,
        CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP) AS quiet
      )
    ]) AS frames
      ON frames.step = seen.step
    GROUP BY
      seen.unit,
      seen.customer,
      seen.bucket,
      CASE WHEN seen.customer IS NULL THEN seen.region END,
      seen.step
  ) AS gathered
  LEFT JOIN customers
    ON customers.id = gathered.customer
), turns AS (
  SELECT
    *
  FROM UNNEST([STRUCT(1 AS step, 0 AS frame)]) AS given
), frames_standing AS (
  SELECT
    *
  FROM UNNEST([
    STRUCT(
      1 AS frame,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP) AS opens,
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP) AS starts,
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP) AS ends,
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP) AS quiet
    )
  ]) AS given
), seen_standing AS (
  SELECT
    referrals.converted_at,
    referrals.referrer AS unit,
    referrals.referrer AS customer,
    referrals.`at` AS moment,
    referrals.bucket,
    COALESCE(
      CASE WHEN referrals.referrer IS NULL THEN referrals.region ELSE customers.region END,
      ''
    ) AS region
  FROM referrals
  LEFT JOIN customers
    ON customers.id = referrals.referrer
  WHERE
    referrals.`at` >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND referrals.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNTIF(seen.converted_at >= frames.starts AND seen.converted_at < frames.ends) AS converted
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
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(made) AS FLOAT64) AS part_1,
  CAST(SUM(referrals_by_new_customers_made) AS FLOAT64) AS part_2,
  CAST(SUM(referrals_by_existing_customers_made) AS FLOAT64) AS part_3
FROM condensed AS units
JOIN turns
  ON turns.step = units.step
GROUP BY
  turns.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  members.segment AS segment,
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(made) AS FLOAT64) AS part_1,
  CAST(SUM(referrals_by_new_customers_made) AS FLOAT64) AS part_2,
  CAST(SUM(referrals_by_existing_customers_made) AS FLOAT64) AS part_3
FROM condensed AS units
JOIN turns
  ON turns.step = units.step
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  turns.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  CAST(NULL AS INT64) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(converted) AS FLOAT64) AS part_1,
  CAST(COUNTIF(converted > 0) AS FLOAT64) AS part_2,
  CAST(NULL AS FLOAT64) AS part_3
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
  CAST(SUM(converted) AS FLOAT64) AS part_1,
  CAST(COUNTIF(converted > 0) AS FLOAT64) AS part_2,
  CAST(NULL AS FLOAT64) AS part_3
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
