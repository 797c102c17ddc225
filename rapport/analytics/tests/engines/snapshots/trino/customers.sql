WITH members AS (
  SELECT DISTINCT
    segment,
    customer
  FROM memberships
  WHERE
    segment IN (1, 2)
    AND since <= CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    AND (
      until IS NULL
      OR until > CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    )
), frames AS (
  SELECT
    *
  FROM (VALUES
    (
      0,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    )) AS given(frame, opens, starts, ends, quiet)
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
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    ) AS moment,
    COALESCE(customers.region, '') AS region
  FROM customers
  WHERE
    COALESCE(
      customers.first_seen,
      customers.acquired_at,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    ) >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    AND COALESCE(
      customers.first_seen,
      customers.acquired_at,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
    ) < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)
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
  CAST(NULL AS BIGINT) AS segment,
  units.frame,
  units.bucket,
  units.region,
  CAST(COUNT(*) FILTER(WHERE
    seen > 0) AS DOUBLE) AS customers_customers
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
    seen > 0) AS DOUBLE) AS customers_customers
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
