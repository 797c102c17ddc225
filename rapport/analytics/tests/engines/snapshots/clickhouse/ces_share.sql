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
      parseDateTime64BestEffort('2026-01-01 00:00:00+00:00', 6, 'UTC') AS opens,
      parseDateTime64BestEffort('2026-01-01 00:00:00+00:00', 6, 'UTC') AS starts,
      parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC') AS ends,
      parseDateTime64BestEffort('2025-11-03 00:00:00+00:00', 6, 'UTC') AS quiet
  ) AS given
), seen AS (
  SELECT
    responses.id,
    responses.kind,
    responses.score,
    responses.touchpoint,
    responses.channel,
    responses.survey,
    responses.bucket,
    COALESCE(responses.customer, -1 - responses.id) AS unit,
    responses.customer AS customer,
    responses.at AS moment,
    COALESCE(
      CASE WHEN responses.customer IS NULL THEN responses.region ELSE customers.region END,
      ''
    ) AS region
  FROM responses
  LEFT JOIN customers
    ON customers.id = responses.customer
  WHERE
    responses.at >= parseDateTime64BestEffort('2026-01-01 00:00:00+00:00', 6, 'UTC')
    AND responses.at < parseDateTime64BestEffort('2026-02-01 00:00:00+00:00', 6, 'UTC')
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.kind = 'ces' AND seen.score >= 5 AND TRUE) AS top,
    COUNT(*) FILTER(WHERE
      seen.kind = 'ces' AND TRUE) AS answers
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
  CAST(SUM(top) AS Nullable(Float64)) AS ces_share_top,
  CAST(SUM(answers) AS Nullable(Float64)) AS ces_share_answers,
  CAST(SUM(top * top) AS Nullable(Float64)) AS ces_share_top_top,
  CAST(SUM(top * answers) AS Nullable(Float64)) AS ces_share_top_answers,
  CAST(SUM(answers * answers) AS Nullable(Float64)) AS ces_share_answers_answers
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
  CAST(SUM(top) AS Nullable(Float64)) AS ces_share_top,
  CAST(SUM(answers) AS Nullable(Float64)) AS ces_share_answers,
  CAST(SUM(top * top) AS Nullable(Float64)) AS ces_share_top_top,
  CAST(SUM(top * answers) AS Nullable(Float64)) AS ces_share_top_answers,
  CAST(SUM(answers * answers) AS Nullable(Float64)) AS ces_share_answers_answers
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
