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
      order_lines.order_id,
      order_lines.kind,
      order_lines.product,
      order_lines.net,
      order_lines.direct_cost,
      kinds.category,
      COALESCE(order_lines.customer, -1 - order_lines.bucket) AS unit,
      order_lines.customer AS customer,
      order_lines.`at` AS moment,
      order_lines.bucket,
      COALESCE(order_lines.region, '') AS region
    FROM order_lines
    LEFT JOIN (
      SELECT
        products.id AS article,
        products.category AS category
      FROM products
    ) AS kinds
      ON kinds.article = order_lines.product
    WHERE
      order_lines.`at` >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND order_lines.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
      COUNTIF(seen.kind = 'sale') AS sales,
      SUM(seen.net) AS net,
      SUM(IF(NOT seen.direct_cost IS NULL, seen.net, NULL)) AS net_with_cost,
      SUM(seen.direct_cost) AS cost,
      COUNT(*) AS lines,
      COUNT(seen.direct_cost) AS lines_with_cost,
      COUNT(DISTINCT IF(seen.kind = 'sale', seen.product, NULL)) AS different,
      COUNT(DISTINCT IF(seen.kind = 'sale', seen.category, NULL)) AS categories_per_customer_different,
      COUNT(DISTINCT IF(seen.kind = 'sale', seen.order_id, NULL)) AS lines_per_order_sales
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
), enters AS (
  SELECT
    *
  FROM UNNEST([STRUCT(0 AS step, 2 AS frame), STRUCT(1 AS step, 2 AS frame)]) AS given
), firsts AS (
  SELECT
    unit,
    region,
    MIN(CASE WHEN sales > 0 THEN step END) AS sales
  FROM condensed
  GROUP BY
    unit,
    region
), entered AS (
  SELECT
    units.*,
    CASE WHEN firsts.sales > units.step THEN firsts.sales ELSE units.step END AS enters_sales,
    firsts.sales AS first_sales
  FROM condensed AS units
  JOIN firsts
    ON firsts.unit = units.unit AND firsts.region = units.region
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
    order_lines.net,
    order_lines.direct_cost,
    firsts.first_sale_at,
    COALESCE(order_lines.customer, -1 - order_lines.bucket) AS unit,
    order_lines.customer AS customer,
    order_lines.`at` AS moment,
    order_lines.bucket,
    COALESCE(
      CASE
        WHEN order_lines.customer IS NULL
        THEN order_lines.region
        ELSE customers.region
      END,
      ''
    ) AS region
  FROM order_lines
  LEFT JOIN customers
    ON customers.id = order_lines.customer
  LEFT JOIN (
    SELECT
      order_lines.customer AS buyer,
      MIN(order_lines.`at`) AS first_sale_at
    FROM order_lines
    WHERE
      order_lines.kind = 'sale'
    GROUP BY
      order_lines.customer
  ) AS firsts
    ON firsts.buyer = order_lines.customer
  WHERE
    order_lines.`at` >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND order_lines.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 0
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 2629746
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 2629746,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_0,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 2629746
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 5259492
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 5259492,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_1,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 5259492
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 7889238
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 7889238,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_2,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 7889238
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 10518984
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 10518984,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_3,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 10518984
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 13148730
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 13148730,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_4,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 13148730
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 15778476
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 15778476,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_5,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 15778476
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 18408222
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 18408222,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_6,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 18408222
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 21037968
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 21037968,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_7,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 21037968
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 23667714
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 23667714,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_8,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 23667714
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 26297460
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 26297460,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_9,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 26297460
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 28927206
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 28927206,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_10,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 28927206
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 31556952
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 31556952,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_11,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 31556952
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 34186698
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 34186698,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_12,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 34186698
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 36816444
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 36816444,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_13,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 36816444
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 39446190
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 39446190,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_14,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 39446190
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 42075936
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 42075936,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_15,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 42075936
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 44705682
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 44705682,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_16,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 44705682
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 47335428
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 47335428,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_17,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 47335428
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 49965174
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 49965174,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_18,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 49965174
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 52594920
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 52594920,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_19,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 52594920
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 55224666
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 55224666,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_20,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 55224666
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 57854412
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 57854412,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_21,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 57854412
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 60484158
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 60484158,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_22,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 60484158
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 63113904
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 63113904,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_23,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 63113904
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 65743650
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 65743650,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_24,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 65743650
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 68373396
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 68373396,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_25,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 68373396
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 71003142
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 71003142,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_26,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 71003142
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 73632888
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 73632888,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_27,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 73632888
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 76262634
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 76262634,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_28,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 76262634
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 78892380
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 78892380,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_29,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 78892380
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 81522126
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 81522126,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_30,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 81522126
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 84151872
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 84151872,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_31,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 84151872
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 86781618
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 86781618,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_32,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 86781618
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 89411364
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 89411364,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_33,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 89411364
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 92041110
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 92041110,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_34,
    SUM(
      IF(
        TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) >= 92041110
        AND TIMESTAMP_DIFF(seen.moment, seen.first_sale_at, SECOND) < 94670856
        AND TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND) >= 94670856,
        COALESCE(seen.net - seen.direct_cost, seen.net * 0.4),
        NULL
      )
    ) AS margin_35,
    MAX(TIMESTAMP_DIFF(frames.ends, seen.first_sale_at, SECOND)) AS seen_for,
    COUNT(*) AS lines,
    COUNT(seen.direct_cost) AS lines_with_cost
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
  CAST(SUM(sales) AS FLOAT64) AS part_1,
  CAST(SUM(net) AS FLOAT64) AS part_2,
  CAST(SUM(net_with_cost) AS FLOAT64) AS part_3,
  CAST(SUM(cost) AS FLOAT64) AS part_4,
  CAST(SUM(lines) AS FLOAT64) AS part_5,
  CAST(SUM(lines_with_cost) AS FLOAT64) AS part_6,
  CAST(COUNTIF(NOT units.customer IS NULL AND sales > 0) AS FLOAT64) AS part_7,
  CAST(SUM(IF(NOT units.customer IS NULL, net, NULL)) AS FLOAT64) AS part_8,
  CAST(SUM(IF(NOT units.customer IS NULL, net_with_cost, NULL)) AS FLOAT64) AS part_9,
  CAST(SUM(IF(NOT units.customer IS NULL, cost, NULL)) AS FLOAT64) AS part_10,
  CAST(SUM(IF(NOT units.customer IS NULL, lines, NULL)) AS FLOAT64) AS part_11,
  CAST(SUM(IF(NOT units.customer IS NULL, lines_with_cost, NULL)) AS FLOAT64) AS part_12,
  CAST(SUM(IF(NOT units.customer IS NULL, different, NULL)) AS FLOAT64) AS part_13,
  CAST(COUNTIF(NOT units.customer IS NULL AND different > 0) AS FLOAT64) AS part_14,
  CAST(SUM(IF(NOT units.customer IS NULL, categories_per_customer_different, NULL)) AS FLOAT64) AS part_15,
  CAST(COUNTIF(NOT units.customer IS NULL AND categories_per_customer_different > 0) AS FLOAT64) AS part_16,
  CAST(COUNTIF(NOT units.customer IS NULL AND categories_per_customer_different > 1) AS FLOAT64) AS part_17,
  CAST(SUM(lines_per_order_sales) AS FLOAT64) AS part_18,
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
  CAST(NULL AS FLOAT64) AS part_73,
  CAST(NULL AS FLOAT64) AS part_74
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
  CAST(SUM(sales) AS FLOAT64) AS part_1,
  CAST(SUM(net) AS FLOAT64) AS part_2,
  CAST(SUM(net_with_cost) AS FLOAT64) AS part_3,
  CAST(SUM(cost) AS FLOAT64) AS part_4,
  CAST(SUM(lines) AS FLOAT64) AS part_5,
  CAST(SUM(lines_with_cost) AS FLOAT64) AS part_6,
  CAST(COUNTIF(NOT units.customer IS NULL AND sales > 0) AS FLOAT64) AS part_7,
  CAST(SUM(IF(NOT units.customer IS NULL, net, NULL)) AS FLOAT64) AS part_8,
  CAST(SUM(IF(NOT units.customer IS NULL, net_with_cost, NULL)) AS FLOAT64) AS part_9,
  CAST(SUM(IF(NOT units.customer IS NULL, cost, NULL)) AS FLOAT64) AS part_10,
  CAST(SUM(IF(NOT units.customer IS NULL, lines, NULL)) AS FLOAT64) AS part_11,
  CAST(SUM(IF(NOT units.customer IS NULL, lines_with_cost, NULL)) AS FLOAT64) AS part_12,
  CAST(SUM(IF(NOT units.customer IS NULL, different, NULL)) AS FLOAT64) AS part_13,
  CAST(COUNTIF(NOT units.customer IS NULL AND different > 0) AS FLOAT64) AS part_14,
  CAST(SUM(IF(NOT units.customer IS NULL, categories_per_customer_different, NULL)) AS FLOAT64) AS part_15,
  CAST(COUNTIF(NOT units.customer IS NULL AND categories_per_customer_different > 0) AS FLOAT64) AS part_16,
  CAST(COUNTIF(NOT units.customer IS NULL AND categories_per_customer_different > 1) AS FLOAT64) AS part_17,
  CAST(SUM(lines_per_order_sales) AS FLOAT64) AS part_18,
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
  CAST(NULL AS FLOAT64) AS part_73,
  CAST(NULL AS FLOAT64) AS part_74
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
  cells.segment,
  enters.frame AS frame,
  cells.bucket,
  cells.region,
  cells.held,
  cells.part_1,
  cells.part_2,
  cells.part_3,
  cells.part_4,
  cells.part_5,
  cells.part_6,
  cells.part_7,
  cells.part_8,
  cells.part_9,
  cells.part_10,
  cells.part_11,
  cells.part_12,
  cells.part_13,
  cells.part_14,
  cells.part_15,
  cells.part_16,
  cells.part_17,
  cells.part_18,
  cells.part_19,
  cells.part_20,
  cells.part_21,
  cells.part_22,
  cells.part_23,
  cells.part_24,
  cells.part_25,
  cells.part_26,
  cells.part_27,
  cells.part_28,
  cells.part_29,
  cells.part_30,
  cells.part_31,
  cells.part_32,
  cells.part_33,
  cells.part_34,
  cells.part_35,
  cells.part_36,
  cells.part_37,
  cells.part_38,
  cells.part_39,
  cells.part_40,
  cells.part_41,
  cells.part_42,
  cells.part_43,
  cells.part_44,
  cells.part_45,
  cells.part_46,
  cells.part_47,
  cells.part_48,
  cells.part_49,
  cells.part_50,
  cells.part_51,
  cells.part_52,
  cells.part_53,
  cells.part_54,
  cells.part_55,
  cells.part_56,
  cells.part_57,
  cells.part_58,
  cells.part_59,
  cells.part_60,
  cells.part_61,
  cells.part_62,
  cells.part_63,
  cells.part_64,
  cells.part_65,
  cells.part_66,
  cells.part_67,
  cells.part_68,
  cells.part_69,
  cells.part_70,
  cells.part_71,
  cells.part_72,
  cells.part_73,
  cells.part_74
