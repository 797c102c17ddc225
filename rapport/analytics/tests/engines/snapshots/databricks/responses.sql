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
      responses.kind,
      responses.score,
      LEAD(responses.at) OVER (
        PARTITION BY COALESCE(responses.customer, -1 - responses.id), responses.kind
        ORDER BY responses.at NULLS LAST, responses.id NULLS LAST
      ) AS next_at,
      complaints.complaint_resolved_at,
      COALESCE(responses.customer, -1 - responses.id) AS unit,
      responses.customer AS customer,
      responses.at AS moment,
      responses.bucket,
      COALESCE(responses.region, '') AS region
    FROM responses
    LEFT JOIN (
      SELECT
        responses.id AS answer,
        MAX(tickets.resolved_at) AS complaint_resolved_at
      FROM responses
      JOIN tickets
        ON tickets.customer = responses.customer AND tickets.resolved_at <= responses.at
      WHERE
        tickets.complaint
      GROUP BY
        responses.id
    ) AS complaints
      ON complaints.answer = responses.id
    WHERE
      responses.at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND responses.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
        seen.kind = 'nps'
        AND (
          seen.next_at IS NULL OR seen.next_at >= frames.ends
        )
        AND seen.score >= 9) AS promoters,
      COUNT(*) FILTER(WHERE
        seen.kind = 'nps'
        AND (
          seen.next_at IS NULL OR seen.next_at >= frames.ends
        )
        AND seen.score <= 6) AS detractors,
      COUNT(*) FILTER(WHERE
        seen.kind = 'nps' AND (
          seen.next_at IS NULL OR seen.next_at >= frames.ends
        )) AS answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'csat' AND seen.score >= 4 AND TRUE) AS top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'csat' AND TRUE) AS csat_answers,
      SUM(seen.score) FILTER(WHERE
        seen.kind = 'csat') AS score,
      COUNT(*) FILTER(WHERE
        seen.kind = 'csat') AS csat_mean_answers,
      SUM(seen.score) FILTER(WHERE
        seen.kind = 'ces') AS ces_score,
      COUNT(*) FILTER(WHERE
        seen.kind = 'ces') AS ces_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'ces' AND seen.score >= 5 AND TRUE) AS ces_share_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'ces' AND TRUE) AS ces_share_answers,
      COUNT(*) AS responses_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'nps'
        AND (
          seen.next_at IS NULL OR seen.next_at >= frames.ends
        )
        AND seen.score > 6
        AND seen.score < 9) AS hits,
      SUM(seen.score) FILTER(WHERE
        seen.kind = 'emotion') AS emotion_score,
      COUNT(*) FILTER(WHERE
        seen.kind = 'emotion') AS emotion_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'trust' AND seen.score >= 4 AND TRUE) AS trust_share_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'trust' AND TRUE) AS trust_share_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'valued' AND seen.score >= 4 AND TRUE) AS valued_share_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'valued' AND TRUE) AS valued_share_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'recommend' AND seen.score >= 4 AND TRUE) AS recommend_share_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'recommend' AND TRUE) AS recommend_share_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'spoke' AND seen.score >= 1 AND TRUE) AS spoke_share_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'spoke' AND TRUE) AS spoke_share_answers,
      SUM(seen.score) FILTER(WHERE
        seen.kind = 'wallet') AS wallet_share_score,
      COUNT(*) FILTER(WHERE
        seen.kind = 'wallet') AS wallet_share_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'employee' AND seen.score >= 4 AND TRUE) AS employee_satisfaction_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'employee' AND TRUE) AS employee_satisfaction_answers,
      COUNT(*) FILTER(WHERE
        seen.kind = 'csat'
        AND seen.score >= 4
        AND DATEDIFF(SECOND, seen.complaint_resolved_at, seen.moment) < 30 * 86400) AS csat_after_complaint_top,
      COUNT(*) FILTER(WHERE
        seen.kind = 'csat'
        AND DATEDIFF(SECOND, seen.complaint_resolved_at, seen.moment) < 30 * 86400) AS csat_after_complaint_answers
    FROM seen_condensed AS seen
    LEFT JOIN VALUES
      (
        1,
        CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP),
        CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP),
        CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
      ) AS frames(step, starts, ends, quiet)
      ON frames.step = seen.step
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
), frames_silence AS (
  SELECT
    *
  FROM VALUES
    (
      1,
      CAST('2025-10-03 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
    ) AS given(frame, opens, starts, ends, quiet)
), seen_silence AS (
  SELECT
    responses.kind,
    responses.score,
    LEAD(responses.at) OVER (
      PARTITION BY COALESCE(responses.customer, -1 - responses.id), responses.kind
      ORDER BY responses.at NULLS LAST, responses.id NULLS LAST
    ) AS next_at,
    COALESCE(responses.customer, -1 - responses.id) AS unit,
    responses.customer AS customer,
    responses.at AS moment,
    responses.bucket,
    COALESCE(
      CASE WHEN responses.customer IS NULL THEN responses.region ELSE customers.region END,
      ''
    ) AS region
  FROM responses
  LEFT JOIN customers
    ON customers.id = responses.customer
  WHERE
    responses.at >= CAST('2025-10-03 00:00:00+00:00' AS TIMESTAMP)
    AND responses.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_silence AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    SUM(seen.score) FILTER(WHERE
      seen.kind = 'nps' AND (
        seen.next_at IS NULL OR seen.next_at >= frames.ends
      )) AS score,
    COUNT(*) FILTER(WHERE
      seen.kind = 'nps' AND (
        seen.next_at IS NULL OR seen.next_at >= frames.ends
      )) AS answers
  FROM seen_silence AS seen
  JOIN frames_silence AS frames
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
  CAST(SUM(promoters) AS DOUBLE) AS part_1,
  CAST(SUM(detractors) AS DOUBLE) AS part_2,
  CAST(SUM(answers) AS DOUBLE) AS part_3,
  CAST(SUM(top) AS DOUBLE) AS part_4,
  CAST(SUM(csat_answers) AS DOUBLE) AS part_5,
  CAST(SUM(top * top) AS DOUBLE) AS part_6,
  CAST(SUM(top * csat_answers) AS DOUBLE) AS part_7,
  CAST(SUM(csat_answers * csat_answers) AS DOUBLE) AS part_8,
  CAST(SUM(score) AS DOUBLE) AS part_9,
  CAST(SUM(csat_mean_answers) AS DOUBLE) AS part_10,
  CAST(COUNT(*) FILTER(WHERE
    csat_mean_answers > 0) AS DOUBLE) AS part_11,
  CAST(SUM(score * score) AS DOUBLE) AS part_12,
  CAST(SUM(score * csat_mean_answers) AS DOUBLE) AS part_13,
  CAST(SUM(csat_mean_answers * csat_mean_answers) AS DOUBLE) AS part_14,
  CAST(SUM(ces_score) AS DOUBLE) AS part_15,
  CAST(SUM(ces_answers) AS DOUBLE) AS part_16,
  CAST(COUNT(*) FILTER(WHERE
    ces_answers > 0) AS DOUBLE) AS part_17,
  CAST(SUM(ces_score * ces_score) AS DOUBLE) AS part_18,
  CAST(SUM(ces_score * ces_answers) AS DOUBLE) AS part_19,
  CAST(SUM(ces_answers * ces_answers) AS DOUBLE) AS part_20,
  CAST(SUM(ces_share_top) AS DOUBLE) AS part_21,
  CAST(SUM(ces_share_answers) AS DOUBLE) AS part_22,
  CAST(SUM(ces_share_top * ces_share_top) AS DOUBLE) AS part_23,
  CAST(SUM(ces_share_top * ces_share_answers) AS DOUBLE) AS part_24,
  CAST(SUM(ces_share_answers * ces_share_answers) AS DOUBLE) AS part_25,
  CAST(SUM(responses_answers) AS DOUBLE) AS part_26,
  CAST(SUM(hits) AS DOUBLE) AS part_27,
  CAST(SUM(emotion_score) AS DOUBLE) AS part_28,
  CAST(SUM(emotion_answers) AS DOUBLE) AS part_29,
  CAST(COUNT(*) FILTER(WHERE
    emotion_answers > 0) AS DOUBLE) AS part_30,
  CAST(SUM(emotion_score * emotion_score) AS DOUBLE) AS part_31,
  CAST(SUM(emotion_score * emotion_answers) AS DOUBLE) AS part_32,
  CAST(SUM(emotion_answers * emotion_answers) AS DOUBLE) AS part_33,
  CAST(SUM(trust_share_top) AS DOUBLE) AS part_34,
  CAST(SUM(trust_share_answers) AS DOUBLE) AS part_35,
  CAST(SUM(trust_share_top * trust_share_top) AS DOUBLE) AS part_36,
  CAST(SUM(trust_share_top * trust_share_answers) AS DOUBLE) AS part_37,
  CAST(SUM(trust_share_answers * trust_share_answers) AS DOUBLE) AS part_38,
  CAST(SUM(valued_share_top) AS DOUBLE) AS part_39,
  CAST(SUM(valued_share_answers) AS DOUBLE) AS part_40,
  CAST(SUM(valued_share_top * valued_share_top) AS DOUBLE) AS part_41,
  CAST(SUM(valued_share_top * valued_share_answers) AS DOUBLE) AS part_42,
  CAST(SUM(valued_share_answers * valued_share_answers) AS DOUBLE) AS part_43,
  CAST(SUM(recommend_share_top) AS DOUBLE) AS part_44,
  CAST(SUM(recommend_share_answers) AS DOUBLE) AS part_45,
  CAST(SUM(recommend_share_top * recommend_share_top) AS DOUBLE) AS part_46,
  CAST(SUM(recommend_share_top * recommend_share_answers) AS DOUBLE) AS part_47,
  CAST(SUM(recommend_share_answers * recommend_share_answers) AS DOUBLE) AS part_48,
  CAST(SUM(spoke_share_top) AS DOUBLE) AS part_49,
  CAST(SUM(spoke_share_answers) AS DOUBLE) AS part_50,
  CAST(SUM(spoke_share_top * spoke_share_top) AS DOUBLE) AS part_51,
  CAST(SUM(spoke_share_top * spoke_share_answers) AS DOUBLE) AS part_52,
  CAST(SUM(spoke_share_answers * spoke_share_answers) AS DOUBLE) AS part_53,
  CAST(SUM(wallet_share_score) AS DOUBLE) AS part_54,
  CAST(SUM(wallet_share_answers) AS DOUBLE) AS part_55,
  CAST(COUNT(*) FILTER(WHERE
    wallet_share_answers > 0) AS DOUBLE) AS part_56,
  CAST(SUM(wallet_share_score * wallet_share_score) AS DOUBLE) AS part_57,
  CAST(SUM(wallet_share_score * wallet_share_answers) AS DOUBLE) AS part_58,
  CAST(SUM(wallet_share_answers * wallet_share_answers) AS DOUBLE) AS part_59,
  CAST(SUM(employee_satisfaction_top) AS DOUBLE) AS part_60,
  CAST(SUM(employee_satisfaction_answers) AS DOUBLE) AS part_61,
  CAST(SUM(employee_satisfaction_top * employee_satisfaction_top) AS DOUBLE) AS part_62,
  CAST(SUM(employee_satisfaction_top * employee_satisfaction_answers) AS DOUBLE) AS part_63,
  CAST(SUM(employee_satisfaction_answers * employee_satisfaction_answers) AS DOUBLE) AS part_64,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND responses_answers > 0) AS DOUBLE) AS part_65,
  CAST(SUM(csat_after_complaint_top) AS DOUBLE) AS part_66,
  CAST(SUM(csat_after_complaint_answers) AS DOUBLE) AS part_67,
  CAST(SUM(csat_after_complaint_top * csat_after_complaint_top) AS DOUBLE) AS part_68,
  CAST(SUM(csat_after_complaint_top * csat_after_complaint_answers) AS DOUBLE) AS part_69,
  CAST(SUM(csat_after_complaint_answers * csat_after_complaint_answers) AS DOUBLE) AS part_70,
  CAST(SUM(responses_answers) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_71
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
  CAST(SUM(promoters) AS DOUBLE) AS part_1,
  CAST(SUM(detractors) AS DOUBLE) AS part_2,
  CAST(SUM(answers) AS DOUBLE) AS part_3,
  CAST(SUM(top) AS DOUBLE) AS part_4,
  CAST(SUM(csat_answers) AS DOUBLE) AS part_5,
  CAST(SUM(top * top) AS DOUBLE) AS part_6,
  CAST(SUM(top * csat_answers) AS DOUBLE) AS part_7,
  CAST(SUM(csat_answers * csat_answers) AS DOUBLE) AS part_8,
  CAST(SUM(score) AS DOUBLE) AS part_9,
  CAST(SUM(csat_mean_answers) AS DOUBLE) AS part_10,
  CAST(COUNT(*) FILTER(WHERE
    csat_mean_answers > 0) AS DOUBLE) AS part_11,
  CAST(SUM(score * score) AS DOUBLE) AS part_12,
  CAST(SUM(score * csat_mean_answers) AS DOUBLE) AS part_13,
  CAST(SUM(csat_mean_answers * csat_mean_answers) AS DOUBLE) AS part_14,
  CAST(SUM(ces_score) AS DOUBLE) AS part_15,
  CAST(SUM(ces_answers) AS DOUBLE) AS part_16,
  CAST(COUNT(*) FILTER(WHERE
    ces_answers > 0) AS DOUBLE) AS part_17,
  CAST(SUM(ces_score * ces_score) AS DOUBLE) AS part_18,
  CAST(SUM(ces_score * ces_answers) AS DOUBLE) AS part_19,
  CAST(SUM(ces_answers * ces_answers) AS DOUBLE) AS part_20,
  CAST(SUM(ces_share_top) AS DOUBLE) AS part_21,
  CAST(SUM(ces_share_answers) AS DOUBLE) AS part_22,
  CAST(SUM(ces_share_top * ces_share_top) AS DOUBLE) AS part_23,
  CAST(SUM(ces_share_top * ces_share_answers) AS DOUBLE) AS part_24,
  CAST(SUM(ces_share_answers * ces_share_answers) AS DOUBLE) AS part_25,
  CAST(SUM(responses_answers) AS DOUBLE) AS part_26,
  CAST(SUM(hits) AS DOUBLE) AS part_27,
  CAST(SUM(emotion_score) AS DOUBLE) AS part_28,
  CAST(SUM(emotion_answers) AS DOUBLE) AS part_29,
  CAST(COUNT(*) FILTER(WHERE
    emotion_answers > 0) AS DOUBLE) AS part_30,
  CAST(SUM(emotion_score * emotion_score) AS DOUBLE) AS part_31,
  CAST(SUM(emotion_score * emotion_answers) AS DOUBLE) AS part_32,
  CAST(SUM(emotion_answers * emotion_answers) AS DOUBLE) AS part_33,
  CAST(SUM(trust_share_top) AS DOUBLE) AS part_34,
  CAST(SUM(trust_share_answers) AS DOUBLE) AS part_35,
  CAST(SUM(trust_share_top * trust_share_top) AS DOUBLE) AS part_36,
  CAST(SUM(trust_share_top * trust_share_answers) AS DOUBLE) AS part_37,
  CAST(SUM(trust_share_answers * trust_share_answers) AS DOUBLE) AS part_38,
  CAST(SUM(valued_share_top) AS DOUBLE) AS part_39,
  CAST(SUM(valued_share_answers) AS DOUBLE) AS part_40,
  CAST(SUM(valued_share_top * valued_share_top) AS DOUBLE) AS part_41,
  CAST(SUM(valued_share_top * valued_share_answers) AS DOUBLE) AS part_42,
  CAST(SUM(valued_share_answers * valued_share_answers) AS DOUBLE) AS part_43,
  CAST(SUM(recommend_share_top) AS DOUBLE) AS part_44,
  CAST(SUM(recommend_share_answers) AS DOUBLE) AS part_45,
  CAST(SUM(recommend_share_top * recommend_share_top) AS DOUBLE) AS part_46,
  CAST(SUM(recommend_share_top * recommend_share_answers) AS DOUBLE) AS part_47,
  CAST(SUM(recommend_share_answers * recommend_share_answers) AS DOUBLE) AS part_48,
  CAST(SUM(spoke_share_top) AS DOUBLE) AS part_49,
  CAST(SUM(spoke_share_answers) AS DOUBLE) AS part_50,
  CAST(SUM(spoke_share_top * spoke_share_top) AS DOUBLE) AS part_51,
  CAST(SUM(spoke_share_top * spoke_share_answers) AS DOUBLE) AS part_52,
  CAST(SUM(spoke_share_answers * spoke_share_answers) AS DOUBLE) AS part_53,
  CAST(SUM(wallet_share_score) AS DOUBLE) AS part_54,
  CAST(SUM(wallet_share_answers) AS DOUBLE) AS part_55,
  CAST(COUNT(*) FILTER(WHERE
    wallet_share_answers > 0) AS DOUBLE) AS part_56,
  CAST(SUM(wallet_share_score * wallet_share_score) AS DOUBLE) AS part_57,
  CAST(SUM(wallet_share_score * wallet_share_answers) AS DOUBLE) AS part_58,
  CAST(SUM(wallet_share_answers * wallet_share_answers) AS DOUBLE) AS part_59,
  CAST(SUM(employee_satisfaction_top) AS DOUBLE) AS part_60,
  CAST(SUM(employee_satisfaction_answers) AS DOUBLE) AS part_61,
  CAST(SUM(employee_satisfaction_top * employee_satisfaction_top) AS DOUBLE) AS part_62,
  CAST(SUM(employee_satisfaction_top * employee_satisfaction_answers) AS DOUBLE) AS part_63,
  CAST(SUM(employee_satisfaction_answers * employee_satisfaction_answers) AS DOUBLE) AS part_64,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND responses_answers > 0) AS DOUBLE) AS part_65,
  CAST(SUM(csat_after_complaint_top) AS DOUBLE) AS part_66,
  CAST(SUM(csat_after_complaint_answers) AS DOUBLE) AS part_67,
  CAST(SUM(csat_after_complaint_top * csat_after_complaint_top) AS DOUBLE) AS part_68,
  CAST(SUM(csat_after_complaint_top * csat_after_complaint_answers) AS DOUBLE) AS part_69,
  CAST(SUM(csat_after_complaint_answers * csat_after_complaint_answers) AS DOUBLE) AS part_70,
  CAST(SUM(responses_answers) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_71
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
  CAST(CAST(SUM(score) AS DOUBLE) / NULLIF(10.0, 0) AS DOUBLE) AS part_1,
  CAST(SUM(answers) AS DOUBLE) AS part_2,
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
  CAST(NULL AS DOUBLE) AS part_25,
  CAST(NULL AS DOUBLE) AS part_26,
  CAST(NULL AS DOUBLE) AS part_27,
  CAST(NULL AS DOUBLE) AS part_28,
  CAST(NULL AS DOUBLE) AS part_29,
  CAST(NULL AS DOUBLE) AS part_30,
  CAST(NULL AS DOUBLE) AS part_31,
  CAST(NULL AS DOUBLE) AS part_32,
  CAST(NULL AS DOUBLE) AS part_33,
  CAST(NULL AS DOUBLE) AS part_34,
  CAST(NULL AS DOUBLE) AS part_35,
  CAST(NULL AS DOUBLE) AS part_36,
  CAST(NULL AS DOUBLE) AS part_37,
  CAST(NULL AS DOUBLE) AS part_38,
  CAST(NULL AS DOUBLE) AS part_39,
  CAST(NULL AS DOUBLE) AS part_40,
  CAST(NULL AS DOUBLE) AS part_41,
  CAST(NULL AS DOUBLE) AS part_42,
  CAST(NULL AS DOUBLE) AS part_43,
  CAST(NULL AS DOUBLE) AS part_44,
  CAST(NULL AS DOUBLE) AS part_45,
  CAST(NULL AS DOUBLE) AS part_46,
  CAST(NULL AS DOUBLE) AS part_47,
  CAST(NULL AS DOUBLE) AS part_48,
  CAST(NULL AS DOUBLE) AS part_49,
  CAST(NULL AS DOUBLE) AS part_50,
  CAST(NULL AS DOUBLE) AS part_51,
  CAST(NULL AS DOUBLE) AS part_52,
  CAST(NULL AS DOUBLE) AS part_53,
  CAST(NULL AS DOUBLE) AS part_54,
  CAST(NULL AS DOUBLE) AS part_55,
  CAST(NULL AS DOUBLE) AS part_56,
  CAST(NULL AS DOUBLE) AS part_57,
  CAST(NULL AS DOUBLE) AS part_58,
  CAST(NULL AS DOUBLE) AS part_59,
  CAST(NULL AS DOUBLE) AS part_60,
  CAST(NULL AS DOUBLE) AS part_61,
  CAST(NULL AS DOUBLE) AS part_62,
  CAST(NULL AS DOUBLE) AS part_63,
  CAST(NULL AS DOUBLE) AS part_64,
  CAST(NULL AS DOUBLE) AS part_65,
  CAST(NULL AS DOUBLE) AS part_66,
  CAST(NULL AS DOUBLE) AS part_67,
  CAST(NULL AS DOUBLE) AS part_68,
  CAST(NULL AS DOUBLE) AS part_69,
  CAST(NULL AS DOUBLE) AS part_70,
  CAST(NULL AS DOUBLE) AS part_71
FROM units_silence AS units
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
  CAST(CAST(SUM(score) AS DOUBLE) / NULLIF(10.0, 0) AS DOUBLE) AS part_1,
  CAST(SUM(answers) AS DOUBLE) AS part_2,
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
  CAST(NULL AS DOUBLE) AS part_25,
  CAST(NULL AS DOUBLE) AS part_26,
  CAST(NULL AS DOUBLE) AS part_27,
  CAST(NULL AS DOUBLE) AS part_28,
  CAST(NULL AS DOUBLE) AS part_29,
  CAST(NULL AS DOUBLE) AS part_30,
  CAST(NULL AS DOUBLE) AS part_31,
  CAST(NULL AS DOUBLE) AS part_32,
  CAST(NULL AS DOUBLE) AS part_33,
  CAST(NULL AS DOUBLE) AS part_34,
  CAST(NULL AS DOUBLE) AS part_35,
  CAST(NULL AS DOUBLE) AS part_36,
  CAST(NULL AS DOUBLE) AS part_37,
  CAST(NULL AS DOUBLE) AS part_38,
  CAST(NULL AS DOUBLE) AS part_39,
  CAST(NULL AS DOUBLE) AS part_40,
  CAST(NULL AS DOUBLE) AS part_41,
  CAST(NULL AS DOUBLE) AS part_42,
  CAST(NULL AS DOUBLE) AS part_43,
  CAST(NULL AS DOUBLE) AS part_44,
  CAST(NULL AS DOUBLE) AS part_45,
  CAST(NULL AS DOUBLE) AS part_46,
  CAST(NULL AS DOUBLE) AS part_47,
  CAST(NULL AS DOUBLE) AS part_48,
  CAST(NULL AS DOUBLE) AS part_49,
  CAST(NULL AS DOUBLE) AS part_50,
  CAST(NULL AS DOUBLE) AS part_51,
  CAST(NULL AS DOUBLE) AS part_52,
  CAST(NULL AS DOUBLE) AS part_53,
  CAST(NULL AS DOUBLE) AS part_54,
  CAST(NULL AS DOUBLE) AS part_55,
  CAST(NULL AS DOUBLE) AS part_56,
  CAST(NULL AS DOUBLE) AS part_57,
  CAST(NULL AS DOUBLE) AS part_58,
  CAST(NULL AS DOUBLE) AS part_59,
  CAST(NULL AS DOUBLE) AS part_60,
  CAST(NULL AS DOUBLE) AS part_61,
  CAST(NULL AS DOUBLE) AS part_62,
  CAST(NULL AS DOUBLE) AS part_63,
  CAST(NULL AS DOUBLE) AS part_64,
  CAST(NULL AS DOUBLE) AS part_65,
  CAST(NULL AS DOUBLE) AS part_66,
  CAST(NULL AS DOUBLE) AS part_67,
  CAST(NULL AS DOUBLE) AS part_68,
  CAST(NULL AS DOUBLE) AS part_69,
  CAST(NULL AS DOUBLE) AS part_70,
  CAST(NULL AS DOUBLE) AS part_71
FROM units_silence AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
