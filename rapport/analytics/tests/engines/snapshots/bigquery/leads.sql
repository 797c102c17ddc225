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
      COALESCE(leads.customer, -1 - leads.bucket) AS unit,
      leads.customer AS customer,
      leads.`at` AS moment,
      leads.bucket,
      COALESCE(leads.region, '') AS region
    FROM leads
    WHERE
      leads.`at` >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND leads.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
      COUNT(*) AS came
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
  FROM UNNEST([STRUCT(1 AS step, 0 AS frame)]) AS given
), frames_standing AS (
  SELECT
    *
  FROM UNNEST([
    STRUCT(
      1 AS frame,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP) AS opens,
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP) AS starts,
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP) AS ends,
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP) AS quiet
    )
  ]) AS given
), seen_standing AS (
  SELECT
    leads.first_response_at,
    leads.qualified_at,
    leads.won_at,
    leads.lost_at,
    COALESCE(leads.customer, -1 - leads.bucket) AS unit,
    leads.customer AS customer,
    leads.`at` AS moment,
    leads.bucket,
    COALESCE(CASE WHEN leads.customer IS NULL THEN leads.region ELSE customers.region END, '') AS region
  FROM leads
  LEFT JOIN customers
    ON customers.id = leads.customer
  WHERE
    leads.`at` >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND leads.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1.0
    ) AS bin_0,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1.259921
    ) AS bin_1,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1.259921
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1.587401
    ) AS bin_2,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1.587401
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 2.0
    ) AS bin_3,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 2.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 2.519842
    ) AS bin_4,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 2.519842
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 3.174802
    ) AS bin_5,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 3.174802
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 4.0
    ) AS bin_6,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 4.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 5.039684
    ) AS bin_7,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 5.039684
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 6.349604
    ) AS bin_8,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 6.349604
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 8.0
    ) AS bin_9,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 8.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 10.079368
    ) AS bin_10,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 10.079368
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 12.699208
    ) AS bin_11,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 12.699208
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 16.0
    ) AS bin_12,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 16.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 20.158737
    ) AS bin_13,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 20.158737
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 25.398417
    ) AS bin_14,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 25.398417
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 32.0
    ) AS bin_15,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 32.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 40.317474
    ) AS bin_16,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 40.317474
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 50.796834
    ) AS bin_17,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 50.796834
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 64.0
    ) AS bin_18,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 64.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 80.634947
    ) AS bin_19,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 80.634947
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 101.593667
    ) AS bin_20,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 101.593667
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 128.0
    ) AS bin_21,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 128.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 161.269894
    ) AS bin_22,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 161.269894
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 203.187335
    ) AS bin_23,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 203.187335
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 256.0
    ) AS bin_24,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 256.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 322.539789
    ) AS bin_25,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 322.539789
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 406.374669
    ) AS bin_26,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 406.374669
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 512.0
    ) AS bin_27,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 512.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 645.079578
    ) AS bin_28,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 645.079578
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 812.749339
    ) AS bin_29,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 812.749339
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1024.0
    ) AS bin_30,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1024.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1290.159155
    ) AS bin_31,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1290.159155
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1625.498677
    ) AS bin_32,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1625.498677
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 2048.0
    ) AS bin_33,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 2048.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 2580.31831
    ) AS bin_34,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 2580.31831
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 3250.997354
    ) AS bin_35,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 3250.997354
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 4096.0
    ) AS bin_36,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 4096.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 5160.63662
    ) AS bin_37,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 5160.63662
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 6501.994709
    ) AS bin_38,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 6501.994709
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 8192.0
    ) AS bin_39,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 8192.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 10321.273241
    ) AS bin_40,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 10321.273241
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 13003.989418
    ) AS bin_41,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 13003.989418
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 16384.0
    ) AS bin_42,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 16384.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 20642.546481
    ) AS bin_43,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 20642.546481
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 26007.978835
    ) AS bin_44,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 26007.978835
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 32768.0
    ) AS bin_45,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 32768.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 41285.092963
    ) AS bin_46,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 41285.092963
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 52015.957671
    ) AS bin_47,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 52015.957671
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 65536.0
    ) AS bin_48,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 65536.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 82570.185926
    ) AS bin_49,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 82570.185926
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 104031.915342
    ) AS bin_50,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 104031.915342
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 131072.0
    ) AS bin_51,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 131072.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 165140.371852
    ) AS bin_52,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 165140.371852
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 208063.830684
    ) AS bin_53,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 208063.830684
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 262144.0
    ) AS bin_54,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 262144.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 330280.743704
    ) AS bin_55,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 330280.743704
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 416127.661367
    ) AS bin_56,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 416127.661367
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 524288.0
    ) AS bin_57,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 524288.0
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 660561.487407
    ) AS bin_58,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 660561.487407
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 832255.322734
    ) AS bin_59,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 832255.322734
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) < 1048576.0
    ) AS bin_60,
    COUNTIF(
      seen.first_response_at >= frames.starts
      AND seen.first_response_at < frames.ends
      AND CAST(DATE_DIFF(seen.first_response_at, seen.moment, SECOND) AS FLOAT64) / NULLIF(60.0, 0) >= 1048576.0
    ) AS bin_61,
    COUNTIF(seen.qualified_at >= frames.starts AND seen.qualified_at < frames.ends) AS hits,
    COUNTIF(
      (
        seen.qualified_at >= frames.starts AND seen.qualified_at < frames.ends
      )
      OR (
        seen.lost_at >= frames.starts
        AND seen.lost_at < frames.ends
        AND seen.qualified_at IS NULL
      )
    ) AS tries,
    COUNTIF(seen.won_at >= frames.starts AND seen.won_at < frames.ends) AS lead_conversion_rate_hits,
    COUNTIF(
      (
        seen.won_at >= frames.starts AND seen.won_at < frames.ends
      )
      OR (
        seen.lost_at >= frames.starts AND seen.lost_at < frames.ends
      )
    ) AS lead_conversion_rate_tries,
    COUNTIF(
      (
        seen.won_at IS NULL OR seen.won_at >= frames.ends
      )
      AND (
        seen.lost_at IS NULL OR seen.lost_at >= frames.ends
      )
    ) AS waiting
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
  CAST(NULL AS INT64) AS segment,
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(came) AS FLOAT64) AS part_1,
  CAST(NULL AS FLOAT64) AS part_2,
  CAST(NULL AS FLOAT64) AS part_3,
  CAST(NULL AS FLOAT64) AS part_4,
  CAST(NULL AS FLOAT64) AS part_5,
  CAST(NULL AS FLOAT64) AS part_6,
  CAST(NULL AS FLOAT64) AS part_7,
  CAST(NULL AS FLOAT64) AS part_8,
  CAST(NULL AS FLOAT64) AS part_9,
  CAST(NULL AS FLOAT64) AS part_10,
  CAST(NULL AS FLOAT64) AS part_11,
  CAST(NULL AS FLOAT64) AS part_12,
  CAST(NULL AS FLOAT64) AS part_13,
  CAST(NULL AS FLOAT64) AS part_14,
  CAST(NULL AS FLOAT64) AS part_15,
  CAST(NULL AS FLOAT64) AS part_16,
  CAST(NULL AS FLOAT64) AS part_17,
  CAST(NULL AS FLOAT64) AS part_18,
  CAST(NULL AS FLOAT64) AS part_19,
  CAST(NULL AS FLOAT64) AS part_20,
  CAST(NULL AS FLOAT64) AS part_21,
  CAST(NULL AS FLOAT64) AS part_22,
  CAST(NULL AS FLOAT64) AS part_23,
  CAST(NULL AS FLOAT64) AS part_24,
  CAST(NULL AS FLOAT64) AS part_25,
  CAST(NULL AS FLOAT64) AS part_26,
  CAST(NULL AS FLOAT64) AS part_27,
  CAST(NULL AS FLOAT64) AS part_28,
  CAST(NULL AS FLOAT64) AS part_29,
  CAST(NULL AS FLOAT64) AS part_30,
  CAST(NULL AS FLOAT64) AS part_31,
  CAST(NULL AS FLOAT64) AS part_32,
  CAST(NULL AS FLOAT64) AS part_33,
  CAST(NULL AS FLOAT64) AS part_34,
  CAST(NULL AS FLOAT64) AS part_35,
  CAST(NULL AS FLOAT64) AS part_36,
  CAST(NULL AS FLOAT64) AS part_37,
  CAST(NULL AS FLOAT64) AS part_38,
  CAST(NULL AS FLOAT64) AS part_39,
  CAST(NULL AS FLOAT64) AS part_40,
  CAST(NULL AS FLOAT64) AS part_41,
  CAST(NULL AS FLOAT64) AS part_42,
  CAST(NULL AS FLOAT64) AS part_43,
  CAST(NULL AS FLOAT64) AS part_44,
  CAST(NULL AS FLOAT64) AS part_45,
  CAST(NULL AS FLOAT64) AS part_46,
  CAST(NULL AS FLOAT64) AS part_47,
  CAST(NULL AS FLOAT64) AS part_48,
  CAST(NULL AS FLOAT64) AS part_49,
  CAST(NULL AS FLOAT64) AS part_50,
  CAST(NULL AS FLOAT64) AS part_51,
  CAST(NULL AS FLOAT64) AS part_52,
  CAST(NULL AS FLOAT64) AS part_53,
  CAST(NULL AS FLOAT64) AS part_54,
  CAST(NULL AS FLOAT64) AS part_55,
  CAST(NULL AS FLOAT64) AS part_56,
  CAST(NULL AS FLOAT64) AS part_57,
  CAST(NULL AS FLOAT64) AS part_58,
  CAST(NULL AS FLOAT64) AS part_59,
  CAST(NULL AS FLOAT64) AS part_60,
  CAST(NULL AS FLOAT64) AS part_61,
  CAST(NULL AS FLOAT64) AS part_62,
  CAST(NULL AS FLOAT64) AS part_63,
  CAST(NULL AS FLOAT64) AS part_64,
  CAST(NULL AS FLOAT64) AS part_65,
  CAST(NULL AS FLOAT64) AS part_66,
  CAST(NULL AS FLOAT64) AS part_67,
  CAST(NULL AS FLOAT64) AS part_68,
  CAST(NULL AS FLOAT64) AS part_69,
  CAST(NULL AS FLOAT64) AS part_70,
  CAST(NULL AS FLOAT64) AS part_71,
  CAST(NULL AS FLOAT64) AS part_72,
  CAST(NULL AS FLOAT64) AS part_73
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
  CAST(SUM(came) AS FLOAT64) AS part_1,
  CAST(NULL AS FLOAT64) AS part_2,
  CAST(NULL AS FLOAT64) AS part_3,
  CAST(NULL AS FLOAT64) AS part_4,
  CAST(NULL AS FLOAT64) AS part_5,
  CAST(NULL AS FLOAT64) AS part_6,
  CAST(NULL AS FLOAT64) AS part_7,
  CAST(NULL AS FLOAT64) AS part_8,
  CAST(NULL AS FLOAT64) AS part_9,
  CAST(NULL AS FLOAT64) AS part_10,
  CAST(NULL AS FLOAT64) AS part_11,
  CAST(NULL AS FLOAT64) AS part_12,
  CAST(NULL AS FLOAT64) AS part_13,
  CAST(NULL AS FLOAT64) AS part_14,
  CAST(NULL AS FLOAT64) AS part_15,
  CAST(NULL AS FLOAT64) AS part_16,
  CAST(NULL AS FLOAT64) AS part_17,
  CAST(NULL AS FLOAT64) AS part_18,
  CAST(NULL AS FLOAT64) AS part_19,
  CAST(NULL AS FLOAT64) AS part_20,
  CAST(NULL AS FLOAT64) AS part_21,
  CAST(NULL AS FLOAT64) AS part_22,
  CAST(NULL AS FLOAT64) AS part_23,
  CAST(NULL AS FLOAT64) AS part_24,
  CAST(NULL AS FLOAT64) AS part_25,
  CAST(NULL AS FLOAT64) AS part_26,
  CAST(NULL AS FLOAT64) AS part_27,
  CAST(NULL AS FLOAT64) AS part_28,
  CAST(NULL AS FLOAT64) AS part_29,
  CAST(NULL AS FLOAT64) AS part_30,
  CAST(NULL AS FLOAT64) AS part_31,
  CAST(NULL AS FLOAT64) AS part_32,
  CAST(NULL AS FLOAT64) AS part_33,
  CAST(NULL AS FLOAT64) AS part_34,
  CAST(NULL AS FLOAT64) AS part_35,
  CAST(NULL AS FLOAT64) AS part_36,
  CAST(NULL AS FLOAT64) AS part_37,
  CAST(NULL AS FLOAT64) AS part_38,
  CAST(NULL AS FLOAT64) AS part_39,
  CAST(NULL AS FLOAT64) AS part_40,
  CAST(NULL AS FLOAT64) AS part_41,
  CAST(NULL AS FLOAT64) AS part_42,
  CAST(NULL AS FLOAT64) AS part_43,
  CAST(NULL AS FLOAT64) AS part_44,
  CAST(NULL AS FLOAT64) AS part_45,
  CAST(NULL AS FLOAT64) AS part_46,
  CAST(NULL AS FLOAT64) AS part_47,
  CAST(NULL AS FLOAT64) AS part_48,
  CAST(NULL AS FLOAT64) AS part_49,
  CAST(NULL AS FLOAT64) AS part_50,
  CAST(NULL AS FLOAT64) AS part_51,
  CAST(NULL AS FLOAT64) AS part_52,
  CAST(NULL AS FLOAT64) AS part_53,
  CAST(NULL AS FLOAT64) AS part_54,
  CAST(NULL AS FLOAT64) AS part_55,
  CAST(NULL AS FLOAT64) AS part_56,
  CAST(NULL AS FLOAT64) AS part_57,
  CAST(NULL AS FLOAT64) AS part_58,
  CAST(NULL AS FLOAT64) AS part_59,
  CAST(NULL AS FLOAT64) AS part_60,
  CAST(NULL AS FLOAT64) AS part_61,
  CAST(NULL AS FLOAT64) AS part_62,
  CAST(NULL AS FLOAT64) AS part_63,
  CAST(NULL AS FLOAT64) AS part_64,
  CAST(NULL AS FLOAT64) AS part_65,
  CAST(NULL AS FLOAT64) AS part_66,
  CAST(NULL AS FLOAT64) AS part_67,
  CAST(NULL AS FLOAT64) AS part_68,
  CAST(NULL AS FLOAT64) AS part_69,
  CAST(NULL AS FLOAT64) AS part_70,
  CAST(NULL AS FLOAT64) AS part_71,
  CAST(NULL AS FLOAT64) AS part_72,
  CAST(NULL AS FLOAT64) AS part_73
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
  CAST(NULL AS INT64) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(bin_0) AS FLOAT64) AS part_1,
  CAST(SUM(bin_1) AS FLOAT64) AS part_2,
  CAST(SUM(bin_2) AS FLOAT64) AS part_3,
  CAST(SUM(bin_3) AS FLOAT64) AS part_4,
  CAST(SUM(bin_4) AS FLOAT64) AS part_5,
  CAST(SUM(bin_5) AS FLOAT64) AS part_6,
  CAST(SUM(bin_6) AS FLOAT64) AS part_7,
  CAST(SUM(bin_7) AS FLOAT64) AS part_8,
  CAST(SUM(bin_8) AS FLOAT64) AS part_9,
  CAST(SUM(bin_9) AS FLOAT64) AS part_10,
  CAST(SUM(bin_10) AS FLOAT64) AS part_11,
  CAST(SUM(bin_11) AS FLOAT64) AS part_12,
  CAST(SUM(bin_12) AS FLOAT64) AS part_13,
  CAST(SUM(bin_13) AS FLOAT64) AS part_14,
  CAST(SUM(bin_14) AS FLOAT64) AS part_15,
  CAST(SUM(bin_15) AS FLOAT64) AS part_16,
  CAST(SUM(bin_16) AS FLOAT64) AS part_17,
  CAST(SUM(bin_17) AS FLOAT64) AS part_18,
  CAST(SUM(bin_18) AS FLOAT64) AS part_19,
  CAST(SUM(bin_19) AS FLOAT64) AS part_20,
  CAST(SUM(bin_20) AS FLOAT64) AS part_21,
  CAST(SUM(bin_21) AS FLOAT64) AS part_22,
  CAST(SUM(bin_22) AS FLOAT64) AS part_23,
  CAST(SUM(bin_23) AS FLOAT64) AS part_24,
  CAST(SUM(bin_24) AS FLOAT64) AS part_25,
  CAST(SUM(bin_25) AS FLOAT64) AS part_26,
  CAST(SUM(bin_26) AS FLOAT64) AS part_27,
  CAST(SUM(bin_27) AS FLOAT64) AS part_28,
  CAST(SUM(bin_28) AS FLOAT64) AS part_29,
  CAST(SUM(bin_29) AS FLOAT64) AS part_30,
  CAST(SUM(bin_30) AS FLOAT64) AS part_31,
  CAST(SUM(bin_31) AS FLOAT64) AS part_32,
  CAST(SUM(bin_32) AS FLOAT64) AS part_33,
  CAST(SUM(bin_33) AS FLOAT64) AS part_34,
  CAST(SUM(bin_34) AS FLOAT64) AS part_35,
  CAST(SUM(bin_35) AS FLOAT64) AS part_36,
  CAST(SUM(bin_36) AS FLOAT64) AS part_37,
  CAST(SUM(bin_37) AS FLOAT64) AS part_38,
  CAST(SUM(bin_38) AS FLOAT64) AS part_39,
  CAST(SUM(bin_39) AS FLOAT64) AS part_40,
  CAST(SUM(bin_40) AS FLOAT64) AS part_41,
  CAST(SUM(bin_41) AS FLOAT64) AS part_42,
  CAST(SUM(bin_42) AS FLOAT64) AS part_43,
  CAST(SUM(bin_43) AS FLOAT64) AS part_44,
  CAST(SUM(bin_44) AS FLOAT64) AS part_45,
  CAST(SUM(bin_45) AS FLOAT64) AS part_46,
  CAST(SUM(bin_46) AS FLOAT64) AS part_47,
  CAST(SUM(bin_47) AS FLOAT64) AS part_48,
  CAST(SUM(bin_48) AS FLOAT64) AS part_49,
  CAST(SUM(bin_49) AS FLOAT64) AS part_50,
  CAST(SUM(bin_50) AS FLOAT64) AS part_51,
  CAST(SUM(bin_51) AS FLOAT64) AS part_52,
  CAST(SUM(bin_52) AS FLOAT64) AS part_53,
  CAST(SUM(bin_53) AS FLOAT64) AS part_54,
  CAST(SUM(bin_54) AS FLOAT64) AS part_55,
  CAST(SUM(bin_55) AS FLOAT64) AS part_56,
  CAST(SUM(bin_56) AS FLOAT64) AS part_57,
  CAST(SUM(bin_57) AS FLOAT64) AS part_58,
  CAST(SUM(bin_58) AS FLOAT64) AS part_59,
  CAST(SUM(bin_59) AS FLOAT64) AS part_60,
  CAST(SUM(bin_60) AS FLOAT64) AS part_61,
  CAST(SUM(bin_61) AS FLOAT64) AS part_62,
  CAST(SUM(hits) AS FLOAT64) AS part_63,
  CAST(SUM(tries) AS FLOAT64) AS part_64,
  CAST(SUM(hits * hits) AS FLOAT64) AS part_65,
  CAST(SUM(hits * tries) AS FLOAT64) AS part_66,
  CAST(SUM(tries * tries) AS FLOAT64) AS part_67,
  CAST(SUM(lead_conversion_rate_hits) AS FLOAT64) AS part_68,
  CAST(SUM(lead_conversion_rate_tries) AS FLOAT64) AS part_69,
  CAST(SUM(lead_conversion_rate_hits * lead_conversion_rate_hits) AS FLOAT64) AS part_70,
  CAST(SUM(lead_conversion_rate_hits * lead_conversion_rate_tries) AS FLOAT64) AS part_71,
  CAST(SUM(lead_conversion_rate_tries * lead_conversion_rate_tries) AS FLOAT64) AS part_72,
  CAST(SUM(waiting) AS FLOAT64) AS part_73
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
  CAST(SUM(bin_0) AS FLOAT64) AS part_1,
  CAST(SUM(bin_1) AS FLOAT64) AS part_2,
  CAST(SUM(bin_2) AS FLOAT64) AS part_3,
  CAST(SUM(bin_3) AS FLOAT64) AS part_4,
  CAST(SUM(bin_4) AS FLOAT64) AS part_5,
  CAST(SUM(bin_5) AS FLOAT64) AS part_6,
  CAST(SUM(bin_6) AS FLOAT64) AS part_7,
  CAST(SUM(bin_7) AS FLOAT64) AS part_8,
  CAST(SUM(bin_8) AS FLOAT64) AS part_9,
  CAST(SUM(bin_9) AS FLOAT64) AS part_10,
  CAST(SUM(bin_10) AS FLOAT64) AS part_11,
  CAST(SUM(bin_11) AS FLOAT64) AS part_12,
  CAST(SUM(bin_12) AS FLOAT64) AS part_13,
  CAST(SUM(bin_13) AS FLOAT64) AS part_14,
  CAST(SUM(bin_14) AS FLOAT64) AS part_15,
  CAST(SUM(bin_15) AS FLOAT64) AS part_16,
  CAST(SUM(bin_16) AS FLOAT64) AS part_17,
  CAST(SUM(bin_17) AS FLOAT64) AS part_18,
  CAST(SUM(bin_18) AS FLOAT64) AS part_19,
  CAST(SUM(bin_19) AS FLOAT64) AS part_20,
  CAST(SUM(bin_20) AS FLOAT64) AS part_21,
  CAST(SUM(bin_21) AS FLOAT64) AS part_22,
  CAST(SUM(bin_22) AS FLOAT64) AS part_23,
  CAST(SUM(bin_23) AS FLOAT64) AS part_24,
  CAST(SUM(bin_24) AS FLOAT64) AS part_25,
  CAST(SUM(bin_25) AS FLOAT64) AS part_26,
  CAST(SUM(bin_26) AS FLOAT64) AS part_27,
  CAST(SUM(bin_27) AS FLOAT64) AS part_28,
  CAST(SUM(bin_28) AS FLOAT64) AS part_29,
  CAST(SUM(bin_29) AS FLOAT64) AS part_30,
  CAST(SUM(bin_30) AS FLOAT64) AS part_31,
  CAST(SUM(bin_31) AS FLOAT64) AS part_32,
  CAST(SUM(bin_32) AS FLOAT64) AS part_33,
  CAST(SUM(bin_33) AS FLOAT64) AS part_34,
  CAST(SUM(bin_34) AS FLOAT64) AS part_35,
  CAST(SUM(bin_35) AS FLOAT64) AS part_36,
  CAST(SUM(bin_36) AS FLOAT64) AS part_37,
  CAST(SUM(bin_37) AS FLOAT64) AS part_38,
  CAST(SUM(bin_38) AS FLOAT64) AS part_39,
  CAST(SUM(bin_39) AS FLOAT64) AS part_40,
  CAST(SUM(bin_40) AS FLOAT64) AS part_41,
  CAST(SUM(bin_41) AS FLOAT64) AS part_42,
  CAST(SUM(bin_42) AS FLOAT64) AS part_43,
  CAST(SUM(bin_43) AS FLOAT64) AS part_44,
  CAST(SUM(bin_44) AS FLOAT64) AS part_45,
  CAST(SUM(bin_45) AS FLOAT64) AS part_46,
  CAST(SUM(bin_46) AS FLOAT64) AS part_47,
  CAST(SUM(bin_47) AS FLOAT64) AS part_48,
  CAST(SUM(bin_48) AS FLOAT64) AS part_49,
  CAST(SUM(bin_49) AS FLOAT64) AS part_50,
  CAST(SUM(bin_50) AS FLOAT64) AS part_51,
  CAST(SUM(bin_51) AS FLOAT64) AS part_52,
  CAST(SUM(bin_52) AS FLOAT64) AS part_53,
  CAST(SUM(bin_53) AS FLOAT64) AS part_54,
  CAST(SUM(bin_54) AS FLOAT64) AS part_55,
  CAST(SUM(bin_55) AS FLOAT64) AS part_56,
  CAST(SUM(bin_56) AS FLOAT64) AS part_57,
  CAST(SUM(bin_57) AS FLOAT64) AS part_58,
  CAST(SUM(bin_58) AS FLOAT64) AS part_59,
  CAST(SUM(bin_59) AS FLOAT64) AS part_60,
  CAST(SUM(bin_60) AS FLOAT64) AS part_61,
  CAST(SUM(bin_61) AS FLOAT64) AS part_62,
  CAST(SUM(hits) AS FLOAT64) AS part_63,
  CAST(SUM(tries) AS FLOAT64) AS part_64,
  CAST(SUM(hits * hits) AS FLOAT64) AS part_65,
  CAST(SUM(hits * tries) AS FLOAT64) AS part_66,
  CAST(SUM(tries * tries) AS FLOAT64) AS part_67,
  CAST(SUM(lead_conversion_rate_hits) AS FLOAT64) AS part_68,
  CAST(SUM(lead_conversion_rate_tries) AS FLOAT64) AS part_69,
  CAST(SUM(lead_conversion_rate_hits * lead_conversion_rate_hits) AS FLOAT64) AS part_70,
  CAST(SUM(lead_conversion_rate_hits * lead_conversion_rate_tries) AS FLOAT64) AS part_71,
  CAST(SUM(lead_conversion_rate_tries * lead_conversion_rate_tries) AS FLOAT64) AS part_72,
  CAST(SUM(waiting) AS FLOAT64) AS part_73
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