FROM (
  SELECT
    CAST(NULL AS INT64) AS segment,
    units.enters_sales AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(COUNTIF((
      NOT units.customer IS NULL
    ) AND (
      units.step = units.first_sales
    )) AS FLOAT64) AS part_1,
    CAST(SUM(
      IF((
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      ), net, NULL)
    ) AS FLOAT64) AS part_2,
    CAST(SUM(
      IF(
        (
          NOT units.customer IS NULL
        ) AND (
          NOT units.first_sales IS NULL
        ),
        net_with_cost,
        NULL
      )
    ) AS FLOAT64) AS part_3,
    CAST(SUM(
      IF((
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      ), cost, NULL)
    ) AS FLOAT64) AS part_4,
    CAST(SUM(
      IF(
        (
          NOT units.customer IS NULL
        ) AND (
          NOT units.first_sales IS NULL
        ),
        lines,
        NULL
      )
    ) AS FLOAT64) AS part_5,
    CAST(SUM(
      IF(
        (
          NOT units.customer IS NULL
        ) AND (
          NOT units.first_sales IS NULL
        ),
        lines_with_cost,
        NULL
      )
    ) AS FLOAT64) AS part_6,
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
    CAST(NULL AS FLOAT64) AS part_73,
    CAST(NULL AS FLOAT64) AS part_74
  FROM entered AS units
  GROUP BY
    units.enters_sales,
    units.bucket,
    units.region
) AS cells
JOIN enters
  ON enters.step = cells.frame
