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
), seen_condensed AS (
  SELECT
    seen.*,
    CASE
      WHEN seen.moment < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
      THEN 0
      ELSE 1
    END AS step
  FROM (
    SELECT
      customers.completeness,
      customers.duplicate,
      customers.consent,
      customers.id AS unit,
      customers.id AS customer,
      COALESCE(
        customers.first_seen,
        customers.acquired_at,
        parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
      ) AS moment,
      customers.bucket,
      COALESCE(customers.region, '') AS region
    FROM customers
    WHERE
      COALESCE(
        customers.first_seen,
        customers.acquired_at,
        parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
      ) >= parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
      AND COALESCE(
        customers.first_seen,
        customers.acquired_at,
        parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
      ) < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
  ) AS seen
), condensed AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    seen.region,
    seen.step,
    COUNT(*) AS customers_seen,
    SUM(seen.completeness) AS filled,
    COUNT(seen.completeness) AS profiles,
    COUNT(*) FILTER(WHERE
      seen.duplicate) AS doubled,
    COUNT(seen.duplicate) AS looked_at,
    COUNT(*) FILTER(WHERE
      seen.consent) AS agreed,
    COUNT(seen.consent) AS asked
  FROM seen_condensed AS seen
  GROUP BY
    seen.unit,
    seen.customer,
    seen.bucket,
    seen.region,
    seen.step
), enters AS (
  SELECT
    *
  FROM (
    SELECT
      0 AS step,
      1 AS frame
  ) AS given
), firsts AS (
  SELECT
    unit,
    region,
    MIN(CASE WHEN customers_seen > 0 THEN step END) AS customers_seen
  FROM condensed
  GROUP BY
    unit,
    region
), entered AS (
  SELECT
    units.*,
    CASE
      WHEN firsts.customers_seen > units.step
      THEN firsts.customers_seen
      ELSE units.step
    END AS enters_customers_seen,
    firsts.customers_seen AS first_customers_seen
  FROM condensed AS units
  JOIN firsts
    ON firsts.unit = units.unit AND firsts.region = units.region
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
    customers.acquired_at,
    welcomes.welcomed_at,
    customers.id AS unit,
    customers.id AS customer,
    COALESCE(
      customers.first_seen,
      customers.acquired_at,
      parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    ) AS moment,
    customers.bucket,
    COALESCE(customers.region, '') AS region
  FROM customers
  LEFT JOIN (
    SELECT
      touches.customer AS welcomed,
      MIN(touches.at) AS welcomed_at
    FROM touches
    WHERE
      touches.purpose = 'welcome'
    GROUP BY
      touches.customer
  ) AS welcomes
    ON welcomes.welcomed = customers.id
  WHERE
    COALESCE(
      customers.first_seen,
      customers.acquired_at,
      parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    ) >= parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    AND COALESCE(
      customers.first_seen,
      customers.acquired_at,
      parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    ) < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      DATE_DIFF(SECOND, seen.acquired_at, frames.ends) >= 14 * 86400
      AND DATE_DIFF(SECOND, seen.acquired_at, frames.starts) < 14 * 86400) AS began,
    COUNT(*) FILTER(WHERE
      DATE_DIFF(SECOND, seen.acquired_at, frames.ends) >= 14 * 86400
      AND DATE_DIFF(SECOND, seen.acquired_at, frames.starts) < 14 * 86400
      AND seen.welcomed_at >= seen.acquired_at
      AND DATE_DIFF(SECOND, seen.acquired_at, seen.welcomed_at) < 14 * 86400) AS welcomed
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
  cells.segment,
  enters.frame AS frame,
  cells.bucket,
  cells.region,
  cells.held,
  cells.part_1,
  cells.part_2,
  cells.part_3,
  cells.part_4,
  cells.part_5,
  cells.part_6,
  cells.part_7
FROM (
  SELECT
    CAST(NULL AS Nullable(Int64)) AS segment,
    units.enters_customers_seen AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(COUNT(*) FILTER(WHERE
      (
        units.step = units.first_customers_seen
      )) AS Nullable(Float64)) AS part_1,
    CAST(NULL AS Nullable(Float64)) AS part_2,
    CAST(NULL AS Nullable(Float64)) AS part_3,
    CAST(NULL AS Nullable(Float64)) AS part_4,
    CAST(NULL AS Nullable(Float64)) AS part_5,
    CAST(NULL AS Nullable(Float64)) AS part_6,
    CAST(NULL AS Nullable(Float64)) AS part_7
  FROM entered AS units
  GROUP BY
    units.enters_customers_seen,
    units.bucket,
    units.region
) AS cells
JOIN enters
  ON enters.step = cells.frame
