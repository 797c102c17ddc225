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
      touches.direction,
      touches.purpose,
      touches.personalised,
      touches.replied,
      touches.minutes,
      touches.cost,
      COALESCE(touches.customer, -1 - touches.bucket) AS unit,
      touches.customer AS customer,
      touches.at AS moment,
      touches.bucket,
      COALESCE(touches.region, '') AS region
    FROM touches
    WHERE
      touches.at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND touches.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
      COUNT(*) AS contacts,
      COUNT(seen.cost) AS costed,
      SUM(seen.cost) AS cost,
      COUNT(*) FILTER(WHERE
        seen.cost IS NULL AND NOT seen.minutes IS NULL) AS timed,
      SUM(seen.minutes) FILTER(WHERE
        seen.cost IS NULL) AS minutes,
      COUNT(*) FILTER(WHERE
        seen.direction = 'out' AND seen.replied) AS hits,
      COUNT(seen.replied) FILTER(WHERE
        seen.direction = 'out') AS tries,
      COUNT(*) FILTER(WHERE
        seen.direction = 'out' AND seen.personalised) AS personalised_share_hits,
      COUNT(seen.personalised) FILTER(WHERE
        seen.direction = 'out') AS personalised_share_tries,
      COUNT(*) FILTER(WHERE
        seen.purpose = 'win_back') AS attempts
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
  CAST(SUM(contacts) AS DOUBLE) AS part_1,
  CAST(SUM(costed) AS DOUBLE) AS part_2,
  CAST(SUM(cost) AS DOUBLE) AS part_3,
  CAST(SUM(timed) AS DOUBLE) AS part_4,
  CAST(SUM(minutes) AS DOUBLE) AS part_5,
  CAST(SUM(contacts) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_6,
  CAST(SUM(costed) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_7,
  CAST(SUM(cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(timed) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_9,
  CAST(SUM(minutes) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_10,
  CAST(SUM(hits) AS DOUBLE) AS part_11,
  CAST(SUM(tries) AS DOUBLE) AS part_12,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_13,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_14,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_15,
  CAST(SUM(personalised_share_hits) AS DOUBLE) AS part_16,
  CAST(SUM(personalised_share_tries) AS DOUBLE) AS part_17,
  CAST(SUM(personalised_share_hits * personalised_share_hits) AS DOUBLE) AS part_18,
  CAST(SUM(personalised_share_hits * personalised_share_tries) AS DOUBLE) AS part_19,
  CAST(SUM(personalised_share_tries * personalised_share_tries) AS DOUBLE) AS part_20,
  CAST(SUM(attempts) AS DOUBLE) AS part_21
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
  CAST(SUM(contacts) AS DOUBLE) AS part_1,
  CAST(SUM(costed) AS DOUBLE) AS part_2,
  CAST(SUM(cost) AS DOUBLE) AS part_3,
  CAST(SUM(timed) AS DOUBLE) AS part_4,
  CAST(SUM(minutes) AS DOUBLE) AS part_5,
  CAST(SUM(contacts) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_6,
  CAST(SUM(costed) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_7,
  CAST(SUM(cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(timed) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_9,
  CAST(SUM(minutes) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_10,
  CAST(SUM(hits) AS DOUBLE) AS part_11,
  CAST(SUM(tries) AS DOUBLE) AS part_12,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_13,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_14,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_15,
  CAST(SUM(personalised_share_hits) AS DOUBLE) AS part_16,
  CAST(SUM(personalised_share_tries) AS DOUBLE) AS part_17,
  CAST(SUM(personalised_share_hits * personalised_share_hits) AS DOUBLE) AS part_18,
  CAST(SUM(personalised_share_hits * personalised_share_tries) AS DOUBLE) AS part_19,
  CAST(SUM(personalised_share_tries * personalised_share_tries) AS DOUBLE) AS part_20,
  CAST(SUM(attempts) AS DOUBLE) AS part_21
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