UNION ALL
SELECT
  cells.segment,
  enters.frame AS frame,
  cells.bucket,
  cells.region,
  cells.held,
  cells.part_1,
  cells.part_2,
  cells.part_3,
  cells.part_4,
  cells.part_5,
  cells.part_6,
  cells.part_7,
  cells.part_8,
  cells.part_9,
  cells.part_10,
  cells.part_11,
  cells.part_12,
  cells.part_13,
  cells.part_14,
  cells.part_15,
  cells.part_16,
  cells.part_17,
  cells.part_18,
  cells.part_19,
  cells.part_20,
  cells.part_21,
  cells.part_22,
  cells.part_23,
  cells.part_24,
  cells.part_25,
  cells.part_26,
  cells.part_27,
  cells.part_28,
  cells.part_29,
  cells.part_30,
  cells.part_31,
  cells.part_32,
  cells.part_33,
  cells.part_34,
  cells.part_35,
  cells.part_36,
  cells.part_37,
  cells.part_38,
  cells.part_39,
  cells.part_40,
  cells.part_41,
  cells.part_42,
  cells.part_43,
  cells.part_44,
  cells.part_45,
  cells.part_46,
  cells.part_47,
  cells.part_48,
  cells.part_49,
  cells.part_50,
  cells.part_51,
  cells.part_52,
  cells.part_53,
  cells.part_54,
  cells.part_55,
  cells.part_56,
  cells.part_57,
  cells.part_58,
  cells.part_59,
  cells.part_60,
  cells.part_61,
  cells.part_62,
  cells.part_63,
  cells.part_64,
  cells.part_65,
  cells.part_66,
  cells.part_67,
  cells.part_68,
  cells.part_69,
  cells.part_70,
  cells.part_71,
  cells.part_72,
  cells.part_73,
  cells.part_74