UNION ALL
SELECT
  cells.segment,
  enters.frame AS frame,
  cells.bucket,
  cells.region,
  cells.held,
  cells.part_1,
  cells.part_2,
  cells.part_3,
  cells.part_4,
  cells.part_5,
  cells.part_6,
  cells.part_7
FROM (
  SELECT
    members.segment AS segment,
    units.enters_customers_seen AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(COUNT(*) FILTER(WHERE
      (
        units.step = units.first_customers_seen
      )) AS Nullable(Float64)) AS part_1,
    CAST(NULL AS Nullable(Float64)) AS part_2,
    CAST(NULL AS Nullable(Float64)) AS part_3,
    CAST(NULL AS Nullable(Float64)) AS part_4,
    CAST(NULL AS Nullable(Float64)) AS part_5,
    CAST(NULL AS Nullable(Float64)) AS part_6,
    CAST(NULL AS Nullable(Float64)) AS part_7
  FROM entered AS units
  JOIN members
    ON members.customer = units.customer
  GROUP BY
    members.segment,
    units.enters_customers_seen,
    units.bucket,
    units.region
) AS cells
JOIN enters
  ON enters.step = cells.frame
UNION ALL
SELECT
  cells.segment,
  enters.frame AS frame,
  cells.bucket,
  cells.region,
  cells.held,
  cells.part_1,
  cells.part_2,
  cells.part_3,
  cells.part_4,
  cells.part_5,
  cells.part_6,
  cells.part_7
FROM (
  SELECT
    CAST(NULL AS Nullable(Int64)) AS segment,
    units.step AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(NULL AS Nullable(Float64)) AS part_1,
    CAST(SUM(filled) AS Nullable(Float64)) AS part_2,
    CAST(SUM(profiles) AS Nullable(Float64)) AS part_3,
    CAST(SUM(doubled) AS Nullable(Float64)) AS part_4,
    CAST(SUM(looked_at) AS Nullable(Float64)) AS part_5,
    CAST(SUM(agreed) AS Nullable(Float64)) AS part_6,
    CAST(SUM(asked) AS Nullable(Float64)) AS part_7
  FROM condensed AS units
  GROUP BY
    units.step,
    units.bucket,
    units.region
) AS cells
JOIN enters
  ON enters.step = cells.frame
UNION ALL
SELECT
  cells.segment,
  enters.frame AS frame,
  cells.bucket,
  cells.region,
  cells.held,
  cells.part_1,
  cells.part_2,
  cells.part_3,
  cells.part_4,
  cells.part_5,
  cells.part_6,
  cells.part_7
FROM (
  SELECT
    members.segment AS segment,
    units.step AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(NULL AS Nullable(Float64)) AS part_1,
    CAST(SUM(filled) AS Nullable(Float64)) AS part_2,
    CAST(SUM(profiles) AS Nullable(Float64)) AS part_3,
    CAST(SUM(doubled) AS Nullable(Float64)) AS part_4,
    CAST(SUM(looked_at) AS Nullable(Float64)) AS part_5,
    CAST(SUM(agreed) AS Nullable(Float64)) AS part_6,
    CAST(SUM(asked) AS Nullable(Float64)) AS part_7
  FROM condensed AS units
  JOIN members
    ON members.customer = units.customer
  GROUP BY
    members.segment,
    units.step,
    units.bucket,
    units.region
) AS cells
JOIN enters
  ON enters.step = cells.frame
UNION ALL
SELECT
  CAST(NULL AS Nullable(Int64)) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(began) AS Nullable(Float64)) AS part_1,
  CAST(SUM(welcomed) AS Nullable(Float64)) AS part_2,
  CAST(NULL AS Nullable(Float64)) AS part_3,
  CAST(NULL AS Nullable(Float64)) AS part_4,
  CAST(NULL AS Nullable(Float64)) AS part_5,
  CAST(NULL AS Nullable(Float64)) AS part_6,
  CAST(NULL AS Nullable(Float64)) AS part_7
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
  CAST(SUM(began) AS Nullable(Float64)) AS part_1,
  CAST(SUM(welcomed) AS Nullable(Float64)) AS part_2,
  CAST(NULL AS Nullable(Float64)) AS part_3,
  CAST(NULL AS Nullable(Float64)) AS part_4,
  CAST(NULL AS Nullable(Float64)) AS part_5,
  CAST(NULL AS Nullable(Float64)) AS part_6,
  CAST(NULL AS Nullable(Float64)) AS part_7
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
