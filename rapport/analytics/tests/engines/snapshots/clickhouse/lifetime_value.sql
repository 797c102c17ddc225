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
    order_lines.id,
    order_lines.order_id,
    order_lines.kind,
    order_lines.product,
    order_lines.quantity,
    order_lines.net,
    order_lines.direct_cost,
    order_lines.discount,
    order_lines.bucket,
    COALESCE(order_lines.customer, -1 - order_lines.bucket) AS unit,
    order_lines.customer AS customer,
    order_lines.at AS moment,
    COALESCE(
      CASE
        WHEN order_lines.customer IS NULL
        THEN order_lines.region
        ELSE customers.region
      END,
      ''
    ) AS region
  FROM order_lines
  LEFT JOIN customers
    ON customers.id = order_lines.customer
  WHERE
    order_lines.at >= parseDateTime64BestEffort('0001-01-01 00:00:00+00:00', 6, 'UTC')
    AND order_lines.at < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale') AS sales,
    SUM(seen.net) AS net,
    SUM(seen.net) FILTER(WHERE
      NOT (
        seen.direct_cost IS NULL
      )) AS net_with_cost,
    SUM(seen.direct_cost) AS cost,
    COUNT(*) AS lines,
    COUNT(seen.direct_cost) AS lines_with_cost
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
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_customers,
  CAST(SUM(net) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_net,
  CAST(SUM(net_with_cost) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_net_with_cost,
  CAST(SUM(cost) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_cost,
  CAST(SUM(lines) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_lines,
  CAST(SUM(lines_with_cost) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_lines_with_cost
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
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_customers,
  CAST(SUM(net) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_net,
  CAST(SUM(net_with_cost) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_net_with_cost,
  CAST(SUM(cost) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_cost,
  CAST(SUM(lines) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_lines,
  CAST(SUM(lines_with_cost) FILTER(WHERE
    NOT (
      units.customer IS NULL
    ) AND sales > 0) AS Nullable(Float64)) AS lifetime_value_lines_with_cost
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
