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
    orders.id,
    orders.kind,
    orders.net,
    orders.currency,
    orders.refunds,
    orders.channel,
    orders.campaign,
    orders.partner,
    orders.discount,
    orders.delivery_mode,
    orders.customised,
    orders.due_at,
    orders.paid_at,
    orders.original_net,
    orders.original_currency,
    orders.rate,
    orders.bucket,
    COALESCE(orders.customer, -1 - orders.bucket) AS unit,
    orders.customer AS customer,
    orders.at AS moment,
    COALESCE(CASE WHEN orders.customer IS NULL THEN orders.region ELSE customers.region END, '') AS region
  FROM orders
  LEFT JOIN customers
    ON customers.id = orders.customer
  WHERE
    orders.at >= parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    AND orders.at < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    SUM(seen.net) AS net,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale') AS sales
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
  CAST(SUM(net) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_revenue_net,
  CAST(COUNT(*) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_revenue_buyers
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
  CAST(SUM(net) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_revenue_net,
  CAST(COUNT(*) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_revenue_buyers
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
