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
), frames AS (
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
), seen AS (
  SELECT
    customers.id,
    customers.kind,
    customers.country,
    customers.first_seen,
    customers.acquired_at,
    customers.channel,
    customers.campaign,
    customers.partner,
    customers.completeness,
    customers.duplicate,
    customers.consent,
    customers.bucket,
    customers.id AS unit,
    customers.id AS customer,
    COALESCE(
      customers.first_seen,
      customers.acquired_at,
      parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    ) AS moment,
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
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) AS seen
  FROM seen AS seen
  JOIN frames AS frames
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
  CAST(COUNT(*) FILTER(WHERE
    seen > 0) AS Nullable(Float64)) AS customers_customers
FROM units AS units
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
  CAST(COUNT(*) FILTER(WHERE
    seen > 0) AS Nullable(Float64)) AS customers_customers
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
