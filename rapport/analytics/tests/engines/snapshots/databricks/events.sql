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
      events.name,
      events.value,
      COALESCE(events.customer, -1 - events.bucket) AS unit,
      events.customer AS customer,
      events.at AS moment,
      events.bucket,
      COALESCE(events.region, '') AS region
    FROM events
    WHERE
      events.at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND events.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
      COUNT(*) FILTER(WHERE
        NOT seen.name IN (
          'community_question',
          'community_answer',
          'idea_posted',
          'idea_voted',
          'idea_shipped',
          'review_written',
          'points_earned',
          'points_redeemed',
          'recommendation_shown',
          'recommendation_accepted',
          'early_access_offered',
          'early_access_used',
          'gathering_invited',
          'gathering_attended'
        )) AS uses,
      COUNT(*) FILTER(WHERE
        seen.name IN ('community_question', 'community_answer')) AS posts,
      COUNT(*) FILTER(WHERE
        seen.name = 'community_answer') AS answers,
      COUNT(*) FILTER(WHERE
        seen.name = 'idea_shipped') AS shipped,
      COUNT(*) FILTER(WHERE
        seen.name IN ('idea_posted', 'idea_voted', 'review_written')) AS took_part,
      SUM(seen.value) FILTER(WHERE
        seen.name = 'points_redeemed') AS redeemed,
      SUM(seen.value) FILTER(WHERE
        seen.name = 'points_earned') AS earned,
      COUNT(*) FILTER(WHERE
        seen.name = 'recommendation_accepted') AS hits,
      COUNT(*) FILTER(WHERE
        seen.name = 'recommendation_shown') AS tries,
      COUNT(*) FILTER(WHERE
        seen.name = 'early_access_used') AS early_access_uptake_hits,
      COUNT(*) FILTER(WHERE
        seen.name = 'early_access_offered') AS early_access_uptake_tries,
      COUNT(*) FILTER(WHERE
        seen.name = 'gathering_attended') AS attendance_rate_hits,
      COUNT(*) FILTER(WHERE
        seen.name = 'gathering_invited') AS attendance_rate_tries
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
), frames_standing AS (
  SELECT
    *
  FROM VALUES
    (
      1,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
    ) AS given(frame, opens, starts, ends, quiet)
), seen_standing AS (
  SELECT
    events.name,
    COALESCE(events.customer, -1 - events.bucket) AS unit,
    events.customer AS customer,
    events.at AS moment,
    events.bucket,
    COALESCE(CASE WHEN events.customer IS NULL THEN events.region ELSE customers.region END, '') AS region
  FROM events
  LEFT JOIN customers
    ON customers.id = events.customer
  WHERE
    events.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND events.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      NOT seen.name IN (
        'community_question',
        'community_answer',
        'idea_posted',
        'idea_voted',
        'idea_shipped',
        'review_written',
        'points_earned',
        'points_redeemed',
        'recommendation_shown',
        'recommendation_accepted',
        'early_access_offered',
        'early_access_used',
        'gathering_invited',
        'gathering_attended'
      )
      AND DATEDIFF(SECOND, seen.moment, frames.ends) <= 30 * 86400) AS lately,
    COUNT(*) AS events
  FROM seen_standing AS seen
  JOIN frames_standing AS frames
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
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND uses > 0) AS DOUBLE) AS part_1,
  CAST(SUM(uses) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND posts > 0) AS DOUBLE) AS part_3,
  CAST(SUM(answers) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_4,
  CAST(SUM(answers) AS DOUBLE) AS part_5,
  CAST(SUM(shipped) AS DOUBLE) AS part_6,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND took_part > 0) AS DOUBLE) AS part_7,
  CAST(SUM(redeemed) AS DOUBLE) AS part_8,
  CAST(SUM(earned) AS DOUBLE) AS part_9,
  CAST(COUNT(*) FILTER(WHERE
    earned > 0) AS DOUBLE) AS part_10,
  CAST(SUM(hits) AS DOUBLE) AS part_11,
  CAST(SUM(tries) AS DOUBLE) AS part_12,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_13,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_14,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_15,
  CAST(SUM(early_access_uptake_hits) AS DOUBLE) AS part_16,
  CAST(SUM(early_access_uptake_tries) AS DOUBLE) AS part_17,
  CAST(SUM(early_access_uptake_hits * early_access_uptake_hits) AS DOUBLE) AS part_18,
  CAST(SUM(early_access_uptake_hits * early_access_uptake_tries) AS DOUBLE) AS part_19,
  CAST(SUM(early_access_uptake_tries * early_access_uptake_tries) AS DOUBLE) AS part_20,
  CAST(SUM(attendance_rate_hits) AS DOUBLE) AS part_21,
  CAST(SUM(attendance_rate_tries) AS DOUBLE) AS part_22,
  CAST(SUM(attendance_rate_hits * attendance_rate_hits) AS DOUBLE) AS part_23,
  CAST(SUM(attendance_rate_hits * attendance_rate_tries) AS DOUBLE) AS part_24,
  CAST(SUM(attendance_rate_tries * attendance_rate_tries) AS DOUBLE) AS part_25
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
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND uses > 0) AS DOUBLE) AS part_1,
  CAST(SUM(uses) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND posts > 0) AS DOUBLE) AS part_3,
  CAST(SUM(answers) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_4,
  CAST(SUM(answers) AS DOUBLE) AS part_5,
  CAST(SUM(shipped) AS DOUBLE) AS part_6,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND took_part > 0) AS DOUBLE) AS part_7,
  CAST(SUM(redeemed) AS DOUBLE) AS part_8,
  CAST(SUM(earned) AS DOUBLE) AS part_9,
  CAST(COUNT(*) FILTER(WHERE
    earned > 0) AS DOUBLE) AS part_10,
  CAST(SUM(hits) AS DOUBLE) AS part_11,
  CAST(SUM(tries) AS DOUBLE) AS part_12,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_13,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_14,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_15,
  CAST(SUM(early_access_uptake_hits) AS DOUBLE) AS part_16,
  CAST(SUM(early_access_uptake_tries) AS DOUBLE) AS part_17,
  CAST(SUM(early_access_uptake_hits * early_access_uptake_hits) AS DOUBLE) AS part_18,
  CAST(SUM(early_access_uptake_hits * early_access_uptake_tries) AS DOUBLE) AS part_19,
  CAST(SUM(early_access_uptake_tries * early_access_uptake_tries) AS DOUBLE) AS part_20,
  CAST(SUM(attendance_rate_hits) AS DOUBLE) AS part_21,
  CAST(SUM(attendance_rate_tries) AS DOUBLE) AS part_22,
  CAST(SUM(attendance_rate_hits * attendance_rate_hits) AS DOUBLE) AS part_23,
  CAST(SUM(attendance_rate_hits * attendance_rate_tries) AS DOUBLE) AS part_24,
  CAST(SUM(attendance_rate_tries * attendance_rate_tries) AS DOUBLE) AS part_25
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
UNION ALL
SELECT
  CAST(NULL AS BIGINT) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND lately > 0) AS DOUBLE) AS part_1,
  CAST(SUM(events) AS DOUBLE) AS part_2,
  CAST(NULL AS DOUBLE) AS part_3,
  CAST(NULL AS DOUBLE) AS part_4,
  CAST(NULL AS DOUBLE) AS part_5,
  CAST(NULL AS DOUBLE) AS part_6,
  CAST(NULL AS DOUBLE) AS part_7,
  CAST(NULL AS DOUBLE) AS part_8,
  CAST(NULL AS DOUBLE) AS part_9,
  CAST(NULL AS DOUBLE) AS part_10,
  CAST(NULL AS DOUBLE) AS part_11,
  CAST(NULL AS DOUBLE) AS part_12,
  CAST(NULL AS DOUBLE) AS part_13,
  CAST(NULL AS DOUBLE) AS part_14,
  CAST(NULL AS DOUBLE) AS part_15,
  CAST(NULL AS DOUBLE) AS part_16,
  CAST(NULL AS DOUBLE) AS part_17,
  CAST(NULL AS DOUBLE) AS part_18,
  CAST(NULL AS DOUBLE) AS part_19,
  CAST(NULL AS DOUBLE) AS part_20,
  CAST(NULL AS DOUBLE) AS part_21,
  CAST(NULL AS DOUBLE) AS part_22,
  CAST(NULL AS DOUBLE) AS part_23,
  CAST(NULL AS DOUBLE) AS part_24,
  CAST(NULL AS DOUBLE) AS part_25
