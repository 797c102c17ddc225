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
      order_lines.at AS moment,
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
      order_lines.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND order_lines.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
        seen.kind = 'sale') AS sales,
      SUM(seen.net) AS net,
      SUM(seen.net) FILTER(WHERE
        NOT seen.direct_cost IS NULL) AS net_with_cost,
      SUM(seen.direct_cost) AS cost,
      COUNT(*) AS lines,
      COUNT(seen.direct_cost) AS lines_with_cost,
      COUNT(DISTINCT seen.product) FILTER(WHERE
        seen.kind = 'sale') AS different,
      COUNT(DISTINCT seen.category) FILTER(WHERE
        seen.kind = 'sale') AS categories_per_customer_different,
      COUNT(DISTINCT seen.order_id) FILTER(WHERE
        seen.kind = 'sale') AS lines_per_order_sales
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
), enters AS (
  SELECT
    *
  FROM VALUES
    (0, 2),
    (1, 2) AS given(step, frame)
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
    order_lines.net,
    order_lines.direct_cost,
    firsts.first_sale_at,
    COALESCE(order_lines.customer, -1 - order_lines.bucket) AS unit,
    order_lines.customer AS customer,
    order_lines.at AS moment,
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
      MIN(order_lines.at) AS first_sale_at
    FROM order_lines
    WHERE
      order_lines.kind = 'sale'
    GROUP BY
      order_lines.customer
  ) AS firsts
    ON firsts.buyer = order_lines.customer
  WHERE
    order_lines.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND order_lines.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 0
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 2629746
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 2629746) AS margin_0,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 2629746
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 5259492
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 5259492) AS margin_1,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 5259492
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 7889238
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 7889238) AS margin_2,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 7889238
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 10518984
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 10518984) AS margin_3,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 10518984
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 13148730
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 13148730) AS margin_4,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 13148730
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 15778476
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 15778476) AS margin_5,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 15778476
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 18408222
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 18408222) AS margin_6,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 18408222
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 21037968
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 21037968) AS margin_7,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 21037968
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 23667714
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 23667714) AS margin_8,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 23667714
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 26297460
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 26297460) AS margin_9,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 26297460
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 28927206
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 28927206) AS margin_10,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 28927206
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 31556952
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 31556952) AS margin_11,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 31556952
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 34186698
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 34186698) AS margin_12,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 34186698
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 36816444
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 36816444) AS margin_13,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 36816444
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 39446190
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 39446190) AS margin_14,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 39446190
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 42075936
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 42075936) AS margin_15,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 42075936
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 44705682
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 44705682) AS margin_16,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 44705682
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 47335428
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 47335428) AS margin_17,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 47335428
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 49965174
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 49965174) AS margin_18,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 49965174
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 52594920
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 52594920) AS margin_19,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 52594920
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 55224666
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 55224666) AS margin_20,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 55224666
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 57854412
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 57854412) AS margin_21,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 57854412
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 60484158
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 60484158) AS margin_22,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 60484158
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 63113904
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 63113904) AS margin_23,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 63113904
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 65743650
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 65743650) AS margin_24,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 65743650
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 68373396
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 68373396) AS margin_25,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 68373396
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 71003142
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 71003142) AS margin_26,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 71003142
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 73632888
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 73632888) AS margin_27,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 73632888
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 76262634
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 76262634) AS margin_28,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 76262634
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 78892380
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 78892380) AS margin_29,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 78892380
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 81522126
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 81522126) AS margin_30,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 81522126
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 84151872
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 84151872) AS margin_31,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 84151872
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 86781618
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 86781618) AS margin_32,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 86781618
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 89411364
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 89411364) AS margin_33,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 89411364
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 92041110
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 92041110) AS margin_34,
    SUM(COALESCE(seen.net - seen.direct_cost, seen.net * 0.4)) FILTER(WHERE
      DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 92041110
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < 94670856
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= 94670856) AS margin_35,
    MAX(DATEDIFF(SECOND, seen.first_sale_at, frames.ends)) AS seen_for,
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
  CAST(NULL AS BIGINT) AS segment,
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(sales) AS DOUBLE) AS part_1,
  CAST(SUM(net) AS DOUBLE) AS part_2,
  CAST(SUM(net_with_cost) AS DOUBLE) AS part_3,
  CAST(SUM(cost) AS DOUBLE) AS part_4,
  CAST(SUM(lines) AS DOUBLE) AS part_5,
  CAST(SUM(lines_with_cost) AS DOUBLE) AS part_6,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0) AS DOUBLE) AS part_7,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(net_with_cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_9,
  CAST(SUM(cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_10,
  CAST(SUM(lines) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_11,
  CAST(SUM(lines_with_cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_12,
  CAST(SUM(different) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_13,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND different > 0) AS DOUBLE) AS part_14,
  CAST(SUM(categories_per_customer_different) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_15,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND categories_per_customer_different > 0) AS DOUBLE) AS part_16,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND categories_per_customer_different > 1) AS DOUBLE) AS part_17,
  CAST(SUM(lines_per_order_sales) AS DOUBLE) AS part_18,
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
  CAST(NULL AS DOUBLE) AS part_71,
  CAST(NULL AS DOUBLE) AS part_72,
  CAST(NULL AS DOUBLE) AS part_73,
  CAST(NULL AS DOUBLE) AS part_74
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
  CAST(SUM(sales) AS DOUBLE) AS part_1,
  CAST(SUM(net) AS DOUBLE) AS part_2,
  CAST(SUM(net_with_cost) AS DOUBLE) AS part_3,
  CAST(SUM(cost) AS DOUBLE) AS part_4,
  CAST(SUM(lines) AS DOUBLE) AS part_5,
  CAST(SUM(lines_with_cost) AS DOUBLE) AS part_6,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0) AS DOUBLE) AS part_7,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(net_with_cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_9,
  CAST(SUM(cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_10,
  CAST(SUM(lines) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_11,
  CAST(SUM(lines_with_cost) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_12,
  CAST(SUM(different) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_13,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND different > 0) AS DOUBLE) AS part_14,
  CAST(SUM(categories_per_customer_different) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_15,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND categories_per_customer_different > 0) AS DOUBLE) AS part_16,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND categories_per_customer_different > 1) AS DOUBLE) AS part_17,
  CAST(SUM(lines_per_order_sales) AS DOUBLE) AS part_18,
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
  CAST(NULL AS DOUBLE) AS part_71,
  CAST(NULL AS DOUBLE) AS part_72,
  CAST(NULL AS DOUBLE) AS part_73,
  CAST(NULL AS DOUBLE) AS part_74
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
    CAST(NULL AS BIGINT) AS segment,
    units.enters_sales AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(COUNT(*) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        units.step = units.first_sales
      )) AS DOUBLE) AS part_1,
    CAST(SUM(net) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_2,
    CAST(SUM(net_with_cost) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_3,
    CAST(SUM(cost) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_4,
    CAST(SUM(lines) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_5,
    CAST(SUM(lines_with_cost) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_6,
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
    CAST(NULL AS DOUBLE) AS part_71,
    CAST(NULL AS DOUBLE) AS part_72,
    CAST(NULL AS DOUBLE) AS part_73,
    CAST(NULL AS DOUBLE) AS part_74
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
    CAST(COUNT(*) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        units.step = units.first_sales
      )) AS DOUBLE) AS part_1,
    CAST(SUM(net) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_2,
    CAST(SUM(net_with_cost) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_3,
    CAST(SUM(cost) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_4,
    CAST(SUM(lines) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_5,
    CAST(SUM(lines_with_cost) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_6,
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
    CAST(NULL AS DOUBLE) AS part_71,
    CAST(NULL AS DOUBLE) AS part_72,
    CAST(NULL AS DOUBLE) AS part_73,
    CAST(NULL AS DOUBLE) AS part_74
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
  CAST(NULL AS BIGINT) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(SUM(margin_0) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_1,
  CAST(SUM(margin_1) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_2,
  CAST(SUM(margin_2) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_3,
  CAST(SUM(margin_3) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_4,
  CAST(SUM(margin_4) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_5,
  CAST(SUM(margin_5) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_6,
  CAST(SUM(margin_6) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_7,
  CAST(SUM(margin_7) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(margin_8) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_9,
  CAST(SUM(margin_9) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_10,
  CAST(SUM(margin_10) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_11,
  CAST(SUM(margin_11) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_12,
  CAST(SUM(margin_12) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_13,
  CAST(SUM(margin_13) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_14,
  CAST(SUM(margin_14) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_15,
  CAST(SUM(margin_15) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_16,
  CAST(SUM(margin_16) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_17,
  CAST(SUM(margin_17) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_18,
  CAST(SUM(margin_18) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_19,
  CAST(SUM(margin_19) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_20,
  CAST(SUM(margin_20) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_21,
  CAST(SUM(margin_21) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_22,
  CAST(SUM(margin_22) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_23,
  CAST(SUM(margin_23) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_24,
  CAST(SUM(margin_24) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_25,
  CAST(SUM(margin_25) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_26,
  CAST(SUM(margin_26) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_27,
  CAST(SUM(margin_27) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_28,
  CAST(SUM(margin_28) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_29,
  CAST(SUM(margin_29) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_30,
  CAST(SUM(margin_30) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_31,
  CAST(SUM(margin_31) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_32,
  CAST(SUM(margin_32) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_33,
  CAST(SUM(margin_33) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_34,
  CAST(SUM(margin_34) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_35,
  CAST(SUM(margin_35) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_36,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 2629746) AS DOUBLE) AS part_37,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 5259492) AS DOUBLE) AS part_38,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 7889238) AS DOUBLE) AS part_39,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 10518984) AS DOUBLE) AS part_40,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 13148730) AS DOUBLE) AS part_41,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 15778476) AS DOUBLE) AS part_42,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 18408222) AS DOUBLE) AS part_43,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 21037968) AS DOUBLE) AS part_44,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 23667714) AS DOUBLE) AS part_45,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 26297460) AS DOUBLE) AS part_46,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 28927206) AS DOUBLE) AS part_47,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 31556952) AS DOUBLE) AS part_48,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 34186698) AS DOUBLE) AS part_49,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 36816444) AS DOUBLE) AS part_50,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 39446190) AS DOUBLE) AS part_51,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 42075936) AS DOUBLE) AS part_52,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 44705682) AS DOUBLE) AS part_53,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 47335428) AS DOUBLE) AS part_54,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 49965174) AS DOUBLE) AS part_55,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 52594920) AS DOUBLE) AS part_56,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 55224666) AS DOUBLE) AS part_57,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 57854412) AS DOUBLE) AS part_58,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 60484158) AS DOUBLE) AS part_59,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 63113904) AS DOUBLE) AS part_60,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 65743650) AS DOUBLE) AS part_61,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 68373396) AS DOUBLE) AS part_62,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 71003142) AS DOUBLE) AS part_63,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 73632888) AS DOUBLE) AS part_64,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 76262634) AS DOUBLE) AS part_65,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 78892380) AS DOUBLE) AS part_66,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 81522126) AS DOUBLE) AS part_67,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 84151872) AS DOUBLE) AS part_68,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 86781618) AS DOUBLE) AS part_69,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 89411364) AS DOUBLE) AS part_70,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 92041110) AS DOUBLE) AS part_71,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 94670856) AS DOUBLE) AS part_72,
  CAST(SUM(lines) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 0) AS DOUBLE) AS part_73,
  CAST(SUM(lines_with_cost) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 0) AS DOUBLE) AS part_74
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
  CAST(SUM(margin_0) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_1,
  CAST(SUM(margin_1) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_2,
  CAST(SUM(margin_2) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_3,
  CAST(SUM(margin_3) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_4,
  CAST(SUM(margin_4) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_5,
  CAST(SUM(margin_5) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_6,
  CAST(SUM(margin_6) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_7,
  CAST(SUM(margin_7) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(margin_8) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_9,
  CAST(SUM(margin_9) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_10,
  CAST(SUM(margin_10) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_11,
  CAST(SUM(margin_11) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_12,
  CAST(SUM(margin_12) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_13,
  CAST(SUM(margin_13) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_14,
  CAST(SUM(margin_14) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_15,
  CAST(SUM(margin_15) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_16,
  CAST(SUM(margin_16) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_17,
  CAST(SUM(margin_17) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_18,
  CAST(SUM(margin_18) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_19,
  CAST(SUM(margin_19) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_20,
  CAST(SUM(margin_20) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_21,
  CAST(SUM(margin_21) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_22,
  CAST(SUM(margin_22) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_23,
  CAST(SUM(margin_23) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_24,
  CAST(SUM(margin_24) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_25,
  CAST(SUM(margin_25) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_26,
  CAST(SUM(margin_26) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_27,
  CAST(SUM(margin_27) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_28,
  CAST(SUM(margin_28) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_29,
  CAST(SUM(margin_29) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_30,
  CAST(SUM(margin_30) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_31,
  CAST(SUM(margin_31) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_32,
  CAST(SUM(margin_32) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_33,
  CAST(SUM(margin_33) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_34,
  CAST(SUM(margin_34) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_35,
  CAST(SUM(margin_35) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_36,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 2629746) AS DOUBLE) AS part_37,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 5259492) AS DOUBLE) AS part_38,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 7889238) AS DOUBLE) AS part_39,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 10518984) AS DOUBLE) AS part_40,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 13148730) AS DOUBLE) AS part_41,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 15778476) AS DOUBLE) AS part_42,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 18408222) AS DOUBLE) AS part_43,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 21037968) AS DOUBLE) AS part_44,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 23667714) AS DOUBLE) AS part_45,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 26297460) AS DOUBLE) AS part_46,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 28927206) AS DOUBLE) AS part_47,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 31556952) AS DOUBLE) AS part_48,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 34186698) AS DOUBLE) AS part_49,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 36816444) AS DOUBLE) AS part_50,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 39446190) AS DOUBLE) AS part_51,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 42075936) AS DOUBLE) AS part_52,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 44705682) AS DOUBLE) AS part_53,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 47335428) AS DOUBLE) AS part_54,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 49965174) AS DOUBLE) AS part_55,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 52594920) AS DOUBLE) AS part_56,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 55224666) AS DOUBLE) AS part_57,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 57854412) AS DOUBLE) AS part_58,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 60484158) AS DOUBLE) AS part_59,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 63113904) AS DOUBLE) AS part_60,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 65743650) AS DOUBLE) AS part_61,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 68373396) AS DOUBLE) AS part_62,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 71003142) AS DOUBLE) AS part_63,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 73632888) AS DOUBLE) AS part_64,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 76262634) AS DOUBLE) AS part_65,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 78892380) AS DOUBLE) AS part_66,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 81522126) AS DOUBLE) AS part_67,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 84151872) AS DOUBLE) AS part_68,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 86781618) AS DOUBLE) AS part_69,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 89411364) AS DOUBLE) AS part_70,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 92041110) AS DOUBLE) AS part_71,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 94670856) AS DOUBLE) AS part_72,
  CAST(SUM(lines) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 0) AS DOUBLE) AS part_73,
  CAST(SUM(lines_with_cost) FILTER(WHERE
    NOT units.customer IS NULL AND seen_for >= 0) AS DOUBLE) AS part_74
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
