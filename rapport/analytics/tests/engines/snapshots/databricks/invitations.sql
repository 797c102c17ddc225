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
), seen_condensed AS (
  SELECT
    seen.*,
    CASE
      WHEN seen.moment < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
      THEN CASE
        WHEN seen.moment < CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
        THEN 0
        ELSE 1
      END
      ELSE 2
    END AS step
  FROM (
    SELECT
      invitations.state,
      COALESCE(invitations.customer, -1 - invitations.bucket) AS unit,
      invitations.customer AS customer,
      invitations.at AS moment,
      invitations.bucket,
      COALESCE(invitations.region, '') AS region
    FROM invitations
    WHERE
      invitations.at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND invitations.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
  ) AS seen
), condensed AS (
  SELECT
    gathered.*,
    CASE
      WHEN gathered.customer IS NULL
      THEN gathered.own
      ELSE COALESCE(customers.region, '')
    END AS region
  FROM (
    SELECT
      seen.unit,
      seen.customer,
      seen.bucket,
      CASE WHEN seen.customer IS NULL THEN seen.region END AS own,
      seen.step,
      COUNT(*) AS sent,
      COUNT(*) FILTER(WHERE
        seen.state IN ('delivered', 'answered')) AS hits,
      COUNT(*) FILTER(WHERE
        seen.state <> 'sent') AS tries,
      COUNT(*) FILTER(WHERE
        seen.state = 'answered') AS response_rate_hits
    FROM seen_condensed AS seen
    GROUP BY
      seen.unit,
      seen.customer,
      seen.bucket,
      CASE WHEN seen.customer IS NULL THEN seen.region END,
      seen.step
  ) AS gathered
  LEFT JOIN customers
    ON customers.id = gathered.customer
), turns AS (
  SELECT
    *
  FROM VALUES
    (1, 0) AS given(step, frame)
)
SELECT
  CAST(NULL AS BIGINT) AS segment,
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(sent) AS DOUBLE) AS part_1,
  CAST(SUM(hits) AS DOUBLE) AS part_2,
  CAST(SUM(tries) AS DOUBLE) AS part_3,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_4,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_5,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_6,
  CAST(SUM(response_rate_hits) AS DOUBLE) AS part_7,
  CAST(SUM(response_rate_hits * response_rate_hits) AS DOUBLE) AS part_8,
  CAST(SUM(response_rate_hits * hits) AS DOUBLE) AS part_9
FROM condensed AS units
JOIN turns
  ON turns.step = units.step
GROUP BY
  turns.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  members.segment AS segment,
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(sent) AS DOUBLE) AS part_1,
  CAST(SUM(hits) AS DOUBLE) AS part_2,
  CAST(SUM(tries) AS DOUBLE) AS part_3,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_4,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_5,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_6,
  CAST(SUM(response_rate_hits) AS DOUBLE) AS part_7,
  CAST(SUM(response_rate_hits * response_rate_hits) AS DOUBLE) AS part_8,
  CAST(SUM(response_rate_hits * hits) AS DOUBLE) AS part_9
FROM condensed AS units
JOIN turns
  ON turns.step = units.step
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  turns.frame,
  units.bucket,
  units.region
