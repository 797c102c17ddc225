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
), frames AS (
  SELECT
    *
  FROM UNNEST([
    STRUCT(
      0 AS frame,
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP) AS opens,
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP) AS starts,
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP) AS ends,
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP) AS quiet
    )
  ]) AS given
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
    orders.`at` AS moment,
    COALESCE(CASE WHEN orders.customer IS NULL THEN orders.region ELSE customers.region END, '') AS region
  FROM orders
  LEFT JOIN customers
    ON customers.id = orders.customer
  WHERE
    orders.`at` >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND orders.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    SUM(seen.net) AS net,
    COUNTIF(seen.kind = 'sale') AS sales
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
  CAST(NULL AS INT64) AS segment,
  units.frame,
  units.bucket,
  units.region,
  CAST(SUM(IF(units.customer IS NULL, net, NULL)) AS FLOAT64) AS anonymous_revenue_net,
  CAST(SUM(IF(units.customer IS NULL, sales, NULL)) AS FLOAT64) AS anonymous_revenue_sales
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
  CAST(SUM(IF(units.customer IS NULL, net, NULL)) AS FLOAT64) AS anonymous_revenue_net,
  CAST(SUM(IF(units.customer IS NULL, sales, NULL)) AS FLOAT64) AS anonymous_revenue_sales
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
