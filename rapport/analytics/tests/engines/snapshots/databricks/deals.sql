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
      deals.opened_at,
      deals.state,
      deals.amount,
      COALESCE(deals.customer, -1 - deals.bucket) AS unit,
      deals.customer AS customer,
      deals.at AS moment,
      deals.bucket,
      COALESCE(deals.region, '') AS region
    FROM deals
    WHERE
      deals.at >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND deals.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
        seen.state = 'won') AS hits,
      COUNT(*) FILTER(WHERE
        seen.state IN ('won', 'lost')) AS tries,
      SUM(seen.amount) FILTER(WHERE
        seen.state = 'won') AS won,
      SUM(seen.amount) FILTER(WHERE
        seen.state IN ('won', 'lost')) AS decided,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1.0) AS bin_0,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1.259921) AS bin_1,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1.259921
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1.587401) AS bin_2,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1.587401
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 2.0) AS bin_3,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 2.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 2.519842) AS bin_4,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 2.519842
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 3.174802) AS bin_5,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 3.174802
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 4.0) AS bin_6,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 4.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 5.039684) AS bin_7,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 5.039684
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 6.349604) AS bin_8,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 6.349604
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 8.0) AS bin_9,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 8.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 10.079368) AS bin_10,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 10.079368
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 12.699208) AS bin_11,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 12.699208
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 16.0) AS bin_12,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 16.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 20.158737) AS bin_13,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 20.158737
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 25.398417) AS bin_14,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 25.398417
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 32.0) AS bin_15,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 32.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 40.317474) AS bin_16,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 40.317474
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 50.796834) AS bin_17,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 50.796834
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 64.0) AS bin_18,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 64.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 80.634947) AS bin_19,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 80.634947
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 101.593667) AS bin_20,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 101.593667
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 128.0) AS bin_21,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 128.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 161.269894) AS bin_22,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 161.269894
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 203.187335) AS bin_23,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 203.187335
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 256.0) AS bin_24,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 256.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 322.539789) AS bin_25,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 322.539789
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 406.374669) AS bin_26,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 406.374669
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 512.0) AS bin_27,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 512.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 645.079578) AS bin_28,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 645.079578
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 812.749339) AS bin_29,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 812.749339
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1024.0) AS bin_30,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1024.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1290.159155) AS bin_31,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1290.159155
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1625.498677) AS bin_32,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1625.498677
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 2048.0) AS bin_33,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 2048.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 2580.31831) AS bin_34,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 2580.31831
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 3250.997354) AS bin_35,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 3250.997354
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 4096.0) AS bin_36,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 4096.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 5160.63662) AS bin_37,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 5160.63662
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 6501.994709) AS bin_38,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 6501.994709
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 8192.0) AS bin_39,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 8192.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 10321.273241) AS bin_40,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 10321.273241
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 13003.989418) AS bin_41,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 13003.989418
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 16384.0) AS bin_42,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 16384.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 20642.546481) AS bin_43,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 20642.546481
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 26007.978835) AS bin_44,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 26007.978835
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 32768.0) AS bin_45,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 32768.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 41285.092963) AS bin_46,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 41285.092963
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 52015.957671) AS bin_47,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 52015.957671
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 65536.0) AS bin_48,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 65536.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 82570.185926) AS bin_49,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 82570.185926
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 104031.915342) AS bin_50,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 104031.915342
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 131072.0) AS bin_51,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 131072.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 165140.371852) AS bin_52,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 165140.371852
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 208063.830684) AS bin_53,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 208063.830684
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 262144.0) AS bin_54,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 262144.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 330280.743704) AS bin_55,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 330280.743704
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 416127.661367) AS bin_56,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 416127.661367
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 524288.0) AS bin_57,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 524288.0
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 660561.487407) AS bin_58,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 660561.487407
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 832255.322734) AS bin_59,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 832255.322734
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) < 1048576.0) AS bin_60,
      COUNT(*) FILTER(WHERE
        seen.state = 'won'
        AND CAST(DATEDIFF(SECOND, seen.opened_at, seen.moment) AS DOUBLE) / NULLIF(60.0, 0) >= 1048576.0) AS bin_61
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
    deals.until,
    deals.state,
    deals.amount,
    deals.probability,
    COALESCE(deals.customer, -1 - deals.bucket) AS unit,
    deals.customer AS customer,
    deals.at AS moment,
    deals.bucket,
    COALESCE(CASE WHEN deals.customer IS NULL THEN deals.region ELSE customers.region END, '') AS region
  FROM deals
  LEFT JOIN customers
    ON customers.id = deals.customer
  WHERE
    deals.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND deals.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.state = 'open' AND (
        seen.until IS NULL OR seen.until >= frames.ends
      )) AS waiting,
    SUM(seen.amount) FILTER(WHERE
      seen.state = 'open' AND (
        seen.until IS NULL OR seen.until >= frames.ends
      )) AS amount,
    SUM(CAST(seen.amount AS DOUBLE) * seen.probability) FILTER(WHERE
      seen.state = 'open' AND (
        seen.until IS NULL OR seen.until >= frames.ends
      )) AS pipeline_forecast_amount,
    COUNT(seen.probability) FILTER(WHERE
      seen.state = 'open' AND (
        seen.until IS NULL OR seen.until >= frames.ends
      )) AS pipeline_forecast_waiting
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
  CAST(SUM(hits) AS DOUBLE) AS part_1,
  CAST(SUM(tries) AS DOUBLE) AS part_2,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_3,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_4,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_5,
  CAST(SUM(won) AS DOUBLE) AS part_6,
  CAST(SUM(decided) AS DOUBLE) AS part_7,
  CAST(SUM(bin_0) AS DOUBLE) AS part_8,
  CAST(SUM(bin_1) AS DOUBLE) AS part_9,
  CAST(SUM(bin_2) AS DOUBLE) AS part_10,
  CAST(SUM(bin_3) AS DOUBLE) AS part_11,
  CAST(SUM(bin_4) AS DOUBLE) AS part_12,
  CAST(SUM(bin_5) AS DOUBLE) AS part_13,
  CAST(SUM(bin_6) AS DOUBLE) AS part_14,
  CAST(SUM(bin_7) AS DOUBLE) AS part_15,
  CAST(SUM(bin_8) AS DOUBLE) AS part_16,
  CAST(SUM(bin_9) AS DOUBLE) AS part_17,
  CAST(SUM(bin_10) AS DOUBLE) AS part_18,
  CAST(SUM(bin_11) AS DOUBLE) AS part_19,
  CAST(SUM(bin_12) AS DOUBLE) AS part_20,
  CAST(SUM(bin_13) AS DOUBLE) AS part_21,
  CAST(SUM(bin_14) AS DOUBLE) AS part_22,
  CAST(SUM(bin_15) AS DOUBLE) AS part_23,
  CAST(SUM(bin_16) AS DOUBLE) AS part_24,
  CAST(SUM(bin_17) AS DOUBLE) AS part_25,
  CAST(SUM(bin_18) AS DOUBLE) AS part_26,
  CAST(SUM(bin_19) AS DOUBLE) AS part_27,
  CAST(SUM(bin_20) AS DOUBLE) AS part_28,
  CAST(SUM(bin_21) AS DOUBLE) AS part_29,
  CAST(SUM(bin_22) AS DOUBLE) AS part_30,
  CAST(SUM(bin_23) AS DOUBLE) AS part_31,
  CAST(SUM(bin_24) AS DOUBLE) AS part_32,
  CAST(SUM(bin_25) AS DOUBLE) AS part_33,
  CAST(SUM(bin_26) AS DOUBLE) AS part_34,
  CAST(SUM(bin_27) AS DOUBLE) AS part_35,
  CAST(SUM(bin_28) AS DOUBLE) AS part_36,
  CAST(SUM(bin_29) AS DOUBLE) AS part_37,
  CAST(SUM(bin_30) AS DOUBLE) AS part_38,
  CAST(SUM(bin_31) AS DOUBLE) AS part_39,
  CAST(SUM(bin_32) AS DOUBLE) AS part_40,
  CAST(SUM(bin_33) AS DOUBLE) AS part_41,
  CAST(SUM(bin_34) AS DOUBLE) AS part_42,
  CAST(SUM(bin_35) AS DOUBLE) AS part_43,
  CAST(SUM(bin_36) AS DOUBLE) AS part_44,
  CAST(SUM(bin_37) AS DOUBLE) AS part_45,
  CAST(SUM(bin_38) AS DOUBLE) AS part_46,
  CAST(SUM(bin_39) AS DOUBLE) AS part_47,
  CAST(SUM(bin_40) AS DOUBLE) AS part_48,
  CAST(SUM(bin_41) AS DOUBLE) AS part_49,
  CAST(SUM(bin_42) AS DOUBLE) AS part_50,
  CAST(SUM(bin_43) AS DOUBLE) AS part_51,
  CAST(SUM(bin_44) AS DOUBLE) AS part_52,
  CAST(SUM(bin_45) AS DOUBLE) AS part_53,
  CAST(SUM(bin_46) AS DOUBLE) AS part_54,
  CAST(SUM(bin_47) AS DOUBLE) AS part_55,
  CAST(SUM(bin_48) AS DOUBLE) AS part_56,
  CAST(SUM(bin_49) AS DOUBLE) AS part_57,
  CAST(SUM(bin_50) AS DOUBLE) AS part_58,
  CAST(SUM(bin_51) AS DOUBLE) AS part_59,
  CAST(SUM(bin_52) AS DOUBLE) AS part_60,
  CAST(SUM(bin_53) AS DOUBLE) AS part_61,
  CAST(SUM(bin_54) AS DOUBLE) AS part_62,
  CAST(SUM(bin_55) AS DOUBLE) AS part_63,
  CAST(SUM(bin_56) AS DOUBLE) AS part_64,
  CAST(SUM(bin_57) AS DOUBLE) AS part_65,
  CAST(SUM(bin_58) AS DOUBLE) AS part_66,
  CAST(SUM(bin_59) AS DOUBLE) AS part_67,
  CAST(SUM(bin_60) AS DOUBLE) AS part_68,
  CAST(SUM(bin_61) AS DOUBLE) AS part_69
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
  CAST(SUM(hits) AS DOUBLE) AS part_1,
  CAST(SUM(tries) AS DOUBLE) AS part_2,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_3,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_4,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_5,
  CAST(SUM(won) AS DOUBLE) AS part_6,
  CAST(SUM(decided) AS DOUBLE) AS part_7,
  CAST(SUM(bin_0) AS DOUBLE) AS part_8,
  CAST(SUM(bin_1) AS DOUBLE) AS part_9,
  CAST(SUM(bin_2) AS DOUBLE) AS part_10,
  CAST(SUM(bin_3) AS DOUBLE) AS part_11,
  CAST(SUM(bin_4) AS DOUBLE) AS part_12,
  CAST(SUM(bin_5) AS DOUBLE) AS part_13,
  CAST(SUM(bin_6) AS DOUBLE) AS part_14,
  CAST(SUM(bin_7) AS DOUBLE) AS part_15,
  CAST(SUM(bin_8) AS DOUBLE) AS part_16,
  CAST(SUM(bin_9) AS DOUBLE) AS part_17,
  CAST(SUM(bin_10) AS DOUBLE) AS part_18,
  CAST(SUM(bin_11) AS DOUBLE) AS part_19,
  CAST(SUM(bin_12) AS DOUBLE) AS part_20,
  CAST(SUM(bin_13) AS DOUBLE) AS part_21,
  CAST(SUM(bin_14) AS DOUBLE) AS part_22,
  CAST(SUM(bin_15) AS DOUBLE) AS part_23,
  CAST(SUM(bin_16) AS DOUBLE) AS part_24,
  CAST(SUM(bin_17) AS DOUBLE) AS part_25,
  CAST(SUM(bin_18) AS DOUBLE) AS part_26,
  CAST(SUM(bin_19) AS DOUBLE) AS part_27,
  CAST(SUM(bin_20) AS DOUBLE) AS part_28,
  CAST(SUM(bin_21) AS DOUBLE) AS part_29,
  CAST(SUM(bin_22) AS DOUBLE) AS part_30,
  CAST(SUM(bin_23) AS DOUBLE) AS part_31,
  CAST(SUM(bin_24) AS DOUBLE) AS part_32,
  CAST(SUM(bin_25) AS DOUBLE) AS part_33,
  CAST(SUM(bin_26) AS DOUBLE) AS part_34,
  CAST(SUM(bin_27) AS DOUBLE) AS part_35,
  CAST(SUM(bin_28) AS DOUBLE) AS part_36,
  CAST(SUM(bin_29) AS DOUBLE) AS part_37,
  CAST(SUM(bin_30) AS DOUBLE) AS part_38,
  CAST(SUM(bin_31) AS DOUBLE) AS part_39,
  CAST(SUM(bin_32) AS DOUBLE) AS part_40,
  CAST(SUM(bin_33) AS DOUBLE) AS part_41,
  CAST(SUM(bin_34) AS DOUBLE) AS part_42,
  CAST(SUM(bin_35) AS DOUBLE) AS part_43,
  CAST(SUM(bin_36) AS DOUBLE) AS part_44,
  CAST(SUM(bin_37) AS DOUBLE) AS part_45,
  CAST(SUM(bin_38) AS DOUBLE) AS part_46,
  CAST(SUM(bin_39) AS DOUBLE) AS part_47,
  CAST(SUM(bin_40) AS DOUBLE) AS part_48,
  CAST(SUM(bin_41) AS DOUBLE) AS part_49,
  CAST(SUM(bin_42) AS DOUBLE) AS part_50,
  CAST(SUM(bin_43) AS DOUBLE) AS part_51,
  CAST(SUM(bin_44) AS DOUBLE) AS part_52,
  CAST(SUM(bin_45) AS DOUBLE) AS part_53,
  CAST(SUM(bin_46) AS DOUBLE) AS part_54,
  CAST(SUM(bin_47) AS DOUBLE) AS part_55,
  CAST(SUM(bin_48) AS DOUBLE) AS part_56,
  CAST(SUM(bin_49) AS DOUBLE) AS part_57,
  CAST(SUM(bin_50) AS DOUBLE) AS part_58,
  CAST(SUM(bin_51) AS DOUBLE) AS part_59,
  CAST(SUM(bin_52) AS DOUBLE) AS part_60,
  CAST(SUM(bin_53) AS DOUBLE) AS part_61,
  CAST(SUM(bin_54) AS DOUBLE) AS part_62,
  CAST(SUM(bin_55) AS DOUBLE) AS part_63,
  CAST(SUM(bin_56) AS DOUBLE) AS part_64,
  CAST(SUM(bin_57) AS DOUBLE) AS part_65,
  CAST(SUM(bin_58) AS DOUBLE) AS part_66,
  CAST(SUM(bin_59) AS DOUBLE) AS part_67,
  CAST(SUM(bin_60) AS DOUBLE) AS part_68,
  CAST(SUM(bin_61) AS DOUBLE) AS part_69
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
  CAST(SUM(amount) AS DOUBLE) AS part_2,
  CAST(SUM(pipeline_forecast_amount) AS DOUBLE) AS part_3,
  CAST(SUM(pipeline_forecast_waiting) AS DOUBLE) AS part_4,
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
  CAST(NULL AS DOUBLE) AS part_69
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
  CAST(SUM(amount) AS DOUBLE) AS part_2,
  CAST(SUM(pipeline_forecast_amount) AS DOUBLE) AS part_3,
  CAST(SUM(pipeline_forecast_waiting) AS DOUBLE) AS part_4,
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
  CAST(NULL AS DOUBLE) AS part_69
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
