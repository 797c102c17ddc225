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
    responses.id,
    responses.kind,
    responses.score,
    responses.touchpoint,
    responses.channel,
    responses.survey,
    responses.bucket,
    COALESCE(responses.customer, -1 - responses.id) AS unit,
    responses.customer AS customer,
    responses.`at` AS moment,
    COALESCE(
      CASE WHEN responses.customer IS NULL THEN responses.region ELSE customers.region END,
      ''
    ) AS region
  FROM responses
  LEFT JOIN customers
    ON customers.id = responses.customer
  WHERE
    responses.`at` >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND responses.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNTIF(seen.kind = 'ces' AND seen.score >= 5 AND TRUE) AS top,
    COUNTIF(seen.kind = 'ces' AND TRUE) AS answers
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
  CAST(SUM(top) AS FLOAT64) AS ces_share_top,
  CAST(SUM(answers) AS FLOAT64) AS ces_share_answers,
  CAST(SUM(top * top) AS FLOAT64) AS ces_share_top_top,
  CAST(SUM(top * answers) AS FLOAT64) AS ces_share_top_answers,
  CAST(SUM(answers * answers) AS FLOAT64) AS ces_share_answers_answers
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
  CAST(SUM(top) AS FLOAT64) AS ces_share_top,
  CAST(SUM(answers) AS FLOAT64) AS ces_share_answers,
  CAST(SUM(top * top) AS FLOAT64) AS ces_share_top_top,
  CAST(SUM(top * answers) AS FLOAT64) AS ces_share_top_answers,
  CAST(SUM(answers * answers) AS FLOAT64) AS ces_share_answers_answers
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
