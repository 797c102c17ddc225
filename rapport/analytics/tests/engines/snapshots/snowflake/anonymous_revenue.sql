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
), frames AS (
  SELECT
    *
  FROM (VALUES
    (
      0,
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMPTZ)
    )) AS given(frame, opens, starts, ends, quiet)
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
    orders.at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ)
    AND orders.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    SUM(seen.net) AS net,
    COUNT_IF(seen.kind = 'sale') AS sales
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
  CAST(SUM(IFF(units.customer IS NULL, net, NULL)) AS DOUBLE) AS anonymous_revenue_net,
  CAST(SUM(IFF(units.customer IS NULL, sales, NULL)) AS DOUBLE) AS anonymous_revenue_sales
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
  CAST(SUM(IFF(units.customer IS NULL, net, NULL)) AS DOUBLE) AS anonymous_revenue_net,
  CAST(SUM(IFF(units.customer IS NULL, sales, NULL)) AS DOUBLE) AS anonymous_revenue_sales
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