FROM (
  SELECT
    members.segment AS segment,
    units.enters_sales AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(COUNTIF((
      NOT units.customer IS NULL
    ) AND (
      units.step = units.first_sales
    )) AS FLOAT64) AS part_1,
    CAST(SUM(
      IF((
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      ), net, NULL)
    ) AS FLOAT64) AS part_2,
    CAST(SUM(
      IF(
        (
          NOT units.customer IS NULL
        ) AND (
          NOT units.first_sales IS NULL
        ),
        net_with_cost,
        NULL
      )
    ) AS FLOAT64) AS part_3,
    CAST(SUM(
      IF((
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      ), cost, NULL)
    ) AS FLOAT64) AS part_4,
    CAST(SUM(
      IF(
        (
          NOT units.customer IS NULL
        ) AND (
          NOT units.first_sales IS NULL
        ),
        lines,
        NULL
      )
    ) AS FLOAT64) AS part_5,
    CAST(SUM(
      IF(
        (
          NOT units.customer IS NULL
        ) AND (
          NOT units.first_sales IS NULL
        ),
        lines_with_cost,
        NULL
      )
    ) AS FLOAT64) AS part_6,
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
    CAST(NULL AS FLOAT64) AS part_73,
    CAST(NULL AS FLOAT64) AS part_74
  FROM entered AS units
  JOIN members
    ON members.customer = units.customer
  GROUP BY
    members.segment,
    units.enters_sales,
    units.bucket,
    units.region
) AS cells
JOIN enters
  ON enters.step = cells.frame