FROM units_standing AS units
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
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND lately > 0) AS DOUBLE) AS part_1,
  CAST(SUM(events) AS DOUBLE) AS part_2,
  CAST(NULL AS DOUBLE) AS part_3,
  CAST(NULL AS DOUBLE) AS part_4,
  CAST(NULL AS DOUBLE) AS part_5,
  CAST(NULL AS DOUBLE) AS part_6,
  CAST(NULL AS DOUBLE) AS part_7,
  CAST(NULL AS DOUBLE) AS part_8,
  CAST(NULL AS DOUBLE) AS part_9,
  CAST(NULL AS DOUBLE) AS part_10,
  CAST(NULL AS DOUBLE) AS part_11,
  CAST(NULL AS DOUBLE) AS part_12,
  CAST(NULL AS DOUBLE) AS part_13,
  CAST(NULL AS DOUBLE) AS part_14,
  CAST(NULL AS DOUBLE) AS part_15,
  CAST(NULL AS DOUBLE) AS part_16,
  CAST(NULL AS DOUBLE) AS part_17,
  CAST(NULL AS DOUBLE) AS part_18,
  CAST(NULL AS DOUBLE) AS part_19,
  CAST(NULL AS DOUBLE) AS part_20,
  CAST(NULL AS DOUBLE) AS part_21,
  CAST(NULL AS DOUBLE) AS part_22,
  CAST(NULL AS DOUBLE) AS part_23,
  CAST(NULL AS DOUBLE) AS part_24,
  CAST(NULL AS DOUBLE) AS part_25
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
