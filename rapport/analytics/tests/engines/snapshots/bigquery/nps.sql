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
    LEAD(responses.`at`) OVER (
      PARTITION BY COALESCE(responses.customer, -1 - responses.id), responses.kind
      ORDER BY responses.`at` NULLS LAST, responses.id NULLS LAST
    ) AS next_at,
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
    COUNTIF(
      seen.kind = 'nps'
      AND (
        seen.next_at IS NULL OR seen.next_at >= frames.ends
      )
      AND seen.score >= 9
    ) AS promoters,
    COUNTIF(
      seen.kind = 'nps'
      AND (
        seen.next_at IS NULL OR seen.next_at >= frames.ends
      )
      AND seen.score <= 6
    ) AS detractors,
    COUNTIF(seen.kind = 'nps' AND (
      seen.next_at IS NULL OR seen.next_at >= frames.ends
    )) AS answers
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
  CAST(SUM(promoters) AS FLOAT64) AS nps_promoters,
  CAST(SUM(detractors) AS FLOAT64) AS nps_detractors,
  CAST(SUM(answers) AS FLOAT64) AS nps_answers
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
  CAST(SUM(promoters) AS FLOAT64) AS nps_promoters,
  CAST(SUM(detractors) AS FLOAT64) AS nps_detractors,
  CAST(SUM(answers) AS FLOAT64) AS nps_answers
FROM units AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