UNION ALL
SELECT
  CAST(NULL AS INT64) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_0, NULL)) AS FLOAT64) AS part_1,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_1, NULL)) AS FLOAT64) AS part_2,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_2, NULL)) AS FLOAT64) AS part_3,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_3, NULL)) AS FLOAT64) AS part_4,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_4, NULL)) AS FLOAT64) AS part_5,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_5, NULL)) AS FLOAT64) AS part_6,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_6, NULL)) AS FLOAT64) AS part_7,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_7, NULL)) AS FLOAT64) AS part_8,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_8, NULL)) AS FLOAT64) AS part_9,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_9, NULL)) AS FLOAT64) AS part_10,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_10, NULL)) AS FLOAT64) AS part_11,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_11, NULL)) AS FLOAT64) AS part_12,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_12, NULL)) AS FLOAT64) AS part_13,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_13, NULL)) AS FLOAT64) AS part_14,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_14, NULL)) AS FLOAT64) AS part_15,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_15, NULL)) AS FLOAT64) AS part_16,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_16, NULL)) AS FLOAT64) AS part_17,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_17, NULL)) AS FLOAT64) AS part_18,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_18, NULL)) AS FLOAT64) AS part_19,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_19, NULL)) AS FLOAT64) AS part_20,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_20, NULL)) AS FLOAT64) AS part_21,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_21, NULL)) AS FLOAT64) AS part_22,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_22, NULL)) AS FLOAT64) AS part_23,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_23, NULL)) AS FLOAT64) AS part_24,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_24, NULL)) AS FLOAT64) AS part_25,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_25, NULL)) AS FLOAT64) AS part_26,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_26, NULL)) AS FLOAT64) AS part_27,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_27, NULL)) AS FLOAT64) AS part_28,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_28, NULL)) AS FLOAT64) AS part_29,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_29, NULL)) AS FLOAT64) AS part_30,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_30, NULL)) AS FLOAT64) AS part_31,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_31, NULL)) AS FLOAT64) AS part_32,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_32, NULL)) AS FLOAT64) AS part_33,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_33, NULL)) AS FLOAT64) AS part_34,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_34, NULL)) AS FLOAT64) AS part_35,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_35, NULL)) AS FLOAT64) AS part_36,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 2629746) AS FLOAT64) AS part_37,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 5259492) AS FLOAT64) AS part_38,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 7889238) AS FLOAT64) AS part_39,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 10518984) AS FLOAT64) AS part_40,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 13148730) AS FLOAT64) AS part_41,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 15778476) AS FLOAT64) AS part_42,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 18408222) AS FLOAT64) AS part_43,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 21037968) AS FLOAT64) AS part_44,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 23667714) AS FLOAT64) AS part_45,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 26297460) AS FLOAT64) AS part_46,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 28927206) AS FLOAT64) AS part_47,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 31556952) AS FLOAT64) AS part_48,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 34186698) AS FLOAT64) AS part_49,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 36816444) AS FLOAT64) AS part_50,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 39446190) AS FLOAT64) AS part_51,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 42075936) AS FLOAT64) AS part_52,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 44705682) AS FLOAT64) AS part_53,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 47335428) AS FLOAT64) AS part_54,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 49965174) AS FLOAT64) AS part_55,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 52594920) AS FLOAT64) AS part_56,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 55224666) AS FLOAT64) AS part_57,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 57854412) AS FLOAT64) AS part_58,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 60484158) AS FLOAT64) AS part_59,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 63113904) AS FLOAT64) AS part_60,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 65743650) AS FLOAT64) AS part_61,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 68373396) AS FLOAT64) AS part_62,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 71003142) AS FLOAT64) AS part_63,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 73632888) AS FLOAT64) AS part_64,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 76262634) AS FLOAT64) AS part_65,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 78892380) AS FLOAT64) AS part_66,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 81522126) AS FLOAT64) AS part_67,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 84151872) AS FLOAT64) AS part_68,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 86781618) AS FLOAT64) AS part_69,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 89411364) AS FLOAT64) AS part_70,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 92041110) AS FLOAT64) AS part_71,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 94670856) AS FLOAT64) AS part_72,
  CAST(SUM(IF(NOT units.customer IS NULL AND seen_for >= 0, lines, NULL)) AS FLOAT64) AS part_73,
  CAST(SUM(IF(NOT units.customer IS NULL AND seen_for >= 0, lines_with_cost, NULL)) AS FLOAT64) AS part_74
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
  CAST(SUM(IF(NOT units.customer IS NULL, margin_0, NULL)) AS FLOAT64) AS part_1,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_1, NULL)) AS FLOAT64) AS part_2,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_2, NULL)) AS FLOAT64) AS part_3,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_3, NULL)) AS FLOAT64) AS part_4,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_4, NULL)) AS FLOAT64) AS part_5,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_5, NULL)) AS FLOAT64) AS part_6,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_6, NULL)) AS FLOAT64) AS part_7,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_7, NULL)) AS FLOAT64) AS part_8,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_8, NULL)) AS FLOAT64) AS part_9,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_9, NULL)) AS FLOAT64) AS part_10,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_10, NULL)) AS FLOAT64) AS part_11,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_11, NULL)) AS FLOAT64) AS part_12,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_12, NULL)) AS FLOAT64) AS part_13,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_13, NULL)) AS FLOAT64) AS part_14,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_14, NULL)) AS FLOAT64) AS part_15,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_15, NULL)) AS FLOAT64) AS part_16,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_16, NULL)) AS FLOAT64) AS part_17,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_17, NULL)) AS FLOAT64) AS part_18,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_18, NULL)) AS FLOAT64) AS part_19,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_19, NULL)) AS FLOAT64) AS part_20,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_20, NULL)) AS FLOAT64) AS part_21,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_21, NULL)) AS FLOAT64) AS part_22,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_22, NULL)) AS FLOAT64) AS part_23,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_23, NULL)) AS FLOAT64) AS part_24,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_24, NULL)) AS FLOAT64) AS part_25,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_25, NULL)) AS FLOAT64) AS part_26,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_26, NULL)) AS FLOAT64) AS part_27,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_27, NULL)) AS FLOAT64) AS part_28,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_28, NULL)) AS FLOAT64) AS part_29,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_29, NULL)) AS FLOAT64) AS part_30,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_30, NULL)) AS FLOAT64) AS part_31,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_31, NULL)) AS FLOAT64) AS part_32,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_32, NULL)) AS FLOAT64) AS part_33,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_33, NULL)) AS FLOAT64) AS part_34,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_34, NULL)) AS FLOAT64) AS part_35,
  CAST(SUM(IF(NOT units.customer IS NULL, margin_35, NULL)) AS FLOAT64) AS part_36,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 2629746) AS FLOAT64) AS part_37,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 5259492) AS FLOAT64) AS part_38,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 7889238) AS FLOAT64) AS part_39,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 10518984) AS FLOAT64) AS part_40,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 13148730) AS FLOAT64) AS part_41,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 15778476) AS FLOAT64) AS part_42,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 18408222) AS FLOAT64) AS part_43,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 21037968) AS FLOAT64) AS part_44,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 23667714) AS FLOAT64) AS part_45,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 26297460) AS FLOAT64) AS part_46,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 28927206) AS FLOAT64) AS part_47,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 31556952) AS FLOAT64) AS part_48,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 34186698) AS FLOAT64) AS part_49,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 36816444) AS FLOAT64) AS part_50,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 39446190) AS FLOAT64) AS part_51,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 42075936) AS FLOAT64) AS part_52,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 44705682) AS FLOAT64) AS part_53,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 47335428) AS FLOAT64) AS part_54,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 49965174) AS FLOAT64) AS part_55,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 52594920) AS FLOAT64) AS part_56,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 55224666) AS FLOAT64) AS part_57,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 57854412) AS FLOAT64) AS part_58,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 60484158) AS FLOAT64) AS part_59,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 63113904) AS FLOAT64) AS part_60,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 65743650) AS FLOAT64) AS part_61,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 68373396) AS FLOAT64) AS part_62,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 71003142) AS FLOAT64) AS part_63,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 73632888) AS FLOAT64) AS part_64,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 76262634) AS FLOAT64) AS part_65,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 78892380) AS FLOAT64) AS part_66,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 81522126) AS FLOAT64) AS part_67,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 84151872) AS FLOAT64) AS part_68,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 86781618) AS FLOAT64) AS part_69,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 89411364) AS FLOAT64) AS part_70,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 92041110) AS FLOAT64) AS part_71,
  CAST(COUNTIF(NOT units.customer IS NULL AND seen_for >= 94670856) AS FLOAT64) AS part_72,
  CAST(SUM(IF(NOT units.customer IS NULL AND seen_for >= 0, lines, NULL)) AS FLOAT64) AS part_73,
  CAST(SUM(IF(NOT units.customer IS NULL AND seen_for >= 0, lines_with_cost, NULL)) AS FLOAT64) AS part_74
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
