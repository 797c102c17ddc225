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
), seen_condensed AS (
  SELECT
    seen.*,
    CASE
      WHEN seen.moment < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
      THEN CASE
        WHEN seen.moment < CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ)
        THEN 0
        ELSE 1
      END
      ELSE 2
    END AS step
  FROM (
    SELECT
      tickets.channel,
      tickets.route,
      tickets.handed_over,
      tickets.complaint,
      tickets.saved,
      tickets.minutes,
      tickets.cost,
      COALESCE(tickets.customer, -1 - tickets.bucket) AS unit,
      tickets.customer AS customer,
      tickets.opened_at AS moment,
      tickets.bucket,
      COALESCE(tickets.region, '') AS region
    FROM tickets
    WHERE
      tickets.opened_at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ)
      AND tickets.opened_at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
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
      COUNT(*) AS opened,
      COUNT_IF(
        seen.route IN ('self_service', 'automated')
        AND NOT COALESCE(seen.handed_over, FALSE)
      ) AS hits,
      COUNT(seen.route) AS tries,
      COUNT_IF(
        seen.route = 'automated' AND NOT seen.handed_over IS NULL AND NOT seen.handed_over
      ) AS containment_rate_hits,
      COUNT_IF(seen.route = 'automated' AND NOT seen.handed_over IS NULL) AS containment_rate_tries,
      COUNT_IF(seen.route = 'automated' AND NOT seen.handed_over IS NULL AND seen.handed_over) AS hand_over_rate_hits,
      COUNT_IF(seen.complaint) AS complaints,
      COUNT_IF(seen.saved) AS save_rate_hits,
      COUNT(seen.saved) AS save_rate_tries,
      COUNT(DISTINCT seen.channel) AS channels,
      COUNT(seen.cost) AS costed,
      SUM(seen.cost) AS cost,
      COUNT_IF(seen.cost IS NULL AND NOT seen.minutes IS NULL) AS timed,
      SUM(IFF(seen.cost IS NULL, seen.minutes, NULL)) AS minutes
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
  FROM (VALUES
    (1, 0)) AS given(step, frame)
), frames_standing AS (
  SELECT
    *
  FROM (VALUES
    (
      1,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMPTZ)
    )) AS given(frame, opens, starts, ends, quiet)
), seen_standing AS (
  SELECT
    tickets.opened_at,
    tickets.first_response_at,
    tickets.resolved_at,
    tickets.response_minutes,
    tickets.resolution_minutes,
    tickets.route,
    tickets.handed_over,
    tickets.complaint,
    tickets.reopened,
    COALESCE(tickets.customer, -1 - tickets.bucket) AS unit,
    tickets.customer AS customer,
    tickets.opened_at AS moment,
    tickets.bucket,
    COALESCE(
      CASE WHEN tickets.customer IS NULL THEN tickets.region ELSE customers.region END,
      ''
    ) AS region
  FROM tickets
  LEFT JOIN customers
    ON customers.id = tickets.customer
  WHERE
    tickets.opened_at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMPTZ)
    AND tickets.opened_at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMPTZ)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT_IF(seen.resolved_at IS NULL OR seen.resolved_at >= frames.ends) AS waiting,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1.0
    ) AS bin_0,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1.259921
    ) AS bin_1,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1.259921
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1.587401
    ) AS bin_2,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1.587401
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 2.0
    ) AS bin_3,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 2.519842
    ) AS bin_4,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2.519842
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 3.174802
    ) AS bin_5,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 3.174802
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 4.0
    ) AS bin_6,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 4.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 5.039684
    ) AS bin_7,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 5.039684
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 6.349604
    ) AS bin_8,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 6.349604
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 8.0
    ) AS bin_9,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 8.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 10.079368
    ) AS bin_10,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 10.079368
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 12.699208
    ) AS bin_11,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 12.699208
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 16.0
    ) AS bin_12,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 16.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 20.158737
    ) AS bin_13,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 20.158737
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 25.398417
    ) AS bin_14,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 25.398417
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 32.0
    ) AS bin_15,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 32.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 40.317474
    ) AS bin_16,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 40.317474
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 50.796834
    ) AS bin_17,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 50.796834
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 64.0
    ) AS bin_18,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 64.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 80.634947
    ) AS bin_19,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 80.634947
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 101.593667
    ) AS bin_20,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 101.593667
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 128.0
    ) AS bin_21,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 128.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 161.269894
    ) AS bin_22,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 161.269894
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 203.187335
    ) AS bin_23,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 203.187335
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 256.0
    ) AS bin_24,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 256.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 322.539789
    ) AS bin_25,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 322.539789
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 406.374669
    ) AS bin_26,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 406.374669
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 512.0
    ) AS bin_27,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 512.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 645.079578
    ) AS bin_28,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 645.079578
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 812.749339
    ) AS bin_29,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 812.749339
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1024.0
    ) AS bin_30,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1024.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1290.159155
    ) AS bin_31,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1290.159155
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1625.498677
    ) AS bin_32,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1625.498677
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 2048.0
    ) AS bin_33,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2048.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 2580.31831
    ) AS bin_34,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2580.31831
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 3250.997354
    ) AS bin_35,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 3250.997354
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 4096.0
    ) AS bin_36,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 4096.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 5160.63662
    ) AS bin_37,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 5160.63662
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 6501.994709
    ) AS bin_38,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 6501.994709
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 8192.0
    ) AS bin_39,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 8192.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 10321.273241
    ) AS bin_40,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 10321.273241
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 13003.989418
    ) AS bin_41,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 13003.989418
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 16384.0
    ) AS bin_42,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 16384.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 20642.546481
    ) AS bin_43,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 20642.546481
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 26007.978835
    ) AS bin_44,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 26007.978835
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 32768.0
    ) AS bin_45,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 32768.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 41285.092963
    ) AS bin_46,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 41285.092963
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 52015.957671
    ) AS bin_47,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 52015.957671
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 65536.0
    ) AS bin_48,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 65536.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 82570.185926
    ) AS bin_49,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 82570.185926
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 104031.915342
    ) AS bin_50,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 104031.915342
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 131072.0
    ) AS bin_51,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 131072.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 165140.371852
    ) AS bin_52,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 165140.371852
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 208063.830684
    ) AS bin_53,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 208063.830684
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 262144.0
    ) AS bin_54,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 262144.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 330280.743704
    ) AS bin_55,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 330280.743704
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 416127.661367
    ) AS bin_56,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 416127.661367
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 524288.0
    ) AS bin_57,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 524288.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 660561.487407
    ) AS bin_58,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 660561.487407
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 832255.322734
    ) AS bin_59,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 832255.322734
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) < 1048576.0
    ) AS bin_60,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1048576.0
    ) AS bin_61,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1.0
    ) AS resolution_median_bin_0,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1.259921
    ) AS resolution_median_bin_1,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1.259921
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1.587401
    ) AS resolution_median_bin_2,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1.587401
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 2.0
    ) AS resolution_median_bin_3,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 2.519842
    ) AS resolution_median_bin_4,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2.519842
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 3.174802
    ) AS resolution_median_bin_5,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 3.174802
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 4.0
    ) AS resolution_median_bin_6,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 4.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 5.039684
    ) AS resolution_median_bin_7,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 5.039684
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 6.349604
    ) AS resolution_median_bin_8,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 6.349604
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 8.0
    ) AS resolution_median_bin_9,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 8.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 10.079368
    ) AS resolution_median_bin_10,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 10.079368
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 12.699208
    ) AS resolution_median_bin_11,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 12.699208
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 16.0
    ) AS resolution_median_bin_12,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 16.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 20.158737
    ) AS resolution_median_bin_13,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 20.158737
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 25.398417
    ) AS resolution_median_bin_14,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 25.398417
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 32.0
    ) AS resolution_median_bin_15,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 32.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 40.317474
    ) AS resolution_median_bin_16,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 40.317474
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 50.796834
    ) AS resolution_median_bin_17,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 50.796834
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 64.0
    ) AS resolution_median_bin_18,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 64.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 80.634947
    ) AS resolution_median_bin_19,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 80.634947
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 101.593667
    ) AS resolution_median_bin_20,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 101.593667
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 128.0
    ) AS resolution_median_bin_21,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 128.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 161.269894
    ) AS resolution_median_bin_22,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 161.269894
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 203.187335
    ) AS resolution_median_bin_23,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 203.187335
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 256.0
    ) AS resolution_median_bin_24,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 256.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 322.539789
    ) AS resolution_median_bin_25,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 322.539789
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 406.374669
    ) AS resolution_median_bin_26,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 406.374669
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 512.0
    ) AS resolution_median_bin_27,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 512.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 645.079578
    ) AS resolution_median_bin_28,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 645.079578
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 812.749339
    ) AS resolution_median_bin_29,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 812.749339
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1024.0
    ) AS resolution_median_bin_30,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1024.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1290.159155
    ) AS resolution_median_bin_31,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1290.159155
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1625.498677
    ) AS resolution_median_bin_32,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1625.498677
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 2048.0
    ) AS resolution_median_bin_33,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2048.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 2580.31831
    ) AS resolution_median_bin_34,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 2580.31831
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 3250.997354
    ) AS resolution_median_bin_35,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 3250.997354
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 4096.0
    ) AS resolution_median_bin_36,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 4096.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 5160.63662
    ) AS resolution_median_bin_37,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 5160.63662
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 6501.994709
    ) AS resolution_median_bin_38,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 6501.994709
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 8192.0
    ) AS resolution_median_bin_39,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 8192.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 10321.273241
    ) AS resolution_median_bin_40,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 10321.273241
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 13003.989418
    ) AS resolution_median_bin_41,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 13003.989418
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 16384.0
    ) AS resolution_median_bin_42,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 16384.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 20642.546481
    ) AS resolution_median_bin_43,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 20642.546481
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 26007.978835
    ) AS resolution_median_bin_44,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 26007.978835
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 32768.0
    ) AS resolution_median_bin_45,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 32768.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 41285.092963
    ) AS resolution_median_bin_46,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 41285.092963
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 52015.957671
    ) AS resolution_median_bin_47,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 52015.957671
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 65536.0
    ) AS resolution_median_bin_48,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 65536.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 82570.185926
    ) AS resolution_median_bin_49,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 82570.185926
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 104031.915342
    ) AS resolution_median_bin_50,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 104031.915342
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 131072.0
    ) AS resolution_median_bin_51,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 131072.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 165140.371852
    ) AS resolution_median_bin_52,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 165140.371852
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 208063.830684
    ) AS resolution_median_bin_53,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 208063.830684
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 262144.0
    ) AS resolution_median_bin_54,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 262144.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 330280.743704
    ) AS resolution_median_bin_55,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 330280.743704
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 416127.661367
    ) AS resolution_median_bin_56,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 416127.661367
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 524288.0
    ) AS resolution_median_bin_57,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 524288.0
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 660561.487407
    ) AS resolution_median_bin_58,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 660561.487407
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 832255.322734
    ) AS resolution_median_bin_59,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 832255.322734
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) < 1048576.0
    ) AS resolution_median_bin_60,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) AS DOUBLE) / NULLIF(60.0, 0) >= 1048576.0
    ) AS resolution_median_bin_61,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes < 1.0
    ) AS first_response_open_hours_median_bin_0,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1.0
      AND seen.response_minutes < 1.259921
    ) AS first_response_open_hours_median_bin_1,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1.259921
      AND seen.response_minutes < 1.587401
    ) AS first_response_open_hours_median_bin_2,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1.587401
      AND seen.response_minutes < 2.0
    ) AS first_response_open_hours_median_bin_3,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 2.0
      AND seen.response_minutes < 2.519842
    ) AS first_response_open_hours_median_bin_4,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 2.519842
      AND seen.response_minutes < 3.174802
    ) AS first_response_open_hours_median_bin_5,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 3.174802
      AND seen.response_minutes < 4.0
    ) AS first_response_open_hours_median_bin_6,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 4.0
      AND seen.response_minutes < 5.039684
    ) AS first_response_open_hours_median_bin_7,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 5.039684
      AND seen.response_minutes < 6.349604
    ) AS first_response_open_hours_median_bin_8,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 6.349604
      AND seen.response_minutes < 8.0
    ) AS first_response_open_hours_median_bin_9,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 8.0
      AND seen.response_minutes < 10.079368
    ) AS first_response_open_hours_median_bin_10,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 10.079368
      AND seen.response_minutes < 12.699208
    ) AS first_response_open_hours_median_bin_11,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 12.699208
      AND seen.response_minutes < 16.0
    ) AS first_response_open_hours_median_bin_12,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 16.0
      AND seen.response_minutes < 20.158737
    ) AS first_response_open_hours_median_bin_13,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 20.158737
      AND seen.response_minutes < 25.398417
    ) AS first_response_open_hours_median_bin_14,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 25.398417
      AND seen.response_minutes < 32.0
    ) AS first_response_open_hours_median_bin_15,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 32.0
      AND seen.response_minutes < 40.317474
    ) AS first_response_open_hours_median_bin_16,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 40.317474
      AND seen.response_minutes < 50.796834
    ) AS first_response_open_hours_median_bin_17,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 50.796834
      AND seen.response_minutes < 64.0
    ) AS first_response_open_hours_median_bin_18,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 64.0
      AND seen.response_minutes < 80.634947
    ) AS first_response_open_hours_median_bin_19,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 80.634947
      AND seen.response_minutes < 101.593667
    ) AS first_response_open_hours_median_bin_20,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 101.593667
      AND seen.response_minutes < 128.0
    ) AS first_response_open_hours_median_bin_21,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 128.0
      AND seen.response_minutes < 161.269894
    ) AS first_response_open_hours_median_bin_22,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 161.269894
      AND seen.response_minutes < 203.187335
    ) AS first_response_open_hours_median_bin_23,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 203.187335
      AND seen.response_minutes < 256.0
    ) AS first_response_open_hours_median_bin_24,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 256.0
      AND seen.response_minutes < 322.539789
    ) AS first_response_open_hours_median_bin_25,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 322.539789
      AND seen.response_minutes < 406.374669
    ) AS first_response_open_hours_median_bin_26,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 406.374669
      AND seen.response_minutes < 512.0
    ) AS first_response_open_hours_median_bin_27,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 512.0
      AND seen.response_minutes < 645.079578
    ) AS first_response_open_hours_median_bin_28,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 645.079578
      AND seen.response_minutes < 812.749339
    ) AS first_response_open_hours_median_bin_29,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 812.749339
      AND seen.response_minutes < 1024.0
    ) AS first_response_open_hours_median_bin_30,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1024.0
      AND seen.response_minutes < 1290.159155
    ) AS first_response_open_hours_median_bin_31,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1290.159155
      AND seen.response_minutes < 1625.498677
    ) AS first_response_open_hours_median_bin_32,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1625.498677
      AND seen.response_minutes < 2048.0
    ) AS first_response_open_hours_median_bin_33,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 2048.0
      AND seen.response_minutes < 2580.31831
    ) AS first_response_open_hours_median_bin_34,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 2580.31831
      AND seen.response_minutes < 3250.997354
    ) AS first_response_open_hours_median_bin_35,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 3250.997354
      AND seen.response_minutes < 4096.0
    ) AS first_response_open_hours_median_bin_36,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 4096.0
      AND seen.response_minutes < 5160.63662
    ) AS first_response_open_hours_median_bin_37,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 5160.63662
      AND seen.response_minutes < 6501.994709
    ) AS first_response_open_hours_median_bin_38,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 6501.994709
      AND seen.response_minutes < 8192.0
    ) AS first_response_open_hours_median_bin_39,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 8192.0
      AND seen.response_minutes < 10321.273241
    ) AS first_response_open_hours_median_bin_40,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 10321.273241
      AND seen.response_minutes < 13003.989418
    ) AS first_response_open_hours_median_bin_41,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 13003.989418
      AND seen.response_minutes < 16384.0
    ) AS first_response_open_hours_median_bin_42,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 16384.0
      AND seen.response_minutes < 20642.546481
    ) AS first_response_open_hours_median_bin_43,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 20642.546481
      AND seen.response_minutes < 26007.978835
    ) AS first_response_open_hours_median_bin_44,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 26007.978835
      AND seen.response_minutes < 32768.0
    ) AS first_response_open_hours_median_bin_45,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 32768.0
      AND seen.response_minutes < 41285.092963
    ) AS first_response_open_hours_median_bin_46,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 41285.092963
      AND seen.response_minutes < 52015.957671
    ) AS first_response_open_hours_median_bin_47,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 52015.957671
      AND seen.response_minutes < 65536.0
    ) AS first_response_open_hours_median_bin_48,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 65536.0
      AND seen.response_minutes < 82570.185926
    ) AS first_response_open_hours_median_bin_49,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 82570.185926
      AND seen.response_minutes < 104031.915342
    ) AS first_response_open_hours_median_bin_50,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 104031.915342
      AND seen.response_minutes < 131072.0
    ) AS first_response_open_hours_median_bin_51,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 131072.0
      AND seen.response_minutes < 165140.371852
    ) AS first_response_open_hours_median_bin_52,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 165140.371852
      AND seen.response_minutes < 208063.830684
    ) AS first_response_open_hours_median_bin_53,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 208063.830684
      AND seen.response_minutes < 262144.0
    ) AS first_response_open_hours_median_bin_54,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 262144.0
      AND seen.response_minutes < 330280.743704
    ) AS first_response_open_hours_median_bin_55,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 330280.743704
      AND seen.response_minutes < 416127.661367
    ) AS first_response_open_hours_median_bin_56,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 416127.661367
      AND seen.response_minutes < 524288.0
    ) AS first_response_open_hours_median_bin_57,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 524288.0
      AND seen.response_minutes < 660561.487407
    ) AS first_response_open_hours_median_bin_58,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 660561.487407
      AND seen.response_minutes < 832255.322734
    ) AS first_response_open_hours_median_bin_59,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 832255.322734
      AND seen.response_minutes < 1048576.0
    ) AS first_response_open_hours_median_bin_60,
    COUNT_IF(
      NOT seen.response_minutes IS NULL
      AND seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND seen.response_minutes >= 1048576.0
    ) AS first_response_open_hours_median_bin_61,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes < 1.0
    ) AS resolution_open_hours_median_bin_0,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1.0
      AND seen.resolution_minutes < 1.259921
    ) AS resolution_open_hours_median_bin_1,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1.259921
      AND seen.resolution_minutes < 1.587401
    ) AS resolution_open_hours_median_bin_2,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1.587401
      AND seen.resolution_minutes < 2.0
    ) AS resolution_open_hours_median_bin_3,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 2.0
      AND seen.resolution_minutes < 2.519842
    ) AS resolution_open_hours_median_bin_4,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 2.519842
      AND seen.resolution_minutes < 3.174802
    ) AS resolution_open_hours_median_bin_5,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 3.174802
      AND seen.resolution_minutes < 4.0
    ) AS resolution_open_hours_median_bin_6,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 4.0
      AND seen.resolution_minutes < 5.039684
    ) AS resolution_open_hours_median_bin_7,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 5.039684
      AND seen.resolution_minutes < 6.349604
    ) AS resolution_open_hours_median_bin_8,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 6.349604
      AND seen.resolution_minutes < 8.0
    ) AS resolution_open_hours_median_bin_9,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 8.0
      AND seen.resolution_minutes < 10.079368
    ) AS resolution_open_hours_median_bin_10,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 10.079368
      AND seen.resolution_minutes < 12.699208
    ) AS resolution_open_hours_median_bin_11,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 12.699208
      AND seen.resolution_minutes < 16.0
    ) AS resolution_open_hours_median_bin_12,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 16.0
      AND seen.resolution_minutes < 20.158737
    ) AS resolution_open_hours_median_bin_13,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 20.158737
      AND seen.resolution_minutes < 25.398417
    ) AS resolution_open_hours_median_bin_14,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 25.398417
      AND seen.resolution_minutes < 32.0
    ) AS resolution_open_hours_median_bin_15,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 32.0
      AND seen.resolution_minutes < 40.317474
    ) AS resolution_open_hours_median_bin_16,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 40.317474
      AND seen.resolution_minutes < 50.796834
    ) AS resolution_open_hours_median_bin_17,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 50.796834
      AND seen.resolution_minutes < 64.0
    ) AS resolution_open_hours_median_bin_18,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 64.0
      AND seen.resolution_minutes < 80.634947
    ) AS resolution_open_hours_median_bin_19,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 80.634947
      AND seen.resolution_minutes < 101.593667
    ) AS resolution_open_hours_median_bin_20,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 101.593667
      AND seen.resolution_minutes < 128.0
    ) AS resolution_open_hours_median_bin_21,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 128.0
      AND seen.resolution_minutes < 161.269894
    ) AS resolution_open_hours_median_bin_22,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 161.269894
      AND seen.resolution_minutes < 203.187335
    ) AS resolution_open_hours_median_bin_23,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 203.187335
      AND seen.resolution_minutes < 256.0
    ) AS resolution_open_hours_median_bin_24,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 256.0
      AND seen.resolution_minutes < 322.539789
    ) AS resolution_open_hours_median_bin_25,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 322.539789
      AND seen.resolution_minutes < 406.374669
    ) AS resolution_open_hours_median_bin_26,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 406.374669
      AND seen.resolution_minutes < 512.0
    ) AS resolution_open_hours_median_bin_27,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 512.0
      AND seen.resolution_minutes < 645.079578
    ) AS resolution_open_hours_median_bin_28,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 645.079578
      AND seen.resolution_minutes < 812.749339
    ) AS resolution_open_hours_median_bin_29,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 812.749339
      AND seen.resolution_minutes < 1024.0
    ) AS resolution_open_hours_median_bin_30,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1024.0
      AND seen.resolution_minutes < 1290.159155
    ) AS resolution_open_hours_median_bin_31,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1290.159155
      AND seen.resolution_minutes < 1625.498677
    ) AS resolution_open_hours_median_bin_32,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1625.498677
      AND seen.resolution_minutes < 2048.0
    ) AS resolution_open_hours_median_bin_33,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 2048.0
      AND seen.resolution_minutes < 2580.31831
    ) AS resolution_open_hours_median_bin_34,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 2580.31831
      AND seen.resolution_minutes < 3250.997354
    ) AS resolution_open_hours_median_bin_35,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 3250.997354
      AND seen.resolution_minutes < 4096.0
    ) AS resolution_open_hours_median_bin_36,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 4096.0
      AND seen.resolution_minutes < 5160.63662
    ) AS resolution_open_hours_median_bin_37,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 5160.63662
      AND seen.resolution_minutes < 6501.994709
    ) AS resolution_open_hours_median_bin_38,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 6501.994709
      AND seen.resolution_minutes < 8192.0
    ) AS resolution_open_hours_median_bin_39,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 8192.0
      AND seen.resolution_minutes < 10321.273241
    ) AS resolution_open_hours_median_bin_40,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 10321.273241
      AND seen.resolution_minutes < 13003.989418
    ) AS resolution_open_hours_median_bin_41,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 13003.989418
      AND seen.resolution_minutes < 16384.0
    ) AS resolution_open_hours_median_bin_42,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 16384.0
      AND seen.resolution_minutes < 20642.546481
    ) AS resolution_open_hours_median_bin_43,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 20642.546481
      AND seen.resolution_minutes < 26007.978835
    ) AS resolution_open_hours_median_bin_44,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 26007.978835
      AND seen.resolution_minutes < 32768.0
    ) AS resolution_open_hours_median_bin_45,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 32768.0
      AND seen.resolution_minutes < 41285.092963
    ) AS resolution_open_hours_median_bin_46,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 41285.092963
      AND seen.resolution_minutes < 52015.957671
    ) AS resolution_open_hours_median_bin_47,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 52015.957671
      AND seen.resolution_minutes < 65536.0
    ) AS resolution_open_hours_median_bin_48,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 65536.0
      AND seen.resolution_minutes < 82570.185926
    ) AS resolution_open_hours_median_bin_49,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 82570.185926
      AND seen.resolution_minutes < 104031.915342
    ) AS resolution_open_hours_median_bin_50,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 104031.915342
      AND seen.resolution_minutes < 131072.0
    ) AS resolution_open_hours_median_bin_51,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 131072.0
      AND seen.resolution_minutes < 165140.371852
    ) AS resolution_open_hours_median_bin_52,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 165140.371852
      AND seen.resolution_minutes < 208063.830684
    ) AS resolution_open_hours_median_bin_53,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 208063.830684
      AND seen.resolution_minutes < 262144.0
    ) AS resolution_open_hours_median_bin_54,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 262144.0
      AND seen.resolution_minutes < 330280.743704
    ) AS resolution_open_hours_median_bin_55,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 330280.743704
      AND seen.resolution_minutes < 416127.661367
    ) AS resolution_open_hours_median_bin_56,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 416127.661367
      AND seen.resolution_minutes < 524288.0
    ) AS resolution_open_hours_median_bin_57,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 524288.0
      AND seen.resolution_minutes < 660561.487407
    ) AS resolution_open_hours_median_bin_58,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 660561.487407
      AND seen.resolution_minutes < 832255.322734
    ) AS resolution_open_hours_median_bin_59,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 832255.322734
      AND seen.resolution_minutes < 1048576.0
    ) AS resolution_open_hours_median_bin_60,
    COUNT_IF(
      NOT seen.resolution_minutes IS NULL
      AND seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.resolution_minutes >= 1048576.0
    ) AS resolution_open_hours_median_bin_61,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND DATEDIFF(SECOND, seen.opened_at, frames.ends) >= 240.0 * 60
      AND DATEDIFF(SECOND, seen.opened_at, frames.starts) < 240.0 * 60
      AND DATEDIFF(SECOND, seen.opened_at, seen.first_response_at) <= 240.0 * 60
    ) AS hits,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND DATEDIFF(SECOND, seen.opened_at, frames.ends) >= 240.0 * 60
      AND DATEDIFF(SECOND, seen.opened_at, frames.starts) < 240.0 * 60
    ) AS tries,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND DATEDIFF(SECOND, seen.opened_at, frames.ends) >= 1440.0 * 60
      AND DATEDIFF(SECOND, seen.opened_at, frames.starts) < 1440.0 * 60
      AND DATEDIFF(SECOND, seen.opened_at, seen.resolved_at) <= 1440.0 * 60
    ) AS resolution_sla_met_hits,
    COUNT_IF(
      (
        COALESCE(seen.route, 'staff') = 'staff' OR seen.handed_over
      )
      AND DATEDIFF(SECOND, seen.opened_at, frames.ends) >= 1440.0 * 60
      AND DATEDIFF(SECOND, seen.opened_at, frames.starts) < 1440.0 * 60
    ) AS resolution_sla_met_tries,
    COUNT_IF(
      seen.resolved_at >= frames.starts
      AND seen.resolved_at < frames.ends
      AND seen.reopened
    ) AS reopen_rate_hits,
    COUNT(
      IFF(
        seen.resolved_at >= frames.starts AND seen.resolved_at < frames.ends,
        seen.reopened,
        NULL
      )
    ) AS reopen_rate_tries,
    COUNT_IF(
      seen.complaint
      AND (
        seen.resolved_at IS NULL OR seen.resolved_at >= frames.ends
      )
    ) AS open,
    COUNT(*) AS tickets
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
  CAST(SUM(opened) AS DOUBLE) AS part_1,
  CAST(SUM(IFF(NOT units.customer IS NULL, opened, NULL)) AS DOUBLE) AS part_2,
  CAST(SUM(hits) AS DOUBLE) AS part_3,
  CAST(SUM(tries) AS DOUBLE) AS part_4,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_5,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_6,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_7,
  CAST(SUM(containment_rate_hits) AS DOUBLE) AS part_8,
  CAST(SUM(containment_rate_tries) AS DOUBLE) AS part_9,
  CAST(SUM(containment_rate_hits * containment_rate_hits) AS DOUBLE) AS part_10,
  CAST(SUM(containment_rate_hits * containment_rate_tries) AS DOUBLE) AS part_11,
  CAST(SUM(containment_rate_tries * containment_rate_tries) AS DOUBLE) AS part_12,
  CAST(SUM(hand_over_rate_hits) AS DOUBLE) AS part_13,
  CAST(SUM(hand_over_rate_hits * hand_over_rate_hits) AS DOUBLE) AS part_14,
  CAST(SUM(hand_over_rate_hits * containment_rate_tries) AS DOUBLE) AS part_15,
  CAST(COUNT_IF(NOT units.customer IS NULL AND complaints > 0) AS DOUBLE) AS part_16,
  CAST(SUM(save_rate_hits) AS DOUBLE) AS part_17,
  CAST(SUM(save_rate_tries) AS DOUBLE) AS part_18,
  CAST(SUM(save_rate_hits * save_rate_hits) AS DOUBLE) AS part_19,
  CAST(SUM(save_rate_hits * save_rate_tries) AS DOUBLE) AS part_20,
  CAST(SUM(save_rate_tries * save_rate_tries) AS DOUBLE) AS part_21,
  CAST(COUNT_IF(NOT units.customer IS NULL AND channels > 1) AS DOUBLE) AS part_22,
  CAST(COUNT_IF(NOT units.customer IS NULL AND channels > 0) AS DOUBLE) AS part_23,
  CAST(SUM(IFF(NOT units.customer IS NULL, costed, NULL)) AS DOUBLE) AS part_24,
  CAST(SUM(IFF(NOT units.customer IS NULL, cost, NULL)) AS DOUBLE) AS part_25,
  CAST(SUM(IFF(NOT units.customer IS NULL, timed, NULL)) AS DOUBLE) AS part_26,
  CAST(SUM(IFF(NOT units.customer IS NULL, minutes, NULL)) AS DOUBLE) AS part_27,
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
  CAST(NULL AS DOUBLE) AS part_71,
  CAST(NULL AS DOUBLE) AS part_72,
  CAST(NULL AS DOUBLE) AS part_73,
  CAST(NULL AS DOUBLE) AS part_74,
  CAST(NULL AS DOUBLE) AS part_75,
  CAST(NULL AS DOUBLE) AS part_76,
  CAST(NULL AS DOUBLE) AS part_77,
  CAST(NULL AS DOUBLE) AS part_78,
  CAST(NULL AS DOUBLE) AS part_79,
  CAST(NULL AS DOUBLE) AS part_80,
  CAST(NULL AS DOUBLE) AS part_81,
  CAST(NULL AS DOUBLE) AS part_82,
  CAST(NULL AS DOUBLE) AS part_83,
  CAST(NULL AS DOUBLE) AS part_84,
  CAST(NULL AS DOUBLE) AS part_85,
  CAST(NULL AS DOUBLE) AS part_86,
  CAST(NULL AS DOUBLE) AS part_87,
  CAST(NULL AS DOUBLE) AS part_88,
  CAST(NULL AS DOUBLE) AS part_89,
  CAST(NULL AS DOUBLE) AS part_90,
  CAST(NULL AS DOUBLE) AS part_91,
  CAST(NULL AS DOUBLE) AS part_92,
  CAST(NULL AS DOUBLE) AS part_93,
  CAST(NULL AS DOUBLE) AS part_94,
  CAST(NULL AS DOUBLE) AS part_95,
  CAST(NULL AS DOUBLE) AS part_96,
  CAST(NULL AS DOUBLE) AS part_97,
  CAST(NULL AS DOUBLE) AS part_98,
  CAST(NULL AS DOUBLE) AS part_99,
  CAST(NULL AS DOUBLE) AS part_100,
  CAST(NULL AS DOUBLE) AS part_101,
  CAST(NULL AS DOUBLE) AS part_102,
  CAST(NULL AS DOUBLE) AS part_103,
  CAST(NULL AS DOUBLE) AS part_104,
  CAST(NULL AS DOUBLE) AS part_105,
  CAST(NULL AS DOUBLE) AS part_106,
  CAST(NULL AS DOUBLE) AS part_107,
  CAST(NULL AS DOUBLE) AS part_108,
  CAST(NULL AS DOUBLE) AS part_109,
  CAST(NULL AS DOUBLE) AS part_110,
  CAST(NULL AS DOUBLE) AS part_111,
  CAST(NULL AS DOUBLE) AS part_112,
  CAST(NULL AS DOUBLE) AS part_113,
  CAST(NULL AS DOUBLE) AS part_114,
  CAST(NULL AS DOUBLE) AS part_115,
  CAST(NULL AS DOUBLE) AS part_116,
  CAST(NULL AS DOUBLE) AS part_117,
  CAST(NULL AS DOUBLE) AS part_118,
  CAST(NULL AS DOUBLE) AS part_119,
  CAST(NULL AS DOUBLE) AS part_120,
  CAST(NULL AS DOUBLE) AS part_121,
  CAST(NULL AS DOUBLE) AS part_122,
  CAST(NULL AS DOUBLE) AS part_123,
  CAST(NULL AS DOUBLE) AS part_124,
  CAST(NULL AS DOUBLE) AS part_125,
  CAST(NULL AS DOUBLE) AS part_126,
  CAST(NULL AS DOUBLE) AS part_127,
  CAST(NULL AS DOUBLE) AS part_128,
  CAST(NULL AS DOUBLE) AS part_129,
  CAST(NULL AS DOUBLE) AS part_130,
  CAST(NULL AS DOUBLE) AS part_131,
  CAST(NULL AS DOUBLE) AS part_132,
  CAST(NULL AS DOUBLE) AS part_133,
  CAST(NULL AS DOUBLE) AS part_134,
  CAST(NULL AS DOUBLE) AS part_135,
  CAST(NULL AS DOUBLE) AS part_136,
  CAST(NULL AS DOUBLE) AS part_137,
  CAST(NULL AS DOUBLE) AS part_138,
  CAST(NULL AS DOUBLE) AS part_139,
  CAST(NULL AS DOUBLE) AS part_140,
  CAST(NULL AS DOUBLE) AS part_141,
  CAST(NULL AS DOUBLE) AS part_142,
  CAST(NULL AS DOUBLE) AS part_143,
  CAST(NULL AS DOUBLE) AS part_144,
  CAST(NULL AS DOUBLE) AS part_145,
  CAST(NULL AS DOUBLE) AS part_146,
  CAST(NULL AS DOUBLE) AS part_147,
  CAST(NULL AS DOUBLE) AS part_148,
  CAST(NULL AS DOUBLE) AS part_149,
  CAST(NULL AS DOUBLE) AS part_150,
  CAST(NULL AS DOUBLE) AS part_151,
  CAST(NULL AS DOUBLE) AS part_152,
  CAST(NULL AS DOUBLE) AS part_153,
  CAST(NULL AS DOUBLE) AS part_154,
  CAST(NULL AS DOUBLE) AS part_155,
  CAST(NULL AS DOUBLE) AS part_156,
  CAST(NULL AS DOUBLE) AS part_157,
  CAST(NULL AS DOUBLE) AS part_158,
  CAST(NULL AS DOUBLE) AS part_159,
  CAST(NULL AS DOUBLE) AS part_160,
  CAST(NULL AS DOUBLE) AS part_161,
  CAST(NULL AS DOUBLE) AS part_162,
  CAST(NULL AS DOUBLE) AS part_163,
  CAST(NULL AS DOUBLE) AS part_164,
  CAST(NULL AS DOUBLE) AS part_165,
  CAST(NULL AS DOUBLE) AS part_166,
  CAST(NULL AS DOUBLE) AS part_167,
  CAST(NULL AS DOUBLE) AS part_168,
  CAST(NULL AS DOUBLE) AS part_169,
  CAST(NULL AS DOUBLE) AS part_170,
  CAST(NULL AS DOUBLE) AS part_171,
  CAST(NULL AS DOUBLE) AS part_172,
  CAST(NULL AS DOUBLE) AS part_173,
  CAST(NULL AS DOUBLE) AS part_174,
  CAST(NULL AS DOUBLE) AS part_175,
  CAST(NULL AS DOUBLE) AS part_176,
  CAST(NULL AS DOUBLE) AS part_177,
  CAST(NULL AS DOUBLE) AS part_178,
  CAST(NULL AS DOUBLE) AS part_179,
  CAST(NULL AS DOUBLE) AS part_180,
  CAST(NULL AS DOUBLE) AS part_181,
  CAST(NULL AS DOUBLE) AS part_182,
  CAST(NULL AS DOUBLE) AS part_183,
  CAST(NULL AS DOUBLE) AS part_184,
  CAST(NULL AS DOUBLE) AS part_185,
  CAST(NULL AS DOUBLE) AS part_186,
  CAST(NULL AS DOUBLE) AS part_187,
  CAST(NULL AS DOUBLE) AS part_188,
  CAST(NULL AS DOUBLE) AS part_189,
  CAST(NULL AS DOUBLE) AS part_190,
  CAST(NULL AS DOUBLE) AS part_191,
  CAST(NULL AS DOUBLE) AS part_192,
  CAST(NULL AS DOUBLE) AS part_193,
  CAST(NULL AS DOUBLE) AS part_194,
  CAST(NULL AS DOUBLE) AS part_195,
  CAST(NULL AS DOUBLE) AS part_196,
  CAST(NULL AS DOUBLE) AS part_197,
  CAST(NULL AS DOUBLE) AS part_198,
  CAST(NULL AS DOUBLE) AS part_199,
  CAST(NULL AS DOUBLE) AS part_200,
  CAST(NULL AS DOUBLE) AS part_201,
  CAST(NULL AS DOUBLE) AS part_202,
  CAST(NULL AS DOUBLE) AS part_203,
  CAST(NULL AS DOUBLE) AS part_204,
  CAST(NULL AS DOUBLE) AS part_205,
  CAST(NULL AS DOUBLE) AS part_206,
  CAST(NULL AS DOUBLE) AS part_207,
  CAST(NULL AS DOUBLE) AS part_208,
  CAST(NULL AS DOUBLE) AS part_209,
  CAST(NULL AS DOUBLE) AS part_210,
  CAST(NULL AS DOUBLE) AS part_211,
  CAST(NULL AS DOUBLE) AS part_212,
  CAST(NULL AS DOUBLE) AS part_213,
  CAST(NULL AS DOUBLE) AS part_214,
  CAST(NULL AS DOUBLE) AS part_215,
  CAST(NULL AS DOUBLE) AS part_216,
  CAST(NULL AS DOUBLE) AS part_217,
  CAST(NULL AS DOUBLE) AS part_218,
  CAST(NULL AS DOUBLE) AS part_219,
  CAST(NULL AS DOUBLE) AS part_220,
  CAST(NULL AS DOUBLE) AS part_221,
  CAST(NULL AS DOUBLE) AS part_222,
  CAST(NULL AS DOUBLE) AS part_223,
  CAST(NULL AS DOUBLE) AS part_224,
  CAST(NULL AS DOUBLE) AS part_225,
  CAST(NULL AS DOUBLE) AS part_226,
  CAST(NULL AS DOUBLE) AS part_227,
  CAST(NULL AS DOUBLE) AS part_228,
  CAST(NULL AS DOUBLE) AS part_229,
  CAST(NULL AS DOUBLE) AS part_230,
  CAST(NULL AS DOUBLE) AS part_231,
  CAST(NULL AS DOUBLE) AS part_232,
  CAST(NULL AS DOUBLE) AS part_233,
  CAST(NULL AS DOUBLE) AS part_234,
  CAST(NULL AS DOUBLE) AS part_235,
  CAST(NULL AS DOUBLE) AS part_236,
  CAST(NULL AS DOUBLE) AS part_237,
  CAST(NULL AS DOUBLE) AS part_238,
  CAST(NULL AS DOUBLE) AS part_239,
  CAST(NULL AS DOUBLE) AS part_240,
  CAST(NULL AS DOUBLE) AS part_241,
  CAST(NULL AS DOUBLE) AS part_242,
  CAST(NULL AS DOUBLE) AS part_243,
  CAST(NULL AS DOUBLE) AS part_244,
  CAST(NULL AS DOUBLE) AS part_245,
  CAST(NULL AS DOUBLE) AS part_246,
  CAST(NULL AS DOUBLE) AS part_247,
  CAST(NULL AS DOUBLE) AS part_248,
  CAST(NULL AS DOUBLE) AS part_249,
  CAST(NULL AS DOUBLE) AS part_250,
  CAST(NULL AS DOUBLE) AS part_251,
  CAST(NULL AS DOUBLE) AS part_252,
  CAST(NULL AS DOUBLE) AS part_253,
  CAST(NULL AS DOUBLE) AS part_254,
  CAST(NULL AS DOUBLE) AS part_255,
  CAST(NULL AS DOUBLE) AS part_256,
  CAST(NULL AS DOUBLE) AS part_257,
  CAST(NULL AS DOUBLE) AS part_258,
  CAST(NULL AS DOUBLE) AS part_259,
  CAST(NULL AS DOUBLE) AS part_260,
  CAST(NULL AS DOUBLE) AS part_261,
  CAST(NULL AS DOUBLE) AS part_262,
  CAST(NULL AS DOUBLE) AS part_263,
  CAST(NULL AS DOUBLE) AS part_264,
  CAST(NULL AS DOUBLE) AS part_265,
  CAST(NULL AS DOUBLE) AS part_266
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
  CAST(SUM(opened) AS DOUBLE) AS part_1,
  CAST(SUM(IFF(NOT units.customer IS NULL, opened, NULL)) AS DOUBLE) AS part_2,
  CAST(SUM(hits) AS DOUBLE) AS part_3,
  CAST(SUM(tries) AS DOUBLE) AS part_4,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_5,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_6,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_7,
  CAST(SUM(containment_rate_hits) AS DOUBLE) AS part_8,
  CAST(SUM(containment_rate_tries) AS DOUBLE) AS part_9,
  CAST(SUM(containment_rate_hits * containment_rate_hits) AS DOUBLE) AS part_10,
  CAST(SUM(containment_rate_hits * containment_rate_tries) AS DOUBLE) AS part_11,
  CAST(SUM(containment_rate_tries * containment_rate_tries) AS DOUBLE) AS part_12,
  CAST(SUM(hand_over_rate_hits) AS DOUBLE) AS part_13,
  CAST(SUM(hand_over_rate_hits * hand_over_rate_hits) AS DOUBLE) AS part_14,
  CAST(SUM(hand_over_rate_hits * containment_rate_tries) AS DOUBLE) AS part_15,
  CAST(COUNT_IF(NOT units.customer IS NULL AND complaints > 0) AS DOUBLE) AS part_16,
  CAST(SUM(save_rate_hits) AS DOUBLE) AS part_17,
  CAST(SUM(save_rate_tries) AS DOUBLE) AS part_18,
  CAST(SUM(save_rate_hits * save_rate_hits) AS DOUBLE) AS part_19,
  CAST(SUM(save_rate_hits * save_rate_tries) AS DOUBLE) AS part_20,
  CAST(SUM(save_rate_tries * save_rate_tries) AS DOUBLE) AS part_21,
  CAST(COUNT_IF(NOT units.customer IS NULL AND channels > 1) AS DOUBLE) AS part_22,
  CAST(COUNT_IF(NOT units.customer IS NULL AND channels > 0) AS DOUBLE) AS part_23,
  CAST(SUM(IFF(NOT units.customer IS NULL, costed, NULL)) AS DOUBLE) AS part_24,
  CAST(SUM(IFF(NOT units.customer IS NULL, cost, NULL)) AS DOUBLE) AS part_25,
  CAST(SUM(IFF(NOT units.customer IS NULL, timed, NULL)) AS DOUBLE) AS part_26,
  CAST(SUM(IFF(NOT units.customer IS NULL, minutes, NULL)) AS DOUBLE) AS part_27,
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
  CAST(NULL AS DOUBLE) AS part_71,
  CAST(NULL AS DOUBLE) AS part_72,
  CAST(NULL AS DOUBLE) AS part_73,
  CAST(NULL AS DOUBLE) AS part_74,
  CAST(NULL AS DOUBLE) AS part_75,
  CAST(NULL AS DOUBLE) AS part_76,
  CAST(NULL AS DOUBLE) AS part_77,
  CAST(NULL AS DOUBLE) AS part_78,
  CAST(NULL AS DOUBLE) AS part_79,
  CAST(NULL AS DOUBLE) AS part_80,
  CAST(NULL AS DOUBLE) AS part_81,
  CAST(NULL AS DOUBLE) AS part_82,
  CAST(NULL AS DOUBLE) AS part_83,
  CAST(NULL AS DOUBLE) AS part_84,
  CAST(NULL AS DOUBLE) AS part_85,
  CAST(NULL AS DOUBLE) AS part_86,
  CAST(NULL AS DOUBLE) AS part_87,
  CAST(NULL AS DOUBLE) AS part_88,
  CAST(NULL AS DOUBLE) AS part_89,
  CAST(NULL AS DOUBLE) AS part_90,
  CAST(NULL AS DOUBLE) AS part_91,
  CAST(NULL AS DOUBLE) AS part_92,
  CAST(NULL AS DOUBLE) AS part_93,
  CAST(NULL AS DOUBLE) AS part_94,
  CAST(NULL AS DOUBLE) AS part_95,
  CAST(NULL AS DOUBLE) AS part_96,
  CAST(NULL AS DOUBLE) AS part_97,
  CAST(NULL AS DOUBLE) AS part_98,
  CAST(NULL AS DOUBLE) AS part_99,
  CAST(NULL AS DOUBLE) AS part_100,
  CAST(NULL AS DOUBLE) AS part_101,
  CAST(NULL AS DOUBLE) AS part_102,
  CAST(NULL AS DOUBLE) AS part_103,
  CAST(NULL AS DOUBLE) AS part_104,
  CAST(NULL AS DOUBLE) AS part_105,
  CAST(NULL AS DOUBLE) AS part_106,
  CAST(NULL AS DOUBLE) AS part_107,
  CAST(NULL AS DOUBLE) AS part_108,
  CAST(NULL AS DOUBLE) AS part_109,
  CAST(NULL AS DOUBLE) AS part_110,
  CAST(NULL AS DOUBLE) AS part_111,
  CAST(NULL AS DOUBLE) AS part_112,
  CAST(NULL AS DOUBLE) AS part_113,
  CAST(NULL AS DOUBLE) AS part_114,
  CAST(NULL AS DOUBLE) AS part_115,
  CAST(NULL AS DOUBLE) AS part_116,
  CAST(NULL AS DOUBLE) AS part_117,
  CAST(NULL AS DOUBLE) AS part_118,
  CAST(NULL AS DOUBLE) AS part_119,
  CAST(NULL AS DOUBLE) AS part_120,
  CAST(NULL AS DOUBLE) AS part_121,
  CAST(NULL AS DOUBLE) AS part_122,
  CAST(NULL AS DOUBLE) AS part_123,
  CAST(NULL AS DOUBLE) AS part_124,
  CAST(NULL AS DOUBLE) AS part_125,
  CAST(NULL AS DOUBLE) AS part_126,
  CAST(NULL AS DOUBLE) AS part_127,
  CAST(NULL AS DOUBLE) AS part_128,
  CAST(NULL AS DOUBLE) AS part_129,
  CAST(NULL AS DOUBLE) AS part_130,
  CAST(NULL AS DOUBLE) AS part_131,
  CAST(NULL AS DOUBLE) AS part_132,
  CAST(NULL AS DOUBLE) AS part_133,
  CAST(NULL AS DOUBLE) AS part_134,
  CAST(NULL AS DOUBLE) AS part_135,
  CAST(NULL AS DOUBLE) AS part_136,
  CAST(NULL AS DOUBLE) AS part_137,
  CAST(NULL AS DOUBLE) AS part_138,
  CAST(NULL AS DOUBLE) AS part_139,
  CAST(NULL AS DOUBLE) AS part_140,
  CAST(NULL AS DOUBLE) AS part_141,
  CAST(NULL AS DOUBLE) AS part_142,
  CAST(NULL AS DOUBLE) AS part_143,
  CAST(NULL AS DOUBLE) AS part_144,
  CAST(NULL AS DOUBLE) AS part_145,
  CAST(NULL AS DOUBLE) AS part_146,
  CAST(NULL AS DOUBLE) AS part_147,
  CAST(NULL AS DOUBLE) AS part_148,
  CAST(NULL AS DOUBLE) AS part_149,
  CAST(NULL AS DOUBLE) AS part_150,
  CAST(NULL AS DOUBLE) AS part_151,
  CAST(NULL AS DOUBLE) AS part_152,
  CAST(NULL AS DOUBLE) AS part_153,
  CAST(NULL AS DOUBLE) AS part_154,
  CAST(NULL AS DOUBLE) AS part_155,
  CAST(NULL AS DOUBLE) AS part_156,
  CAST(NULL AS DOUBLE) AS part_157,
  CAST(NULL AS DOUBLE) AS part_158,
  CAST(NULL AS DOUBLE) AS part_159,
  CAST(NULL AS DOUBLE) AS part_160,
  CAST(NULL AS DOUBLE) AS part_161,
  CAST(NULL AS DOUBLE) AS part_162,
  CAST(NULL AS DOUBLE) AS part_163,
  CAST(NULL AS DOUBLE) AS part_164,
  CAST(NULL AS DOUBLE) AS part_165,
  CAST(NULL AS DOUBLE) AS part_166,
  CAST(NULL AS DOUBLE) AS part_167,
  CAST(NULL AS DOUBLE) AS part_168,
  CAST(NULL AS DOUBLE) AS part_169,
  CAST(NULL AS DOUBLE) AS part_170,
  CAST(NULL AS DOUBLE) AS part_171,
  CAST(NULL AS DOUBLE) AS part_172,
  CAST(NULL AS DOUBLE) AS part_173,
  CAST(NULL AS DOUBLE) AS part_174,
  CAST(NULL AS DOUBLE) AS part_175,
  CAST(NULL AS DOUBLE) AS part_176,
  CAST(NULL AS DOUBLE) AS part_177,
  CAST(NULL AS DOUBLE) AS part_178,
  CAST(NULL AS DOUBLE) AS part_179,
  CAST(NULL AS DOUBLE) AS part_180,
  CAST(NULL AS DOUBLE) AS part_181,
  CAST(NULL AS DOUBLE) AS part_182,
  CAST(NULL AS DOUBLE) AS part_183,
  CAST(NULL AS DOUBLE) AS part_184,
  CAST(NULL AS DOUBLE) AS part_185,
  CAST(NULL AS DOUBLE) AS part_186,
  CAST(NULL AS DOUBLE) AS part_187,
  CAST(NULL AS DOUBLE) AS part_188,
  CAST(NULL AS DOUBLE) AS part_189,
  CAST(NULL AS DOUBLE) AS part_190,
  CAST(NULL AS DOUBLE) AS part_191,
  CAST(NULL AS DOUBLE) AS part_192,
  CAST(NULL AS DOUBLE) AS part_193,
  CAST(NULL AS DOUBLE) AS part_194,
  CAST(NULL AS DOUBLE) AS part_195,
  CAST(NULL AS DOUBLE) AS part_196,
  CAST(NULL AS DOUBLE) AS part_197,
  CAST(NULL AS DOUBLE) AS part_198,
  CAST(NULL AS DOUBLE) AS part_199,
  CAST(NULL AS DOUBLE) AS part_200,
  CAST(NULL AS DOUBLE) AS part_201,
  CAST(NULL AS DOUBLE) AS part_202,
  CAST(NULL AS DOUBLE) AS part_203,
  CAST(NULL AS DOUBLE) AS part_204,
  CAST(NULL AS DOUBLE) AS part_205,
  CAST(NULL AS DOUBLE) AS part_206,
  CAST(NULL AS DOUBLE) AS part_207,
  CAST(NULL AS DOUBLE) AS part_208,
  CAST(NULL AS DOUBLE) AS part_209,
  CAST(NULL AS DOUBLE) AS part_210,
  CAST(NULL AS DOUBLE) AS part_211,
  CAST(NULL AS DOUBLE) AS part_212,
  CAST(NULL AS DOUBLE) AS part_213,
  CAST(NULL AS DOUBLE) AS part_214,
  CAST(NULL AS DOUBLE) AS part_215,
  CAST(NULL AS DOUBLE) AS part_216,
  CAST(NULL AS DOUBLE) AS part_217,
  CAST(NULL AS DOUBLE) AS part_218,
  CAST(NULL AS DOUBLE) AS part_219,
  CAST(NULL AS DOUBLE) AS part_220,
  CAST(NULL AS DOUBLE) AS part_221,
  CAST(NULL AS DOUBLE) AS part_222,
  CAST(NULL AS DOUBLE) AS part_223,
  CAST(NULL AS DOUBLE) AS part_224,
  CAST(NULL AS DOUBLE) AS part_225,
  CAST(NULL AS DOUBLE) AS part_226,
  CAST(NULL AS DOUBLE) AS part_227,
  CAST(NULL AS DOUBLE) AS part_228,
  CAST(NULL AS DOUBLE) AS part_229,
  CAST(NULL AS DOUBLE) AS part_230,
  CAST(NULL AS DOUBLE) AS part_231,
  CAST(NULL AS DOUBLE) AS part_232,
  CAST(NULL AS DOUBLE) AS part_233,
  CAST(NULL AS DOUBLE) AS part_234,
  CAST(NULL AS DOUBLE) AS part_235,
  CAST(NULL AS DOUBLE) AS part_236,
  CAST(NULL AS DOUBLE) AS part_237,
  CAST(NULL AS DOUBLE) AS part_238,
  CAST(NULL AS DOUBLE) AS part_239,
  CAST(NULL AS DOUBLE) AS part_240,
  CAST(NULL AS DOUBLE) AS part_241,
  CAST(NULL AS DOUBLE) AS part_242,
  CAST(NULL AS DOUBLE) AS part_243,
  CAST(NULL AS DOUBLE) AS part_244,
  CAST(NULL AS DOUBLE) AS part_245,
  CAST(NULL AS DOUBLE) AS part_246,
  CAST(NULL AS DOUBLE) AS part_247,
  CAST(NULL AS DOUBLE) AS part_248,
  CAST(NULL AS DOUBLE) AS part_249,
  CAST(NULL AS DOUBLE) AS part_250,
  CAST(NULL AS DOUBLE) AS part_251,
  CAST(NULL AS DOUBLE) AS part_252,
  CAST(NULL AS DOUBLE) AS part_253,
  CAST(NULL AS DOUBLE) AS part_254,
  CAST(NULL AS DOUBLE) AS part_255,
  CAST(NULL AS DOUBLE) AS part_256,
  CAST(NULL AS DOUBLE) AS part_257,
  CAST(NULL AS DOUBLE) AS part_258,
  CAST(NULL AS DOUBLE) AS part_259,
  CAST(NULL AS DOUBLE) AS part_260,
  CAST(NULL AS DOUBLE) AS part_261,
  CAST(NULL AS DOUBLE) AS part_262,
  CAST(NULL AS DOUBLE) AS part_263,
  CAST(NULL AS DOUBLE) AS part_264,
  CAST(NULL AS DOUBLE) AS part_265,
  CAST(NULL AS DOUBLE) AS part_266
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
  CAST(SUM(waiting) AS DOUBLE) AS part_1,
  CAST(SUM(bin_0) AS DOUBLE) AS part_2,
  CAST(SUM(bin_1) AS DOUBLE) AS part_3,
  CAST(SUM(bin_2) AS DOUBLE) AS part_4,
  CAST(SUM(bin_3) AS DOUBLE) AS part_5,
  CAST(SUM(bin_4) AS DOUBLE) AS part_6,
  CAST(SUM(bin_5) AS DOUBLE) AS part_7,
  CAST(SUM(bin_6) AS DOUBLE) AS part_8,
  CAST(SUM(bin_7) AS DOUBLE) AS part_9,
  CAST(SUM(bin_8) AS DOUBLE) AS part_10,
  CAST(SUM(bin_9) AS DOUBLE) AS part_11,
  CAST(SUM(bin_10) AS DOUBLE) AS part_12,
  CAST(SUM(bin_11) AS DOUBLE) AS part_13,
  CAST(SUM(bin_12) AS DOUBLE) AS part_14,
  CAST(SUM(bin_13) AS DOUBLE) AS part_15,
  CAST(SUM(bin_14) AS DOUBLE) AS part_16,
  CAST(SUM(bin_15) AS DOUBLE) AS part_17,
  CAST(SUM(bin_16) AS DOUBLE) AS part_18,
  CAST(SUM(bin_17) AS DOUBLE) AS part_19,
  CAST(SUM(bin_18) AS DOUBLE) AS part_20,
  CAST(SUM(bin_19) AS DOUBLE) AS part_21,
  CAST(SUM(bin_20) AS DOUBLE) AS part_22,
  CAST(SUM(bin_21) AS DOUBLE) AS part_23,
  CAST(SUM(bin_22) AS DOUBLE) AS part_24,
  CAST(SUM(bin_23) AS DOUBLE) AS part_25,
  CAST(SUM(bin_24) AS DOUBLE) AS part_26,
  CAST(SUM(bin_25) AS DOUBLE) AS part_27,
  CAST(SUM(bin_26) AS DOUBLE) AS part_28,
  CAST(SUM(bin_27) AS DOUBLE) AS part_29,
  CAST(SUM(bin_28) AS DOUBLE) AS part_30,
  CAST(SUM(bin_29) AS DOUBLE) AS part_31,
  CAST(SUM(bin_30) AS DOUBLE) AS part_32,
  CAST(SUM(bin_31) AS DOUBLE) AS part_33,
  CAST(SUM(bin_32) AS DOUBLE) AS part_34,
  CAST(SUM(bin_33) AS DOUBLE) AS part_35,
  CAST(SUM(bin_34) AS DOUBLE) AS part_36,
  CAST(SUM(bin_35) AS DOUBLE) AS part_37,
  CAST(SUM(bin_36) AS DOUBLE) AS part_38,
  CAST(SUM(bin_37) AS DOUBLE) AS part_39,
  CAST(SUM(bin_38) AS DOUBLE) AS part_40,
  CAST(SUM(bin_39) AS DOUBLE) AS part_41,
  CAST(SUM(bin_40) AS DOUBLE) AS part_42,
  CAST(SUM(bin_41) AS DOUBLE) AS part_43,
  CAST(SUM(bin_42) AS DOUBLE) AS part_44,
  CAST(SUM(bin_43) AS DOUBLE) AS part_45,
  CAST(SUM(bin_44) AS DOUBLE) AS part_46,
  CAST(SUM(bin_45) AS DOUBLE) AS part_47,
  CAST(SUM(bin_46) AS DOUBLE) AS part_48,
  CAST(SUM(bin_47) AS DOUBLE) AS part_49,
  CAST(SUM(bin_48) AS DOUBLE) AS part_50,
  CAST(SUM(bin_49) AS DOUBLE) AS part_51,
  CAST(SUM(bin_50) AS DOUBLE) AS part_52,
  CAST(SUM(bin_51) AS DOUBLE) AS part_53,
  CAST(SUM(bin_52) AS DOUBLE) AS part_54,
  CAST(SUM(bin_53) AS DOUBLE) AS part_55,
  CAST(SUM(bin_54) AS DOUBLE) AS part_56,
  CAST(SUM(bin_55) AS DOUBLE) AS part_57,
  CAST(SUM(bin_56) AS DOUBLE) AS part_58,
  CAST(SUM(bin_57) AS DOUBLE) AS part_59,
  CAST(SUM(bin_58) AS DOUBLE) AS part_60,
  CAST(SUM(bin_59) AS DOUBLE) AS part_61,
  CAST(SUM(bin_60) AS DOUBLE) AS part_62,
  CAST(SUM(bin_61) AS DOUBLE) AS part_63,
  CAST(SUM(resolution_median_bin_0) AS DOUBLE) AS part_64,
  CAST(SUM(resolution_median_bin_1) AS DOUBLE) AS part_65,
  CAST(SUM(resolution_median_bin_2) AS DOUBLE) AS part_66,
  CAST(SUM(resolution_median_bin_3) AS DOUBLE) AS part_67,
  CAST(SUM(resolution_median_bin_4) AS DOUBLE) AS part_68,
  CAST(SUM(resolution_median_bin_5) AS DOUBLE) AS part_69,
  CAST(SUM(resolution_median_bin_6) AS DOUBLE) AS part_70,
  CAST(SUM(resolution_median_bin_7) AS DOUBLE) AS part_71,
  CAST(SUM(resolution_median_bin_8) AS DOUBLE) AS part_72,
  CAST(SUM(resolution_median_bin_9) AS DOUBLE) AS part_73,
  CAST(SUM(resolution_median_bin_10) AS DOUBLE) AS part_74,
  CAST(SUM(resolution_median_bin_11) AS DOUBLE) AS part_75,
  CAST(SUM(resolution_median_bin_12) AS DOUBLE) AS part_76,
  CAST(SUM(resolution_median_bin_13) AS DOUBLE) AS part_77,
  CAST(SUM(resolution_median_bin_14) AS DOUBLE) AS part_78,
  CAST(SUM(resolution_median_bin_15) AS DOUBLE) AS part_79,
  CAST(SUM(resolution_median_bin_16) AS DOUBLE) AS part_80,
  CAST(SUM(resolution_median_bin_17) AS DOUBLE) AS part_81,
  CAST(SUM(resolution_median_bin_18) AS DOUBLE) AS part_82,
  CAST(SUM(resolution_median_bin_19) AS DOUBLE) AS part_83,
  CAST(SUM(resolution_median_bin_20) AS DOUBLE) AS part_84,
  CAST(SUM(resolution_median_bin_21) AS DOUBLE) AS part_85,
  CAST(SUM(resolution_median_bin_22) AS DOUBLE) AS part_86,
  CAST(SUM(resolution_median_bin_23) AS DOUBLE) AS part_87,
  CAST(SUM(resolution_median_bin_24) AS DOUBLE) AS part_88,
  CAST(SUM(resolution_median_bin_25) AS DOUBLE) AS part_89,
  CAST(SUM(resolution_median_bin_26) AS DOUBLE) AS part_90,
  CAST(SUM(resolution_median_bin_27) AS DOUBLE) AS part_91,
  CAST(SUM(resolution_median_bin_28) AS DOUBLE) AS part_92,
  CAST(SUM(resolution_median_bin_29) AS DOUBLE) AS part_93,
  CAST(SUM(resolution_median_bin_30) AS DOUBLE) AS part_94,
  CAST(SUM(resolution_median_bin_31) AS DOUBLE) AS part_95,
  CAST(SUM(resolution_median_bin_32) AS DOUBLE) AS part_96,
  CAST(SUM(resolution_median_bin_33) AS DOUBLE) AS part_97,
  CAST(SUM(resolution_median_bin_34) AS DOUBLE) AS part_98,
  CAST(SUM(resolution_median_bin_35) AS DOUBLE) AS part_99,
  CAST(SUM(resolution_median_bin_36) AS DOUBLE) AS part_100,
  CAST(SUM(resolution_median_bin_37) AS DOUBLE) AS part_101,
  CAST(SUM(resolution_median_bin_38) AS DOUBLE) AS part_102,
  CAST(SUM(resolution_median_bin_39) AS DOUBLE) AS part_103,
  CAST(SUM(resolution_median_bin_40) AS DOUBLE) AS part_104,
  CAST(SUM(resolution_median_bin_41) AS DOUBLE) AS part_105,
  CAST(SUM(resolution_median_bin_42) AS DOUBLE) AS part_106,
  CAST(SUM(resolution_median_bin_43) AS DOUBLE) AS part_107,
  CAST(SUM(resolution_median_bin_44) AS DOUBLE) AS part_108,
  CAST(SUM(resolution_median_bin_45) AS DOUBLE) AS part_109,
  CAST(SUM(resolution_median_bin_46) AS DOUBLE) AS part_110,
  CAST(SUM(resolution_median_bin_47) AS DOUBLE) AS part_111,
  CAST(SUM(resolution_median_bin_48) AS DOUBLE) AS part_112,
  CAST(SUM(resolution_median_bin_49) AS DOUBLE) AS part_113,
  CAST(SUM(resolution_median_bin_50) AS DOUBLE) AS part_114,
  CAST(SUM(resolution_median_bin_51) AS DOUBLE) AS part_115,
  CAST(SUM(resolution_median_bin_52) AS DOUBLE) AS part_116,
  CAST(SUM(resolution_median_bin_53) AS DOUBLE) AS part_117,
  CAST(SUM(resolution_median_bin_54) AS DOUBLE) AS part_118,
  CAST(SUM(resolution_median_bin_55) AS DOUBLE) AS part_119,
  CAST(SUM(resolution_median_bin_56) AS DOUBLE) AS part_120,
  CAST(SUM(resolution_median_bin_57) AS DOUBLE) AS part_121,
  CAST(SUM(resolution_median_bin_58) AS DOUBLE) AS part_122,
  CAST(SUM(resolution_median_bin_59) AS DOUBLE) AS part_123,
  CAST(SUM(resolution_median_bin_60) AS DOUBLE) AS part_124,
  CAST(SUM(resolution_median_bin_61) AS DOUBLE) AS part_125,
  CAST(SUM(first_response_open_hours_median_bin_0) AS DOUBLE) AS part_126,
  CAST(SUM(first_response_open_hours_median_bin_1) AS DOUBLE) AS part_127,
  CAST(SUM(first_response_open_hours_median_bin_2) AS DOUBLE) AS part_128,
  CAST(SUM(first_response_open_hours_median_bin_3) AS DOUBLE) AS part_129,
  CAST(SUM(first_response_open_hours_median_bin_4) AS DOUBLE) AS part_130,
  CAST(SUM(first_response_open_hours_median_bin_5) AS DOUBLE) AS part_131,
  CAST(SUM(first_response_open_hours_median_bin_6) AS DOUBLE) AS part_132,
  CAST(SUM(first_response_open_hours_median_bin_7) AS DOUBLE) AS part_133,
  CAST(SUM(first_response_open_hours_median_bin_8) AS DOUBLE) AS part_134,
  CAST(SUM(first_response_open_hours_median_bin_9) AS DOUBLE) AS part_135,
  CAST(SUM(first_response_open_hours_median_bin_10) AS DOUBLE) AS part_136,
  CAST(SUM(first_response_open_hours_median_bin_11) AS DOUBLE) AS part_137,
  CAST(SUM(first_response_open_hours_median_bin_12) AS DOUBLE) AS part_138,
  CAST(SUM(first_response_open_hours_median_bin_13) AS DOUBLE) AS part_139,
  CAST(SUM(first_response_open_hours_median_bin_14) AS DOUBLE) AS part_140,
  CAST(SUM(first_response_open_hours_median_bin_15) AS DOUBLE) AS part_141,
  CAST(SUM(first_response_open_hours_median_bin_16) AS DOUBLE) AS part_142,
  CAST(SUM(first_response_open_hours_median_bin_17) AS DOUBLE) AS part_143,
  CAST(SUM(first_response_open_hours_median_bin_18) AS DOUBLE) AS part_144,
  CAST(SUM(first_response_open_hours_median_bin_19) AS DOUBLE) AS part_145,
  CAST(SUM(first_response_open_hours_median_bin_20) AS DOUBLE) AS part_146,
  CAST(SUM(first_response_open_hours_median_bin_21) AS DOUBLE) AS part_147,
  CAST(SUM(first_response_open_hours_median_bin_22) AS DOUBLE) AS part_148,
  CAST(SUM(first_response_open_hours_median_bin_23) AS DOUBLE) AS part_149,
  CAST(SUM(first_response_open_hours_median_bin_24) AS DOUBLE) AS part_150,
  CAST(SUM(first_response_open_hours_median_bin_25) AS DOUBLE) AS part_151,
  CAST(SUM(first_response_open_hours_median_bin_26) AS DOUBLE) AS part_152,
  CAST(SUM(first_response_open_hours_median_bin_27) AS DOUBLE) AS part_153,
  CAST(SUM(first_response_open_hours_median_bin_28) AS DOUBLE) AS part_154,
  CAST(SUM(first_response_open_hours_median_bin_29) AS DOUBLE) AS part_155,
  CAST(SUM(first_response_open_hours_median_bin_30) AS DOUBLE) AS part_156,
  CAST(SUM(first_response_open_hours_median_bin_31) AS DOUBLE) AS part_157,
  CAST(SUM(first_response_open_hours_median_bin_32) AS DOUBLE) AS part_158,
  CAST(SUM(first_response_open_hours_median_bin_33) AS DOUBLE) AS part_159,
  CAST(SUM(first_response_open_hours_median_bin_34) AS DOUBLE) AS part_160,
  CAST(SUM(first_response_open_hours_median_bin_35) AS DOUBLE) AS part_161,
  CAST(SUM(first_response_open_hours_median_bin_36) AS DOUBLE) AS part_162,
  CAST(SUM(first_response_open_hours_median_bin_37) AS DOUBLE) AS part_163,
  CAST(SUM(first_response_open_hours_median_bin_38) AS DOUBLE) AS part_164,
  CAST(SUM(first_response_open_hours_median_bin_39) AS DOUBLE) AS part_165,
  CAST(SUM(first_response_open_hours_median_bin_40) AS DOUBLE) AS part_166,
  CAST(SUM(first_response_open_hours_median_bin_41) AS DOUBLE) AS part_167,
  CAST(SUM(first_response_open_hours_median_bin_42) AS DOUBLE) AS part_168,
  CAST(SUM(first_response_open_hours_median_bin_43) AS DOUBLE) AS part_169,
  CAST(SUM(first_response_open_hours_median_bin_44) AS DOUBLE) AS part_170,
  CAST(SUM(first_response_open_hours_median_bin_45) AS DOUBLE) AS part_171,
  CAST(SUM(first_response_open_hours_median_bin_46) AS DOUBLE) AS part_172,
  CAST(SUM(first_response_open_hours_median_bin_47) AS DOUBLE) AS part_173,
  CAST(SUM(first_response_open_hours_median_bin_48) AS DOUBLE) AS part_174,
  CAST(SUM(first_response_open_hours_median_bin_49) AS DOUBLE) AS part_175,
  CAST(SUM(first_response_open_hours_median_bin_50) AS DOUBLE) AS part_176,
  CAST(SUM(first_response_open_hours_median_bin_51) AS DOUBLE) AS part_177,
  CAST(SUM(first_response_open_hours_median_bin_52) AS DOUBLE) AS part_178,
  CAST(SUM(first_response_open_hours_median_bin_53) AS DOUBLE) AS part_179,
  CAST(SUM(first_response_open_hours_median_bin_54) AS DOUBLE) AS part_180,
  CAST(SUM(first_response_open_hours_median_bin_55) AS DOUBLE) AS part_181,
  CAST(SUM(first_response_open_hours_median_bin_56) AS DOUBLE) AS part_182,
  CAST(SUM(first_response_open_hours_median_bin_57) AS DOUBLE) AS part_183,
  CAST(SUM(first_response_open_hours_median_bin_58) AS DOUBLE) AS part_184,
  CAST(SUM(first_response_open_hours_median_bin_59) AS DOUBLE) AS part_185,
  CAST(SUM(first_response_open_hours_median_bin_60) AS DOUBLE) AS part_186,
  CAST(SUM(first_response_open_hours_median_bin_61) AS DOUBLE) AS part_187,
  CAST(SUM(resolution_open_hours_median_bin_0) AS DOUBLE) AS part_188,
  CAST(SUM(resolution_open_hours_median_bin_1) AS DOUBLE) AS part_189,
  CAST(SUM(resolution_open_hours_median_bin_2) AS DOUBLE) AS part_190,
  CAST(SUM(resolution_open_hours_median_bin_3) AS DOUBLE) AS part_191,
  CAST(SUM(resolution_open_hours_median_bin_4) AS DOUBLE) AS part_192,
  CAST(SUM(resolution_open_hours_median_bin_5) AS DOUBLE) AS part_193,
  CAST(SUM(resolution_open_hours_median_bin_6) AS DOUBLE) AS part_194,
  CAST(SUM(resolution_open_hours_median_bin_7) AS DOUBLE) AS part_195,
  CAST(SUM(resolution_open_hours_median_bin_8) AS DOUBLE) AS part_196,
  CAST(SUM(resolution_open_hours_median_bin_9) AS DOUBLE) AS part_197,
  CAST(SUM(resolution_open_hours_median_bin_10) AS DOUBLE) AS part_198,
  CAST(SUM(resolution_open_hours_median_bin_11) AS DOUBLE) AS part_199,
  CAST(SUM(resolution_open_hours_median_bin_12) AS DOUBLE) AS part_200,
  CAST(SUM(resolution_open_hours_median_bin_13) AS DOUBLE) AS part_201,
  CAST(SUM(resolution_open_hours_median_bin_14) AS DOUBLE) AS part_202,
  CAST(SUM(resolution_open_hours_median_bin_15) AS DOUBLE) AS part_203,
  CAST(SUM(resolution_open_hours_median_bin_16) AS DOUBLE) AS part_204,
  CAST(SUM(resolution_open_hours_median_bin_17) AS DOUBLE) AS part_205,
  CAST(SUM(resolution_open_hours_median_bin_18) AS DOUBLE) AS part_206,
  CAST(SUM(resolution_open_hours_median_bin_19) AS DOUBLE) AS part_207,
  CAST(SUM(resolution_open_hours_median_bin_20) AS DOUBLE) AS part_208,
  CAST(SUM(resolution_open_hours_median_bin_21) AS DOUBLE) AS part_209,
  CAST(SUM(resolution_open_hours_median_bin_22) AS DOUBLE) AS part_210,
  CAST(SUM(resolution_open_hours_median_bin_23) AS DOUBLE) AS part_211,
  CAST(SUM(resolution_open_hours_median_bin_24) AS DOUBLE) AS part_212,
  CAST(SUM(resolution_open_hours_median_bin_25) AS DOUBLE) AS part_213,
  CAST(SUM(resolution_open_hours_median_bin_26) AS DOUBLE) AS part_214,
  CAST(SUM(resolution_open_hours_median_bin_27) AS DOUBLE) AS part_215,
  CAST(SUM(resolution_open_hours_median_bin_28) AS DOUBLE) AS part_216,
  CAST(SUM(resolution_open_hours_median_bin_29) AS DOUBLE) AS part_217,
  CAST(SUM(resolution_open_hours_median_bin_30) AS DOUBLE) AS part_218,
  CAST(SUM(resolution_open_hours_median_bin_31) AS DOUBLE) AS part_219,
  CAST(SUM(resolution_open_hours_median_bin_32) AS DOUBLE) AS part_220,
  CAST(SUM(resolution_open_hours_median_bin_33) AS DOUBLE) AS part_221,
  CAST(SUM(resolution_open_hours_median_bin_34) AS DOUBLE) AS part_222,
  CAST(SUM(resolution_open_hours_median_bin_35) AS DOUBLE) AS part_223,
  CAST(SUM(resolution_open_hours_median_bin_36) AS DOUBLE) AS part_224,
  CAST(SUM(resolution_open_hours_median_bin_37) AS DOUBLE) AS part_225,
  CAST(SUM(resolution_open_hours_median_bin_38) AS DOUBLE) AS part_226,
  CAST(SUM(resolution_open_hours_median_bin_39) AS DOUBLE) AS part_227,
  CAST(SUM(resolution_open_hours_median_bin_40) AS DOUBLE) AS part_228,
  CAST(SUM(resolution_open_hours_median_bin_41) AS DOUBLE) AS part_229,
  CAST(SUM(resolution_open_hours_median_bin_42) AS DOUBLE) AS part_230,
  CAST(SUM(resolution_open_hours_median_bin_43) AS DOUBLE) AS part_231,
  CAST(SUM(resolution_open_hours_median_bin_44) AS DOUBLE) AS part_232,
  CAST(SUM(resolution_open_hours_median_bin_45) AS DOUBLE) AS part_233,
  CAST(SUM(resolution_open_hours_median_bin_46) AS DOUBLE) AS part_234,
  CAST(SUM(resolution_open_hours_median_bin_47) AS DOUBLE) AS part_235,
  CAST(SUM(resolution_open_hours_median_bin_48) AS DOUBLE) AS part_236,
  CAST(SUM(resolution_open_hours_median_bin_49) AS DOUBLE) AS part_237,
  CAST(SUM(resolution_open_hours_median_bin_50) AS DOUBLE) AS part_238,
  CAST(SUM(resolution_open_hours_median_bin_51) AS DOUBLE) AS part_239,
  CAST(SUM(resolution_open_hours_median_bin_52) AS DOUBLE) AS part_240,
  CAST(SUM(resolution_open_hours_median_bin_53) AS DOUBLE) AS part_241,
  CAST(SUM(resolution_open_hours_median_bin_54) AS DOUBLE) AS part_242,
  CAST(SUM(resolution_open_hours_median_bin_55) AS DOUBLE) AS part_243,
  CAST(SUM(resolution_open_hours_median_bin_56) AS DOUBLE) AS part_244,
  CAST(SUM(resolution_open_hours_median_bin_57) AS DOUBLE) AS part_245,
  CAST(SUM(resolution_open_hours_median_bin_58) AS DOUBLE) AS part_246,
  CAST(SUM(resolution_open_hours_median_bin_59) AS DOUBLE) AS part_247,
  CAST(SUM(resolution_open_hours_median_bin_60) AS DOUBLE) AS part_248,
  CAST(SUM(resolution_open_hours_median_bin_61) AS DOUBLE) AS part_249,
  CAST(SUM(hits) AS DOUBLE) AS part_250,
  CAST(SUM(tries) AS DOUBLE) AS part_251,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_252,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_253,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_254,
  CAST(SUM(resolution_sla_met_hits) AS DOUBLE) AS part_255,
  CAST(SUM(resolution_sla_met_tries) AS DOUBLE) AS part_256,
  CAST(SUM(resolution_sla_met_hits * resolution_sla_met_hits) AS DOUBLE) AS part_257,
  CAST(SUM(resolution_sla_met_hits * resolution_sla_met_tries) AS DOUBLE) AS part_258,
  CAST(SUM(resolution_sla_met_tries * resolution_sla_met_tries) AS DOUBLE) AS part_259,
  CAST(SUM(reopen_rate_hits) AS DOUBLE) AS part_260,
  CAST(SUM(reopen_rate_tries) AS DOUBLE) AS part_261,
  CAST(SUM(reopen_rate_hits * reopen_rate_hits) AS DOUBLE) AS part_262,
  CAST(SUM(reopen_rate_hits * reopen_rate_tries) AS DOUBLE) AS part_263,
  CAST(SUM(reopen_rate_tries * reopen_rate_tries) AS DOUBLE) AS part_264,
  CAST(COUNT_IF(NOT units.customer IS NULL AND open > 0) AS DOUBLE) AS part_265,
  CAST(SUM(tickets) AS DOUBLE) AS part_266
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
  CAST(SUM(waiting) AS DOUBLE) AS part_1,
  CAST(SUM(bin_0) AS DOUBLE) AS part_2,
  CAST(SUM(bin_1) AS DOUBLE) AS part_3,
  CAST(SUM(bin_2) AS DOUBLE) AS part_4,
  CAST(SUM(bin_3) AS DOUBLE) AS part_5,
  CAST(SUM(bin_4) AS DOUBLE) AS part_6,
  CAST(SUM(bin_5) AS DOUBLE) AS part_7,
  CAST(SUM(bin_6) AS DOUBLE) AS part_8,
  CAST(SUM(bin_7) AS DOUBLE) AS part_9,
  CAST(SUM(bin_8) AS DOUBLE) AS part_10,
  CAST(SUM(bin_9) AS DOUBLE) AS part_11,
  CAST(SUM(bin_10) AS DOUBLE) AS part_12,
  CAST(SUM(bin_11) AS DOUBLE) AS part_13,
  CAST(SUM(bin_12) AS DOUBLE) AS part_14,
  CAST(SUM(bin_13) AS DOUBLE) AS part_15,
  CAST(SUM(bin_14) AS DOUBLE) AS part_16,
  CAST(SUM(bin_15) AS DOUBLE) AS part_17,
  CAST(SUM(bin_16) AS DOUBLE) AS part_18,
  CAST(SUM(bin_17) AS DOUBLE) AS part_19,
  CAST(SUM(bin_18) AS DOUBLE) AS part_20,
  CAST(SUM(bin_19) AS DOUBLE) AS part_21,
  CAST(SUM(bin_20) AS DOUBLE) AS part_22,
  CAST(SUM(bin_21) AS DOUBLE) AS part_23,
  CAST(SUM(bin_22) AS DOUBLE) AS part_24,
  CAST(SUM(bin_23) AS DOUBLE) AS part_25,
  CAST(SUM(bin_24) AS DOUBLE) AS part_26,
  CAST(SUM(bin_25) AS DOUBLE) AS part_27,
  CAST(SUM(bin_26) AS DOUBLE) AS part_28,
  CAST(SUM(bin_27) AS DOUBLE) AS part_29,
  CAST(SUM(bin_28) AS DOUBLE) AS part_30,
  CAST(SUM(bin_29) AS DOUBLE) AS part_31,
  CAST(SUM(bin_30) AS DOUBLE) AS part_32,
  CAST(SUM(bin_31) AS DOUBLE) AS part_33,
  CAST(SUM(bin_32) AS DOUBLE) AS part_34,
  CAST(SUM(bin_33) AS DOUBLE) AS part_35,
  CAST(SUM(bin_34) AS DOUBLE) AS part_36,
  CAST(SUM(bin_35) AS DOUBLE) AS part_37,
  CAST(SUM(bin_36) AS DOUBLE) AS part_38,
  CAST(SUM(bin_37) AS DOUBLE) AS part_39,
  CAST(SUM(bin_38) AS DOUBLE) AS part_40,
  CAST(SUM(bin_39) AS DOUBLE) AS part_41,
  CAST(SUM(bin_40) AS DOUBLE) AS part_42,
  CAST(SUM(bin_41) AS DOUBLE) AS part_43,
  CAST(SUM(bin_42) AS DOUBLE) AS part_44,
  CAST(SUM(bin_43) AS DOUBLE) AS part_45,
  CAST(SUM(bin_44) AS DOUBLE) AS part_46,
  CAST(SUM(bin_45) AS DOUBLE) AS part_47,
  CAST(SUM(bin_46) AS DOUBLE) AS part_48,
  CAST(SUM(bin_47) AS DOUBLE) AS part_49,
  CAST(SUM(bin_48) AS DOUBLE) AS part_50,
  CAST(SUM(bin_49) AS DOUBLE) AS part_51,
  CAST(SUM(bin_50) AS DOUBLE) AS part_52,
  CAST(SUM(bin_51) AS DOUBLE) AS part_53,
  CAST(SUM(bin_52) AS DOUBLE) AS part_54,
  CAST(SUM(bin_53) AS DOUBLE) AS part_55,
  CAST(SUM(bin_54) AS DOUBLE) AS part_56,
  CAST(SUM(bin_55) AS DOUBLE) AS part_57,
  CAST(SUM(bin_56) AS DOUBLE) AS part_58,
  CAST(SUM(bin_57) AS DOUBLE) AS part_59,
  CAST(SUM(bin_58) AS DOUBLE) AS part_60,
  CAST(SUM(bin_59) AS DOUBLE) AS part_61,
  CAST(SUM(bin_60) AS DOUBLE) AS part_62,
  CAST(SUM(bin_61) AS DOUBLE) AS part_63,
  CAST(SUM(resolution_median_bin_0) AS DOUBLE) AS part_64,
  CAST(SUM(resolution_median_bin_1) AS DOUBLE) AS part_65,
  CAST(SUM(resolution_median_bin_2) AS DOUBLE) AS part_66,
  CAST(SUM(resolution_median_bin_3) AS DOUBLE) AS part_67,
  CAST(SUM(resolution_median_bin_4) AS DOUBLE) AS part_68,
  CAST(SUM(resolution_median_bin_5) AS DOUBLE) AS part_69,
  CAST(SUM(resolution_median_bin_6) AS DOUBLE) AS part_70,
  CAST(SUM(resolution_median_bin_7) AS DOUBLE) AS part_71,
  CAST(SUM(resolution_median_bin_8) AS DOUBLE) AS part_72,
  CAST(SUM(resolution_median_bin_9) AS DOUBLE) AS part_73,
  CAST(SUM(resolution_median_bin_10) AS DOUBLE) AS part_74,
  CAST(SUM(resolution_median_bin_11) AS DOUBLE) AS part_75,
  CAST(SUM(resolution_median_bin_12) AS DOUBLE) AS part_76,
  CAST(SUM(resolution_median_bin_13) AS DOUBLE) AS part_77,
  CAST(SUM(resolution_median_bin_14) AS DOUBLE) AS part_78,
  CAST(SUM(resolution_median_bin_15) AS DOUBLE) AS part_79,
  CAST(SUM(resolution_median_bin_16) AS DOUBLE) AS part_80,
  CAST(SUM(resolution_median_bin_17) AS DOUBLE) AS part_81,
  CAST(SUM(resolution_median_bin_18) AS DOUBLE) AS part_82,
  CAST(SUM(resolution_median_bin_19) AS DOUBLE) AS part_83,
  CAST(SUM(resolution_median_bin_20) AS DOUBLE) AS part_84,
  CAST(SUM(resolution_median_bin_21) AS DOUBLE) AS part_85,
  CAST(SUM(resolution_median_bin_22) AS DOUBLE) AS part_86,
  CAST(SUM(resolution_median_bin_23) AS DOUBLE) AS part_87,
  CAST(SUM(resolution_median_bin_24) AS DOUBLE) AS part_88,
  CAST(SUM(resolution_median_bin_25) AS DOUBLE) AS part_89,
  CAST(SUM(resolution_median_bin_26) AS DOUBLE) AS part_90,
  CAST(SUM(resolution_median_bin_27) AS DOUBLE) AS part_91,
  CAST(SUM(resolution_median_bin_28) AS DOUBLE) AS part_92,
  CAST(SUM(resolution_median_bin_29) AS DOUBLE) AS part_93,
  CAST(SUM(resolution_median_bin_30) AS DOUBLE) AS part_94,
  CAST(SUM(resolution_median_bin_31) AS DOUBLE) AS part_95,
  CAST(SUM(resolution_median_bin_32) AS DOUBLE) AS part_96,
  CAST(SUM(resolution_median_bin_33) AS DOUBLE) AS part_97,
  CAST(SUM(resolution_median_bin_34) AS DOUBLE) AS part_98,
  CAST(SUM(resolution_median_bin_35) AS DOUBLE) AS part_99,
  CAST(SUM(resolution_median_bin_36) AS DOUBLE) AS part_100,
  CAST(SUM(resolution_median_bin_37) AS DOUBLE) AS part_101,
  CAST(SUM(resolution_median_bin_38) AS DOUBLE) AS part_102,
  CAST(SUM(resolution_median_bin_39) AS DOUBLE) AS part_103,
  CAST(SUM(resolution_median_bin_40) AS DOUBLE) AS part_104,
  CAST(SUM(resolution_median_bin_41) AS DOUBLE) AS part_105,
  CAST(SUM(resolution_median_bin_42) AS DOUBLE) AS part_106,
  CAST(SUM(resolution_median_bin_43) AS DOUBLE) AS part_107,
  CAST(SUM(resolution_median_bin_44) AS DOUBLE) AS part_108,
  CAST(SUM(resolution_median_bin_45) AS DOUBLE) AS part_109,
  CAST(SUM(resolution_median_bin_46) AS DOUBLE) AS part_110,
  CAST(SUM(resolution_median_bin_47) AS DOUBLE) AS part_111,
  CAST(SUM(resolution_median_bin_48) AS DOUBLE) AS part_112,
  CAST(SUM(resolution_median_bin_49) AS DOUBLE) AS part_113,
  CAST(SUM(resolution_median_bin_50) AS DOUBLE) AS part_114,
  CAST(SUM(resolution_median_bin_51) AS DOUBLE) AS part_115,
  CAST(SUM(resolution_median_bin_52) AS DOUBLE) AS part_116,
  CAST(SUM(resolution_median_bin_53) AS DOUBLE) AS part_117,
  CAST(SUM(resolution_median_bin_54) AS DOUBLE) AS part_118,
  CAST(SUM(resolution_median_bin_55) AS DOUBLE) AS part_119,
  CAST(SUM(resolution_median_bin_56) AS DOUBLE) AS part_120,
  CAST(SUM(resolution_median_bin_57) AS DOUBLE) AS part_121,
  CAST(SUM(resolution_median_bin_58) AS DOUBLE) AS part_122,
  CAST(SUM(resolution_median_bin_59) AS DOUBLE) AS part_123,
  CAST(SUM(resolution_median_bin_60) AS DOUBLE) AS part_124,
  CAST(SUM(resolution_median_bin_61) AS DOUBLE) AS part_125,
  CAST(SUM(first_response_open_hours_median_bin_0) AS DOUBLE) AS part_126,
  CAST(SUM(first_response_open_hours_median_bin_1) AS DOUBLE) AS part_127,
  CAST(SUM(first_response_open_hours_median_bin_2) AS DOUBLE) AS part_128,
  CAST(SUM(first_response_open_hours_median_bin_3) AS DOUBLE) AS part_129,
  CAST(SUM(first_response_open_hours_median_bin_4) AS DOUBLE) AS part_130,
  CAST(SUM(first_response_open_hours_median_bin_5) AS DOUBLE) AS part_131,
  CAST(SUM(first_response_open_hours_median_bin_6) AS DOUBLE) AS part_132,
  CAST(SUM(first_response_open_hours_median_bin_7) AS DOUBLE) AS part_133,
  CAST(SUM(first_response_open_hours_median_bin_8) AS DOUBLE) AS part_134,
  CAST(SUM(first_response_open_hours_median_bin_9) AS DOUBLE) AS part_135,
  CAST(SUM(first_response_open_hours_median_bin_10) AS DOUBLE) AS part_136,
  CAST(SUM(first_response_open_hours_median_bin_11) AS DOUBLE) AS part_137,
  CAST(SUM(first_response_open_hours_median_bin_12) AS DOUBLE) AS part_138,
  CAST(SUM(first_response_open_hours_median_bin_13) AS DOUBLE) AS part_139,
  CAST(SUM(first_response_open_hours_median_bin_14) AS DOUBLE) AS part_140,
  CAST(SUM(first_response_open_hours_median_bin_15) AS DOUBLE) AS part_141,
  CAST(SUM(first_response_open_hours_median_bin_16) AS DOUBLE) AS part_142,
  CAST(SUM(first_response_open_hours_median_bin_17) AS DOUBLE) AS part_143,
  CAST(SUM(first_response_open_hours_median_bin_18) AS DOUBLE) AS part_144,
  CAST(SUM(first_response_open_hours_median_bin_19) AS DOUBLE) AS part_145,
  CAST(SUM(first_response_open_hours_median_bin_20) AS DOUBLE) AS part_146,
  CAST(SUM(first_response_open_hours_median_bin_21) AS DOUBLE) AS part_147,
  CAST(SUM(first_response_open_hours_median_bin_22) AS DOUBLE) AS part_148,
  CAST(SUM(first_response_open_hours_median_bin_23) AS DOUBLE) AS part_149,
  CAST(SUM(first_response_open_hours_median_bin_24) AS DOUBLE) AS part_150,
  CAST(SUM(first_response_open_hours_median_bin_25) AS DOUBLE) AS part_151,
  CAST(SUM(first_response_open_hours_median_bin_26) AS DOUBLE) AS part_152,
  CAST(SUM(first_response_open_hours_median_bin_27) AS DOUBLE) AS part_153,
  CAST(SUM(first_response_open_hours_median_bin_28) AS DOUBLE) AS part_154,
  CAST(SUM(first_response_open_hours_median_bin_29) AS DOUBLE) AS part_155,
  CAST(SUM(first_response_open_hours_median_bin_30) AS DOUBLE) AS part_156,
  CAST(SUM(first_response_open_hours_median_bin_31) AS DOUBLE) AS part_157,
  CAST(SUM(first_response_open_hours_median_bin_32) AS DOUBLE) AS part_158,
  CAST(SUM(first_response_open_hours_median_bin_33) AS DOUBLE) AS part_159,
  CAST(SUM(first_response_open_hours_median_bin_34) AS DOUBLE) AS part_160,
  CAST(SUM(first_response_open_hours_median_bin_35) AS DOUBLE) AS part_161,
  CAST(SUM(first_response_open_hours_median_bin_36) AS DOUBLE) AS part_162,
  CAST(SUM(first_response_open_hours_median_bin_37) AS DOUBLE) AS part_163,
  CAST(SUM(first_response_open_hours_median_bin_38) AS DOUBLE) AS part_164,
  CAST(SUM(first_response_open_hours_median_bin_39) AS DOUBLE) AS part_165,
  CAST(SUM(first_response_open_hours_median_bin_40) AS DOUBLE) AS part_166,
  CAST(SUM(first_response_open_hours_median_bin_41) AS DOUBLE) AS part_167,
  CAST(SUM(first_response_open_hours_median_bin_42) AS DOUBLE) AS part_168,
  CAST(SUM(first_response_open_hours_median_bin_43) AS DOUBLE) AS part_169,
  CAST(SUM(first_response_open_hours_median_bin_44) AS DOUBLE) AS part_170,
  CAST(SUM(first_response_open_hours_median_bin_45) AS DOUBLE) AS part_171,
  CAST(SUM(first_response_open_hours_median_bin_46) AS DOUBLE) AS part_172,
  CAST(SUM(first_response_open_hours_median_bin_47) AS DOUBLE) AS part_173,
  CAST(SUM(first_response_open_hours_median_bin_48) AS DOUBLE) AS part_174,
  CAST(SUM(first_response_open_hours_median_bin_49) AS DOUBLE) AS part_175,
  CAST(SUM(first_response_open_hours_median_bin_50) AS DOUBLE) AS part_176,
  CAST(SUM(first_response_open_hours_median_bin_51) AS DOUBLE) AS part_177,
  CAST(SUM(first_response_open_hours_median_bin_52) AS DOUBLE) AS part_178,
  CAST(SUM(first_response_open_hours_median_bin_53) AS DOUBLE) AS part_179,
  CAST(SUM(first_response_open_hours_median_bin_54) AS DOUBLE) AS part_180,
  CAST(SUM(first_response_open_hours_median_bin_55) AS DOUBLE) AS part_181,
  CAST(SUM(first_response_open_hours_median_bin_56) AS DOUBLE) AS part_182,
  CAST(SUM(first_response_open_hours_median_bin_57) AS DOUBLE) AS part_183,
  CAST(SUM(first_response_open_hours_median_bin_58) AS DOUBLE) AS part_184,
  CAST(SUM(first_response_open_hours_median_bin_59) AS DOUBLE) AS part_185,
  CAST(SUM(first_response_open_hours_median_bin_60) AS DOUBLE) AS part_186,
  CAST(SUM(first_response_open_hours_median_bin_61) AS DOUBLE) AS part_187,
  CAST(SUM(resolution_open_hours_median_bin_0) AS DOUBLE) AS part_188,
  CAST(SUM(resolution_open_hours_median_bin_1) AS DOUBLE) AS part_189,
  CAST(SUM(resolution_open_hours_median_bin_2) AS DOUBLE) AS part_190,
  CAST(SUM(resolution_open_hours_median_bin_3) AS DOUBLE) AS part_191,
  CAST(SUM(resolution_open_hours_median_bin_4) AS DOUBLE) AS part_192,
  CAST(SUM(resolution_open_hours_median_bin_5) AS DOUBLE) AS part_193,
  CAST(SUM(resolution_open_hours_median_bin_6) AS DOUBLE) AS part_194,
  CAST(SUM(resolution_open_hours_median_bin_7) AS DOUBLE) AS part_195,
  CAST(SUM(resolution_open_hours_median_bin_8) AS DOUBLE) AS part_196,
  CAST(SUM(resolution_open_hours_median_bin_9) AS DOUBLE) AS part_197,
  CAST(SUM(resolution_open_hours_median_bin_10) AS DOUBLE) AS part_198,
  CAST(SUM(resolution_open_hours_median_bin_11) AS DOUBLE) AS part_199,
  CAST(SUM(resolution_open_hours_median_bin_12) AS DOUBLE) AS part_200,
  CAST(SUM(resolution_open_hours_median_bin_13) AS DOUBLE) AS part_201,
  CAST(SUM(resolution_open_hours_median_bin_14) AS DOUBLE) AS part_202,
  CAST(SUM(resolution_open_hours_median_bin_15) AS DOUBLE) AS part_203,
  CAST(SUM(resolution_open_hours_median_bin_16) AS DOUBLE) AS part_204,
  CAST(SUM(resolution_open_hours_median_bin_17) AS DOUBLE) AS part_205,
  CAST(SUM(resolution_open_hours_median_bin_18) AS DOUBLE) AS part_206,
  CAST(SUM(resolution_open_hours_median_bin_19) AS DOUBLE) AS part_207,
  CAST(SUM(resolution_open_hours_median_bin_20) AS DOUBLE) AS part_208,
  CAST(SUM(resolution_open_hours_median_bin_21) AS DOUBLE) AS part_209,
  CAST(SUM(resolution_open_hours_median_bin_22) AS DOUBLE) AS part_210,
  CAST(SUM(resolution_open_hours_median_bin_23) AS DOUBLE) AS part_211,
  CAST(SUM(resolution_open_hours_median_bin_24) AS DOUBLE) AS part_212,
  CAST(SUM(resolution_open_hours_median_bin_25) AS DOUBLE) AS part_213,
  CAST(SUM(resolution_open_hours_median_bin_26) AS DOUBLE) AS part_214,
  CAST(SUM(resolution_open_hours_median_bin_27) AS DOUBLE) AS part_215,
  CAST(SUM(resolution_open_hours_median_bin_28) AS DOUBLE) AS part_216,
  CAST(SUM(resolution_open_hours_median_bin_29) AS DOUBLE) AS part_217,
  CAST(SUM(resolution_open_hours_median_bin_30) AS DOUBLE) AS part_218,
  CAST(SUM(resolution_open_hours_median_bin_31) AS DOUBLE) AS part_219,
  CAST(SUM(resolution_open_hours_median_bin_32) AS DOUBLE) AS part_220,
  CAST(SUM(resolution_open_hours_median_bin_33) AS DOUBLE) AS part_221,
  CAST(SUM(resolution_open_hours_median_bin_34) AS DOUBLE) AS part_222,
  CAST(SUM(resolution_open_hours_median_bin_35) AS DOUBLE) AS part_223,
  CAST(SUM(resolution_open_hours_median_bin_36) AS DOUBLE) AS part_224,
  CAST(SUM(resolution_open_hours_median_bin_37) AS DOUBLE) AS part_225,
  CAST(SUM(resolution_open_hours_median_bin_38) AS DOUBLE) AS part_226,
  CAST(SUM(resolution_open_hours_median_bin_39) AS DOUBLE) AS part_227,
  CAST(SUM(resolution_open_hours_median_bin_40) AS DOUBLE) AS part_228,
  CAST(SUM(resolution_open_hours_median_bin_41) AS DOUBLE) AS part_229,
  CAST(SUM(resolution_open_hours_median_bin_42) AS DOUBLE) AS part_230,
  CAST(SUM(resolution_open_hours_median_bin_43) AS DOUBLE) AS part_231,
  CAST(SUM(resolution_open_hours_median_bin_44) AS DOUBLE) AS part_232,
  CAST(SUM(resolution_open_hours_median_bin_45) AS DOUBLE) AS part_233,
  CAST(SUM(resolution_open_hours_median_bin_46) AS DOUBLE) AS part_234,
  CAST(SUM(resolution_open_hours_median_bin_47) AS DOUBLE) AS part_235,
  CAST(SUM(resolution_open_hours_median_bin_48) AS DOUBLE) AS part_236,
  CAST(SUM(resolution_open_hours_median_bin_49) AS DOUBLE) AS part_237,
  CAST(SUM(resolution_open_hours_median_bin_50) AS DOUBLE) AS part_238,
  CAST(SUM(resolution_open_hours_median_bin_51) AS DOUBLE) AS part_239,
  CAST(SUM(resolution_open_hours_median_bin_52) AS DOUBLE) AS part_240,
  CAST(SUM(resolution_open_hours_median_bin_53) AS DOUBLE) AS part_241,
  CAST(SUM(resolution_open_hours_median_bin_54) AS DOUBLE) AS part_242,
  CAST(SUM(resolution_open_hours_median_bin_55) AS DOUBLE) AS part_243,
  CAST(SUM(resolution_open_hours_median_bin_56) AS DOUBLE) AS part_244,
  CAST(SUM(resolution_open_hours_median_bin_57) AS DOUBLE) AS part_245,
  CAST(SUM(resolution_open_hours_median_bin_58) AS DOUBLE) AS part_246,
  CAST(SUM(resolution_open_hours_median_bin_59) AS DOUBLE) AS part_247,
  CAST(SUM(resolution_open_hours_median_bin_60) AS DOUBLE) AS part_248,
  CAST(SUM(resolution_open_hours_median_bin_61) AS DOUBLE) AS part_249,
  CAST(SUM(hits) AS DOUBLE) AS part_250,
  CAST(SUM(tries) AS DOUBLE) AS part_251,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_252,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_253,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_254,
  CAST(SUM(resolution_sla_met_hits) AS DOUBLE) AS part_255,
  CAST(SUM(resolution_sla_met_tries) AS DOUBLE) AS part_256,
  CAST(SUM(resolution_sla_met_hits * resolution_sla_met_hits) AS DOUBLE) AS part_257,
  CAST(SUM(resolution_sla_met_hits * resolution_sla_met_tries) AS DOUBLE) AS part_258,
  CAST(SUM(resolution_sla_met_tries * resolution_sla_met_tries) AS DOUBLE) AS part_259,
  CAST(SUM(reopen_rate_hits) AS DOUBLE) AS part_260,
  CAST(SUM(reopen_rate_tries) AS DOUBLE) AS part_261,
  CAST(SUM(reopen_rate_hits * reopen_rate_hits) AS DOUBLE) AS part_262,
  CAST(SUM(reopen_rate_hits * reopen_rate_tries) AS DOUBLE) AS part_263,
  CAST(SUM(reopen_rate_tries * reopen_rate_tries) AS DOUBLE) AS part_264,
  CAST(COUNT_IF(NOT units.customer IS NULL AND open > 0) AS DOUBLE) AS part_265,
  CAST(SUM(tickets) AS DOUBLE) AS part_266
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
