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
      orders.kind,
      orders.net,
      orders.partner,
      orders.discount,
      orders.customised,
      firsts.first_sale_at,
      earlier.previous_sale_at,
      introductions.referred_at,
      paid_for.paid_channel,
      COALESCE(orders.customer, -1 - orders.bucket) AS unit,
      orders.customer AS customer,
      orders.at AS moment,
      orders.bucket,
      COALESCE(orders.region, '') AS region
    FROM orders
    LEFT JOIN (
      SELECT
        orders.customer AS buyer,
        MIN(orders.at) AS first_sale_at
      FROM orders
      WHERE
        orders.kind = 'sale'
      GROUP BY
        orders.customer
    ) AS firsts
      ON firsts.buyer = orders.customer
    LEFT JOIN (
      SELECT
        orders.id AS sale,
        LAG(orders.at) OVER (PARTITION BY orders.customer ORDER BY orders.at NULLS LAST, orders.id NULLS LAST) AS previous_sale_at
      FROM orders
      WHERE
        orders.kind = 'sale' AND NOT orders.customer IS NULL
    ) AS earlier
      ON earlier.sale = orders.id
    LEFT JOIN (
      SELECT
        referrals.referred AS guest,
        MIN(referrals.at) AS referred_at
      FROM referrals
      GROUP BY
        referrals.referred
    ) AS introductions
      ON introductions.guest = orders.customer
    LEFT JOIN (
      SELECT
        customers.id AS won,
        customers.channel AS paid_channel
      FROM customers
      WHERE
        customers.channel IN (
          SELECT
            spend.channel
          FROM spend
          WHERE
            COALESCE(spend.purpose, 'acquisition') = 'acquisition'
        )
    ) AS paid_for
      ON paid_for.won = orders.customer
    WHERE
      orders.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND orders.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
      -SUM(seen.net) FILTER(WHERE
        seen.kind = 'refund') AS refunded,
      COUNT(*) FILTER(WHERE
        seen.kind = 'refund') AS refunds,
      SUM(seen.net) FILTER(WHERE
        seen.kind = 'sale') AS sold,
      COUNT(*) FILTER(WHERE
        seen.kind = 'sale' AND seen.first_sale_at >= frames.starts) AS firsts,
      COUNT(*) FILTER(WHERE
        seen.kind = 'sale' AND seen.first_sale_at < frames.starts) AS existing_orders_sales,
      SUM(seen.net) FILTER(WHERE
        seen.first_sale_at >= frames.starts AND seen.first_sale_at < frames.ends) AS new_revenue_net,
      SUM(seen.net) FILTER(WHERE
        seen.first_sale_at < frames.starts) AS existing_revenue_net,
      COUNT(*) FILTER(WHERE
        DATEDIFF(SECOND, seen.previous_sale_at, seen.moment) >= 90 * 86400) AS returns,
      SUM(seen.discount) FILTER(WHERE
        seen.kind = 'sale') AS discount,
      SUM(seen.net + seen.discount) FILTER(WHERE
        seen.kind = 'sale') AS listed,
      COUNT(seen.discount) FILTER(WHERE
        seen.kind = 'sale') AS discount_share_sales,
      COUNT(*) FILTER(WHERE
        seen.kind = 'sale' AND seen.customised) AS hits,
      COUNT(seen.customised) FILTER(WHERE
        seen.kind = 'sale') AS tries,
      SUM(seen.net) FILTER(WHERE
        NOT seen.partner IS NULL) AS partner_revenue_net,
      COUNT(*) FILTER(WHERE
        seen.kind = 'sale' AND NOT seen.partner IS NULL) AS partner_revenue_sales,
      COUNT(*) FILTER(WHERE
        seen.kind = 'sale'
        AND seen.first_sale_at >= frames.starts
        AND NOT seen.paid_channel IS NULL) AS paid_firsts,
      COUNT(*) FILTER(WHERE
        seen.kind = 'sale'
        AND seen.first_sale_at >= frames.starts
        AND NOT seen.referred_at IS NULL) AS brought
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
    (1, 1) AS given(step, frame)
), enters AS (
  SELECT
    *
  FROM VALUES
    (0, 5),
    (1, 5) AS given(step, frame)
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
), seen_marks AS (
  SELECT
    seen.*,
    CAST(CASE
      WHEN seen.moment < CAST('2025-12-01 00:00:00+00:00' AS TIMESTAMP)
      THEN CASE
        WHEN seen.moment < CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
        THEN CASE
          WHEN seen.moment < CAST('2025-10-03 00:00:00+00:00' AS TIMESTAMP)
          THEN 1
          ELSE 2
        END
        ELSE 4
      END
      ELSE CASE
        WHEN seen.moment < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
        THEN CASE
          WHEN seen.moment < CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
          THEN 8
          ELSE 16
        END
        ELSE 32
      END
    END AS BIGINT) AS bit
  FROM (
    SELECT
      orders.kind,
      COALESCE(orders.customer, -1 - orders.bucket) AS unit,
      orders.customer AS customer,
      orders.at AS moment,
      orders.bucket,
      COALESCE(orders.region, '') AS region
    FROM orders
    WHERE
      orders.at >= CAST('2025-10-03 00:00:00+00:00' AS TIMESTAMP)
      AND orders.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
  ) AS seen
), marks AS (
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
      BIT_OR(seen.bit) AS any_row,
      COALESCE(BIT_OR(CASE WHEN seen.kind = 'sale' THEN seen.bit END), 0) AS mark_0
    FROM seen_marks AS seen
    GROUP BY
      seen.unit,
      seen.customer,
      seen.bucket,
      CASE WHEN seen.customer IS NULL THEN seen.region END
  ) AS gathered
  LEFT JOIN customers
    ON customers.id = gathered.customer
), marks_of_members AS (
  SELECT
    members.segment,
    marks.*
  FROM marks
  JOIN members
    ON members.customer = marks.customer
), windows_before AS (
  SELECT
    *
  FROM VALUES
    (0, CAST(24 AS BIGINT), CAST(8 AS BIGINT), CAST(16 AS BIGINT)) AS given(frame, span, sales_before, sales_within)
), windows_silence AS (
  SELECT
    *
  FROM VALUES
    (3, CAST(30 AS BIGINT), CAST(14 AS BIGINT), CAST(28 AS BIGINT)) AS given(frame, span, sales_before, sales_lately)
), frames_return AS (
  SELECT
    *
  FROM VALUES
    (
      2,
      CAST('2025-12-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
    ) AS given(frame, opens, starts, ends, quiet)
), seen_return AS (
  SELECT
    orders.kind,
    firsts.first_sale_at,
    COALESCE(orders.customer, -1 - orders.bucket) AS unit,
    orders.customer AS customer,
    orders.at AS moment,
    orders.bucket,
    COALESCE(CASE WHEN orders.customer IS NULL THEN orders.region ELSE customers.region END, '') AS region
  FROM orders
  LEFT JOIN customers
    ON customers.id = orders.customer
  LEFT JOIN (
    SELECT
      orders.customer AS buyer,
      MIN(orders.at) AS first_sale_at
    FROM orders
    WHERE
      orders.kind = 'sale'
    GROUP BY
      orders.customer
  ) AS firsts
    ON firsts.buyer = orders.customer
  WHERE
    orders.at >= CAST('2025-12-01 00:00:00+00:00' AS TIMESTAMP)
    AND orders.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_return AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= (
        30 + 1
      ) * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.starts) < (
        30 + 1
      ) * 86400
      AND seen.moment = seen.first_sale_at) AS first,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= (
        30 + 1
      ) * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.starts) < (
        30 + 1
      ) * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 30 * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < (
        30 + 1
      ) * 86400) AS returns,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= (
        30 + 1
      ) * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.starts) < (
        30 + 1
      ) * 86400
      AND seen.moment > seen.first_sale_at
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) < (
        30 + 1
      ) * 86400) AS return_within_days_returns,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.ends) >= (
        30 + 1
      ) * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, frames.starts) < (
        30 + 1
      ) * 86400
      AND DATEDIFF(SECOND, seen.first_sale_at, seen.moment) >= 30 * 86400) AS return_after_day_returns
  FROM seen_return AS seen
  JOIN frames_return AS frames
    ON seen.moment >= frames.opens AND seen.moment < frames.ends
  GROUP BY
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region
), frames_silence AS (
  SELECT
    *
  FROM VALUES
    (
      3,
      CAST('2025-10-03 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
    ) AS given(frame, opens, starts, ends, quiet)
), seen_silence AS (
  SELECT
    orders.kind,
    COALESCE(orders.customer, -1 - orders.bucket) AS unit,
    orders.customer AS customer,
    orders.at AS moment,
    orders.bucket,
    COALESCE(CASE WHEN orders.customer IS NULL THEN orders.region ELSE customers.region END, '') AS region
  FROM orders
  LEFT JOIN customers
    ON customers.id = orders.customer
  WHERE
    orders.at >= CAST('2025-10-03 00:00:00+00:00' AS TIMESTAMP)
    AND orders.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_silence AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale' AND seen.moment >= frames.quiet) AS lately,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale') AS sales
  FROM seen_silence AS seen
  JOIN frames_silence AS frames
    ON seen.moment >= frames.opens AND seen.moment < frames.ends
  GROUP BY
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region
), frames_standing AS (
  SELECT
    *
  FROM VALUES
    (
      4,
      CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP),
      CAST('2025-11-03 00:00:00+00:00' AS TIMESTAMP)
    ) AS given(frame, opens, starts, ends, quiet)
), seen_standing AS (
  SELECT
    orders.kind,
    orders.due_at,
    orders.paid_at,
    COALESCE(orders.customer, -1 - orders.bucket) AS unit,
    orders.customer AS customer,
    orders.at AS moment,
    orders.bucket,
    COALESCE(CASE WHEN orders.customer IS NULL THEN orders.region ELSE customers.region END, '') AS region
  FROM orders
  LEFT JOIN customers
    ON customers.id = orders.customer
  WHERE
    orders.at >= CAST('0001-01-01 00:00:00+00:00' AS TIMESTAMP)
    AND orders.at < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
), units_standing AS (
  SELECT
    seen.unit,
    seen.customer,
    seen.bucket,
    frames.frame,
    seen.region,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale' AND seen.moment < frames.starts) AS sales_before,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND seen.moment < frames.starts
      AND DATEDIFF(SECOND, seen.moment, frames.starts) <= 90 * 86400) AS sales_lately,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale' AND seen.moment >= frames.starts) AS sales_within,
    MIN(DATEDIFF(SECOND, seen.moment, frames.starts)) FILTER(WHERE
      seen.kind = 'sale' AND seen.moment < frames.starts) AS silence_before,
    MAX(DATEDIFF(SECOND, seen.moment, frames.starts)) FILTER(WHERE
      seen.kind = 'sale' AND seen.moment < frames.starts) AS age_before,
    2.99573227355399 * (
      MAX(DATEDIFF(SECOND, seen.moment, frames.starts)) FILTER(WHERE
        seen.kind = 'sale' AND seen.moment < frames.starts) - MIN(DATEDIFF(SECOND, seen.moment, frames.starts)) FILTER(WHERE
        seen.kind = 'sale' AND seen.moment < frames.starts)
    ) AS limit_before,
    MIN(DATEDIFF(SECOND, seen.moment, frames.ends)) FILTER(WHERE
      seen.kind = 'sale') AS silence_after,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND seen.due_at >= frames.starts
      AND seen.due_at < frames.ends
      AND (
        seen.paid_at IS NULL OR seen.paid_at > seen.due_at
      )) AS hits,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale' AND seen.due_at >= frames.starts AND seen.due_at < frames.ends) AS tries,
    SUM(DATEDIFF(SECOND, seen.moment, seen.paid_at)) FILTER(WHERE
      seen.kind = 'sale'
      AND seen.paid_at >= frames.starts
      AND seen.paid_at < frames.ends) AS seconds,
    COUNT(*) FILTER(WHERE
      seen.kind = 'sale'
      AND seen.paid_at >= frames.starts
      AND seen.paid_at < frames.ends) AS paid
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
    NOT units.customer IS NULL AND sales > 0) AS DOUBLE) AS part_1,
  CAST(SUM(net) AS DOUBLE) AS part_2,
  CAST(SUM(sales) AS DOUBLE) AS part_3,
  CAST(SUM(sales) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_4,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_5,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 1) AS DOUBLE) AS part_6,
  CAST(SUM(net) FILTER(WHERE
    units.customer IS NULL) AS DOUBLE) AS part_7,
  CAST(SUM(sales) FILTER(WHERE
    units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(refunded) AS DOUBLE) AS part_9,
  CAST(SUM(refunds) AS DOUBLE) AS part_10,
  CAST(SUM(sold) AS DOUBLE) AS part_11,
  CAST(COUNT(*) FILTER(WHERE
    firsts > 0) AS DOUBLE) AS part_12,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND firsts = 0) AS DOUBLE) AS part_13,
  CAST(SUM(firsts) AS DOUBLE) AS part_14,
  CAST(SUM(existing_orders_sales) AS DOUBLE) AS part_15,
  CAST(SUM(new_revenue_net) AS DOUBLE) AS part_16,
  CAST(SUM(existing_revenue_net) AS DOUBLE) AS part_17,
  CAST(COUNT(*) FILTER(WHERE
    returns > 0) AS DOUBLE) AS part_18,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net < 1.0) AS DOUBLE) AS part_19,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.0 AND net < 1.414214) AS DOUBLE) AS part_20,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.414214 AND net < 2.0) AS DOUBLE) AS part_21,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.0 AND net < 2.828427) AS DOUBLE) AS part_22,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.828427 AND net < 4.0) AS DOUBLE) AS part_23,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4.0 AND net < 5.656854) AS DOUBLE) AS part_24,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5.656854 AND net < 8.0) AS DOUBLE) AS part_25,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8.0 AND net < 11.313708) AS DOUBLE) AS part_26,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11.313708 AND net < 16.0) AS DOUBLE) AS part_27,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16.0 AND net < 22.627417) AS DOUBLE) AS part_28,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 22.627417 AND net < 32.0) AS DOUBLE) AS part_29,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32.0 AND net < 45.254834) AS DOUBLE) AS part_30,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 45.254834 AND net < 64.0) AS DOUBLE) AS part_31,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 64.0 AND net < 90.509668) AS DOUBLE) AS part_32,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 90.509668 AND net < 128.0) AS DOUBLE) AS part_33,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 128.0 AND net < 181.019336) AS DOUBLE) AS part_34,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 181.019336 AND net < 256.0) AS DOUBLE) AS part_35,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 256.0 AND net < 362.038672) AS DOUBLE) AS part_36,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 362.038672 AND net < 512.0) AS DOUBLE) AS part_37,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 512.0 AND net < 724.077344) AS DOUBLE) AS part_38,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 724.077344 AND net < 1024.0) AS DOUBLE) AS part_39,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1024.0 AND net < 1448.154688) AS DOUBLE) AS part_40,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1448.154688 AND net < 2048.0) AS DOUBLE) AS part_41,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2048.0 AND net < 2896.309376) AS DOUBLE) AS part_42,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2896.309376 AND net < 4096.0) AS DOUBLE) AS part_43,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4096.0 AND net < 5792.618751) AS DOUBLE) AS part_44,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5792.618751 AND net < 8192.0) AS DOUBLE) AS part_45,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8192.0 AND net < 11585.237503) AS DOUBLE) AS part_46,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11585.237503 AND net < 16384.0) AS DOUBLE) AS part_47,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16384.0 AND net < 23170.475006) AS DOUBLE) AS part_48,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 23170.475006 AND net < 32768.0) AS DOUBLE) AS part_49,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32768.0 AND net < 46340.950012) AS DOUBLE) AS part_50,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 46340.950012 AND net < 65536.0) AS DOUBLE) AS part_51,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 65536.0 AND net < 92681.900024) AS DOUBLE) AS part_52,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 92681.900024 AND net < 131072.0) AS DOUBLE) AS part_53,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 131072.0
    AND net < 185363.800047) AS DOUBLE) AS part_54,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 185363.800047
    AND net < 262144.0) AS DOUBLE) AS part_55,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 262144.0
    AND net < 370727.600095) AS DOUBLE) AS part_56,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 370727.600095
    AND net < 524288.0) AS DOUBLE) AS part_57,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 524288.0
    AND net < 741455.200189) AS DOUBLE) AS part_58,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 741455.200189
    AND net < 1048576.0) AS DOUBLE) AS part_59,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1048576.0
    AND net < 1482910.400379) AS DOUBLE) AS part_60,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1482910.400379
    AND net < 2097152.0) AS DOUBLE) AS part_61,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2097152.0
    AND net < 2965820.800758) AS DOUBLE) AS part_62,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2965820.800758
    AND net < 4194304.0) AS DOUBLE) AS part_63,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 4194304.0
    AND net < 5931641.601516) AS DOUBLE) AS part_64,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 5931641.601516
    AND net < 8388608.0) AS DOUBLE) AS part_65,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 8388608.0
    AND net < 11863283.203031) AS DOUBLE) AS part_66,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 11863283.203031
    AND net < 16777216.0) AS DOUBLE) AS part_67,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16777216.0) AS DOUBLE) AS part_68,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net < 1.0) AS DOUBLE) AS part_69,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.0 AND net < 1.414214) AS DOUBLE) AS part_70,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.414214 AND net < 2.0) AS DOUBLE) AS part_71,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.0 AND net < 2.828427) AS DOUBLE) AS part_72,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.828427 AND net < 4.0) AS DOUBLE) AS part_73,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4.0 AND net < 5.656854) AS DOUBLE) AS part_74,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5.656854 AND net < 8.0) AS DOUBLE) AS part_75,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8.0 AND net < 11.313708) AS DOUBLE) AS part_76,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11.313708 AND net < 16.0) AS DOUBLE) AS part_77,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16.0 AND net < 22.627417) AS DOUBLE) AS part_78,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 22.627417 AND net < 32.0) AS DOUBLE) AS part_79,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32.0 AND net < 45.254834) AS DOUBLE) AS part_80,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 45.254834 AND net < 64.0) AS DOUBLE) AS part_81,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 64.0 AND net < 90.509668) AS DOUBLE) AS part_82,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 90.509668 AND net < 128.0) AS DOUBLE) AS part_83,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 128.0 AND net < 181.019336) AS DOUBLE) AS part_84,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 181.019336 AND net < 256.0) AS DOUBLE) AS part_85,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 256.0 AND net < 362.038672) AS DOUBLE) AS part_86,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 362.038672 AND net < 512.0) AS DOUBLE) AS part_87,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 512.0 AND net < 724.077344) AS DOUBLE) AS part_88,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 724.077344 AND net < 1024.0) AS DOUBLE) AS part_89,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1024.0 AND net < 1448.154688) AS DOUBLE) AS part_90,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1448.154688 AND net < 2048.0) AS DOUBLE) AS part_91,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2048.0 AND net < 2896.309376) AS DOUBLE) AS part_92,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2896.309376 AND net < 4096.0) AS DOUBLE) AS part_93,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4096.0 AND net < 5792.618751) AS DOUBLE) AS part_94,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5792.618751 AND net < 8192.0) AS DOUBLE) AS part_95,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8192.0 AND net < 11585.237503) AS DOUBLE) AS part_96,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11585.237503 AND net < 16384.0) AS DOUBLE) AS part_97,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16384.0 AND net < 23170.475006) AS DOUBLE) AS part_98,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 23170.475006 AND net < 32768.0) AS DOUBLE) AS part_99,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32768.0 AND net < 46340.950012) AS DOUBLE) AS part_100,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 46340.950012 AND net < 65536.0) AS DOUBLE) AS part_101,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 65536.0 AND net < 92681.900024) AS DOUBLE) AS part_102,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 92681.900024 AND net < 131072.0) AS DOUBLE) AS part_103,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 131072.0
    AND net < 185363.800047) AS DOUBLE) AS part_104,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 185363.800047
    AND net < 262144.0) AS DOUBLE) AS part_105,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 262144.0
    AND net < 370727.600095) AS DOUBLE) AS part_106,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 370727.600095
    AND net < 524288.0) AS DOUBLE) AS part_107,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 524288.0
    AND net < 741455.200189) AS DOUBLE) AS part_108,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 741455.200189
    AND net < 1048576.0) AS DOUBLE) AS part_109,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1048576.0
    AND net < 1482910.400379) AS DOUBLE) AS part_110,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1482910.400379
    AND net < 2097152.0) AS DOUBLE) AS part_111,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2097152.0
    AND net < 2965820.800758) AS DOUBLE) AS part_112,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2965820.800758
    AND net < 4194304.0) AS DOUBLE) AS part_113,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 4194304.0
    AND net < 5931641.601516) AS DOUBLE) AS part_114,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 5931641.601516
    AND net < 8388608.0) AS DOUBLE) AS part_115,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 8388608.0
    AND net < 11863283.203031) AS DOUBLE) AS part_116,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 11863283.203031
    AND net < 16777216.0) AS DOUBLE) AS part_117,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16777216.0) AS DOUBLE) AS part_118,
  CAST(SUM(discount) AS DOUBLE) AS part_119,
  CAST(SUM(listed) AS DOUBLE) AS part_120,
  CAST(SUM(discount_share_sales) AS DOUBLE) AS part_121,
  CAST(SUM(hits) AS DOUBLE) AS part_122,
  CAST(SUM(tries) AS DOUBLE) AS part_123,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_124,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_125,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_126,
  CAST(SUM(partner_revenue_net) AS DOUBLE) AS part_127,
  CAST(SUM(partner_revenue_sales) AS DOUBLE) AS part_128,
  CAST(COUNT(*) FILTER(WHERE
    paid_firsts > 0) AS DOUBLE) AS part_129,
  CAST(COUNT(*) FILTER(WHERE
    brought > 0) AS DOUBLE) AS part_130
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
    NOT units.customer IS NULL AND sales > 0) AS DOUBLE) AS part_1,
  CAST(SUM(net) AS DOUBLE) AS part_2,
  CAST(SUM(sales) AS DOUBLE) AS part_3,
  CAST(SUM(sales) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_4,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL) AS DOUBLE) AS part_5,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 1) AS DOUBLE) AS part_6,
  CAST(SUM(net) FILTER(WHERE
    units.customer IS NULL) AS DOUBLE) AS part_7,
  CAST(SUM(sales) FILTER(WHERE
    units.customer IS NULL) AS DOUBLE) AS part_8,
  CAST(SUM(refunded) AS DOUBLE) AS part_9,
  CAST(SUM(refunds) AS DOUBLE) AS part_10,
  CAST(SUM(sold) AS DOUBLE) AS part_11,
  CAST(COUNT(*) FILTER(WHERE
    firsts > 0) AS DOUBLE) AS part_12,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND firsts = 0) AS DOUBLE) AS part_13,
  CAST(SUM(firsts) AS DOUBLE) AS part_14,
  CAST(SUM(existing_orders_sales) AS DOUBLE) AS part_15,
  CAST(SUM(new_revenue_net) AS DOUBLE) AS part_16,
  CAST(SUM(existing_revenue_net) AS DOUBLE) AS part_17,
  CAST(COUNT(*) FILTER(WHERE
    returns > 0) AS DOUBLE) AS part_18,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net < 1.0) AS DOUBLE) AS part_19,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.0 AND net < 1.414214) AS DOUBLE) AS part_20,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.414214 AND net < 2.0) AS DOUBLE) AS part_21,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.0 AND net < 2.828427) AS DOUBLE) AS part_22,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.828427 AND net < 4.0) AS DOUBLE) AS part_23,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4.0 AND net < 5.656854) AS DOUBLE) AS part_24,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5.656854 AND net < 8.0) AS DOUBLE) AS part_25,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8.0 AND net < 11.313708) AS DOUBLE) AS part_26,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11.313708 AND net < 16.0) AS DOUBLE) AS part_27,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16.0 AND net < 22.627417) AS DOUBLE) AS part_28,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 22.627417 AND net < 32.0) AS DOUBLE) AS part_29,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32.0 AND net < 45.254834) AS DOUBLE) AS part_30,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 45.254834 AND net < 64.0) AS DOUBLE) AS part_31,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 64.0 AND net < 90.509668) AS DOUBLE) AS part_32,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 90.509668 AND net < 128.0) AS DOUBLE) AS part_33,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 128.0 AND net < 181.019336) AS DOUBLE) AS part_34,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 181.019336 AND net < 256.0) AS DOUBLE) AS part_35,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 256.0 AND net < 362.038672) AS DOUBLE) AS part_36,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 362.038672 AND net < 512.0) AS DOUBLE) AS part_37,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 512.0 AND net < 724.077344) AS DOUBLE) AS part_38,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 724.077344 AND net < 1024.0) AS DOUBLE) AS part_39,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1024.0 AND net < 1448.154688) AS DOUBLE) AS part_40,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1448.154688 AND net < 2048.0) AS DOUBLE) AS part_41,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2048.0 AND net < 2896.309376) AS DOUBLE) AS part_42,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2896.309376 AND net < 4096.0) AS DOUBLE) AS part_43,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4096.0 AND net < 5792.618751) AS DOUBLE) AS part_44,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5792.618751 AND net < 8192.0) AS DOUBLE) AS part_45,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8192.0 AND net < 11585.237503) AS DOUBLE) AS part_46,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11585.237503 AND net < 16384.0) AS DOUBLE) AS part_47,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16384.0 AND net < 23170.475006) AS DOUBLE) AS part_48,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 23170.475006 AND net < 32768.0) AS DOUBLE) AS part_49,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32768.0 AND net < 46340.950012) AS DOUBLE) AS part_50,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 46340.950012 AND net < 65536.0) AS DOUBLE) AS part_51,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 65536.0 AND net < 92681.900024) AS DOUBLE) AS part_52,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 92681.900024 AND net < 131072.0) AS DOUBLE) AS part_53,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 131072.0
    AND net < 185363.800047) AS DOUBLE) AS part_54,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 185363.800047
    AND net < 262144.0) AS DOUBLE) AS part_55,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 262144.0
    AND net < 370727.600095) AS DOUBLE) AS part_56,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 370727.600095
    AND net < 524288.0) AS DOUBLE) AS part_57,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 524288.0
    AND net < 741455.200189) AS DOUBLE) AS part_58,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 741455.200189
    AND net < 1048576.0) AS DOUBLE) AS part_59,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1048576.0
    AND net < 1482910.400379) AS DOUBLE) AS part_60,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1482910.400379
    AND net < 2097152.0) AS DOUBLE) AS part_61,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2097152.0
    AND net < 2965820.800758) AS DOUBLE) AS part_62,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2965820.800758
    AND net < 4194304.0) AS DOUBLE) AS part_63,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 4194304.0
    AND net < 5931641.601516) AS DOUBLE) AS part_64,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 5931641.601516
    AND net < 8388608.0) AS DOUBLE) AS part_65,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 8388608.0
    AND net < 11863283.203031) AS DOUBLE) AS part_66,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 11863283.203031
    AND net < 16777216.0) AS DOUBLE) AS part_67,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16777216.0) AS DOUBLE) AS part_68,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net < 1.0) AS DOUBLE) AS part_69,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.0 AND net < 1.414214) AS DOUBLE) AS part_70,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1.414214 AND net < 2.0) AS DOUBLE) AS part_71,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.0 AND net < 2.828427) AS DOUBLE) AS part_72,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2.828427 AND net < 4.0) AS DOUBLE) AS part_73,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4.0 AND net < 5.656854) AS DOUBLE) AS part_74,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5.656854 AND net < 8.0) AS DOUBLE) AS part_75,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8.0 AND net < 11.313708) AS DOUBLE) AS part_76,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11.313708 AND net < 16.0) AS DOUBLE) AS part_77,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16.0 AND net < 22.627417) AS DOUBLE) AS part_78,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 22.627417 AND net < 32.0) AS DOUBLE) AS part_79,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32.0 AND net < 45.254834) AS DOUBLE) AS part_80,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 45.254834 AND net < 64.0) AS DOUBLE) AS part_81,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 64.0 AND net < 90.509668) AS DOUBLE) AS part_82,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 90.509668 AND net < 128.0) AS DOUBLE) AS part_83,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 128.0 AND net < 181.019336) AS DOUBLE) AS part_84,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 181.019336 AND net < 256.0) AS DOUBLE) AS part_85,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 256.0 AND net < 362.038672) AS DOUBLE) AS part_86,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 362.038672 AND net < 512.0) AS DOUBLE) AS part_87,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 512.0 AND net < 724.077344) AS DOUBLE) AS part_88,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 724.077344 AND net < 1024.0) AS DOUBLE) AS part_89,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1024.0 AND net < 1448.154688) AS DOUBLE) AS part_90,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 1448.154688 AND net < 2048.0) AS DOUBLE) AS part_91,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2048.0 AND net < 2896.309376) AS DOUBLE) AS part_92,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 2896.309376 AND net < 4096.0) AS DOUBLE) AS part_93,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 4096.0 AND net < 5792.618751) AS DOUBLE) AS part_94,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 5792.618751 AND net < 8192.0) AS DOUBLE) AS part_95,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 8192.0 AND net < 11585.237503) AS DOUBLE) AS part_96,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 11585.237503 AND net < 16384.0) AS DOUBLE) AS part_97,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16384.0 AND net < 23170.475006) AS DOUBLE) AS part_98,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 23170.475006 AND net < 32768.0) AS DOUBLE) AS part_99,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 32768.0 AND net < 46340.950012) AS DOUBLE) AS part_100,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 46340.950012 AND net < 65536.0) AS DOUBLE) AS part_101,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 65536.0 AND net < 92681.900024) AS DOUBLE) AS part_102,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 92681.900024 AND net < 131072.0) AS DOUBLE) AS part_103,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 131072.0
    AND net < 185363.800047) AS DOUBLE) AS part_104,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 185363.800047
    AND net < 262144.0) AS DOUBLE) AS part_105,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 262144.0
    AND net < 370727.600095) AS DOUBLE) AS part_106,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 370727.600095
    AND net < 524288.0) AS DOUBLE) AS part_107,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 524288.0
    AND net < 741455.200189) AS DOUBLE) AS part_108,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 741455.200189
    AND net < 1048576.0) AS DOUBLE) AS part_109,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1048576.0
    AND net < 1482910.400379) AS DOUBLE) AS part_110,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 1482910.400379
    AND net < 2097152.0) AS DOUBLE) AS part_111,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2097152.0
    AND net < 2965820.800758) AS DOUBLE) AS part_112,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 2965820.800758
    AND net < 4194304.0) AS DOUBLE) AS part_113,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 4194304.0
    AND net < 5931641.601516) AS DOUBLE) AS part_114,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 5931641.601516
    AND net < 8388608.0) AS DOUBLE) AS part_115,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 8388608.0
    AND net < 11863283.203031) AS DOUBLE) AS part_116,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales > 0
    AND net >= 11863283.203031
    AND net < 16777216.0) AS DOUBLE) AS part_117,
  CAST(SUM(net) FILTER(WHERE
    NOT units.customer IS NULL AND sales > 0 AND net >= 16777216.0) AS DOUBLE) AS part_118,
  CAST(SUM(discount) AS DOUBLE) AS part_119,
  CAST(SUM(listed) AS DOUBLE) AS part_120,
  CAST(SUM(discount_share_sales) AS DOUBLE) AS part_121,
  CAST(SUM(hits) AS DOUBLE) AS part_122,
  CAST(SUM(tries) AS DOUBLE) AS part_123,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_124,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_125,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_126,
  CAST(SUM(partner_revenue_net) AS DOUBLE) AS part_127,
  CAST(SUM(partner_revenue_sales) AS DOUBLE) AS part_128,
  CAST(COUNT(*) FILTER(WHERE
    paid_firsts > 0) AS DOUBLE) AS part_129,
  CAST(COUNT(*) FILTER(WHERE
    brought > 0) AS DOUBLE) AS part_130
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
  cells.part_74,
  cells.part_75,
  cells.part_76,
  cells.part_77,
  cells.part_78,
  cells.part_79,
  cells.part_80,
  cells.part_81,
  cells.part_82,
  cells.part_83,
  cells.part_84,
  cells.part_85,
  cells.part_86,
  cells.part_87,
  cells.part_88,
  cells.part_89,
  cells.part_90,
  cells.part_91,
  cells.part_92,
  cells.part_93,
  cells.part_94,
  cells.part_95,
  cells.part_96,
  cells.part_97,
  cells.part_98,
  cells.part_99,
  cells.part_100,
  cells.part_101,
  cells.part_102,
  cells.part_103,
  cells.part_104,
  cells.part_105,
  cells.part_106,
  cells.part_107,
  cells.part_108,
  cells.part_109,
  cells.part_110,
  cells.part_111,
  cells.part_112,
  cells.part_113,
  cells.part_114,
  cells.part_115,
  cells.part_116,
  cells.part_117,
  cells.part_118,
  cells.part_119,
  cells.part_120,
  cells.part_121,
  cells.part_122,
  cells.part_123,
  cells.part_124,
  cells.part_125,
  cells.part_126,
  cells.part_127,
  cells.part_128,
  cells.part_129,
  cells.part_130
FROM (
  SELECT
    CAST(NULL AS BIGINT) AS segment,
    units.enters_sales AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(SUM(net) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_1,
    CAST(COUNT(*) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        units.step = units.first_sales
      )) AS DOUBLE) AS part_2,
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
    CAST(NULL AS DOUBLE) AS part_130
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
  cells.part_74,
  cells.part_75,
  cells.part_76,
  cells.part_77,
  cells.part_78,
  cells.part_79,
  cells.part_80,
  cells.part_81,
  cells.part_82,
  cells.part_83,
  cells.part_84,
  cells.part_85,
  cells.part_86,
  cells.part_87,
  cells.part_88,
  cells.part_89,
  cells.part_90,
  cells.part_91,
  cells.part_92,
  cells.part_93,
  cells.part_94,
  cells.part_95,
  cells.part_96,
  cells.part_97,
  cells.part_98,
  cells.part_99,
  cells.part_100,
  cells.part_101,
  cells.part_102,
  cells.part_103,
  cells.part_104,
  cells.part_105,
  cells.part_106,
  cells.part_107,
  cells.part_108,
  cells.part_109,
  cells.part_110,
  cells.part_111,
  cells.part_112,
  cells.part_113,
  cells.part_114,
  cells.part_115,
  cells.part_116,
  cells.part_117,
  cells.part_118,
  cells.part_119,
  cells.part_120,
  cells.part_121,
  cells.part_122,
  cells.part_123,
  cells.part_124,
  cells.part_125,
  cells.part_126,
  cells.part_127,
  cells.part_128,
  cells.part_129,
  cells.part_130
FROM (
  SELECT
    members.segment AS segment,
    units.enters_sales AS frame,
    units.bucket,
    units.region AS region,
    COUNT(*) AS held,
    CAST(SUM(net) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        NOT units.first_sales IS NULL
      )) AS DOUBLE) AS part_1,
    CAST(COUNT(*) FILTER(WHERE
      (
        NOT units.customer IS NULL
      ) AND (
        units.step = units.first_sales
      )) AS DOUBLE) AS part_2,
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
    CAST(NULL AS DOUBLE) AS part_130
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
  units.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0 AND sales_within > 0) AS DOUBLE) AS part_2,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM (
  SELECT
    marks.unit,
    marks.customer,
    marks.bucket,
    marks.region,
    windows.frame,
    CASE WHEN (
      marks.mark_0 & windows.sales_before
    ) <> 0 THEN 1 ELSE 0 END AS sales_before,
    CASE WHEN (
      marks.mark_0 & windows.sales_within
    ) <> 0 THEN 1 ELSE 0 END AS sales_within
  FROM marks
  CROSS JOIN windows_before AS windows
  WHERE
    (
      marks.any_row & windows.span
    ) <> 0
) AS units
GROUP BY
  units.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  units.segment AS segment,
  units.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0 AND sales_within > 0) AS DOUBLE) AS part_2,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM (
  SELECT
    marks.unit,
    marks.customer,
    marks.bucket,
    marks.region,
    marks.segment,
    windows.frame,
    CASE WHEN (
      marks.mark_0 & windows.sales_before
    ) <> 0 THEN 1 ELSE 0 END AS sales_before,
    CASE WHEN (
      marks.mark_0 & windows.sales_within
    ) <> 0 THEN 1 ELSE 0 END AS sales_within
  FROM marks_of_members AS marks
  CROSS JOIN windows_before AS windows
  WHERE
    (
      marks.any_row & windows.span
    ) <> 0
) AS units
GROUP BY
  units.segment,
  units.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  CAST(NULL AS BIGINT) AS segment,
  units.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0 AND sales_lately = 0) AS DOUBLE) AS part_2,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM (
  SELECT
    marks.unit,
    marks.customer,
    marks.bucket,
    marks.region,
    windows.frame,
    CASE WHEN (
      marks.mark_0 & windows.sales_before
    ) <> 0 THEN 1 ELSE 0 END AS sales_before,
    CASE WHEN (
      marks.mark_0 & windows.sales_lately
    ) <> 0 THEN 1 ELSE 0 END AS sales_lately
  FROM marks
  CROSS JOIN windows_silence AS windows
  WHERE
    (
      marks.any_row & windows.span
    ) <> 0
) AS units
GROUP BY
  units.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  units.segment AS segment,
  units.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND sales_before > 0 AND sales_lately = 0) AS DOUBLE) AS part_2,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM (
  SELECT
    marks.unit,
    marks.customer,
    marks.bucket,
    marks.region,
    marks.segment,
    windows.frame,
    CASE WHEN (
      marks.mark_0 & windows.sales_before
    ) <> 0 THEN 1 ELSE 0 END AS sales_before,
    CASE WHEN (
      marks.mark_0 & windows.sales_lately
    ) <> 0 THEN 1 ELSE 0 END AS sales_lately
  FROM marks_of_members AS marks
  CROSS JOIN windows_silence AS windows
  WHERE
    (
      marks.any_row & windows.span
    ) <> 0
) AS units
GROUP BY
  units.segment,
  units.frame,
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
    first > 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND returns > 0) AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND return_within_days_returns > 0) AS DOUBLE) AS part_3,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND return_after_day_returns > 0) AS DOUBLE) AS part_4,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND return_within_days_returns = 0) AS DOUBLE) AS part_5,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM units_return AS units
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
    first > 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND returns > 0) AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND return_within_days_returns > 0) AS DOUBLE) AS part_3,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND return_after_day_returns > 0) AS DOUBLE) AS part_4,
  CAST(COUNT(*) FILTER(WHERE
    first > 0 AND return_within_days_returns = 0) AS DOUBLE) AS part_5,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM units_return AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
UNION ALL
SELECT
  CAST(NULL AS BIGINT) AS segment,
  units.frame,
  units.bucket,
  units.region,
  COUNT(*) AS held,
  CAST(NULL AS DOUBLE) AS part_1,
  CAST(NULL AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND lately > 0) AS DOUBLE) AS part_3,
  CAST(SUM(sales) AS DOUBLE) AS part_4,
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
  CAST(NULL AS DOUBLE) AS part_130
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
  CAST(NULL AS DOUBLE) AS part_1,
  CAST(NULL AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL AND lately > 0) AS DOUBLE) AS part_3,
  CAST(SUM(sales) AS DOUBLE) AS part_4,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM units_silence AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
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
    NOT units.customer IS NULL AND sales_before > 0 AND sales_lately = 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales_before > 0
    AND sales_lately = 0
    AND sales_within > 0) AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales_before > 1
    AND silence_before * (
      sales_before - 1
    ) <= limit_before) AS DOUBLE) AS part_3,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales_before > 1
    AND silence_before * (
      sales_before - 1
    ) <= limit_before
    AND silence_after * (
      sales_before - 1
    ) > limit_before) AS DOUBLE) AS part_4,
  CAST(SUM(hits) AS DOUBLE) AS part_5,
  CAST(SUM(tries) AS DOUBLE) AS part_6,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_7,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_8,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_9,
  CAST(CAST(SUM(seconds) AS DOUBLE) / NULLIF(86400.0, 0) AS DOUBLE) AS part_10,
  CAST(SUM(paid) AS DOUBLE) AS part_11,
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
  CAST(NULL AS DOUBLE) AS part_130
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
    NOT units.customer IS NULL AND sales_before > 0 AND sales_lately = 0) AS DOUBLE) AS part_1,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales_before > 0
    AND sales_lately = 0
    AND sales_within > 0) AS DOUBLE) AS part_2,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales_before > 1
    AND silence_before * (
      sales_before - 1
    ) <= limit_before) AS DOUBLE) AS part_3,
  CAST(COUNT(*) FILTER(WHERE
    NOT units.customer IS NULL
    AND sales_before > 1
    AND silence_before * (
      sales_before - 1
    ) <= limit_before
    AND silence_after * (
      sales_before - 1
    ) > limit_before) AS DOUBLE) AS part_4,
  CAST(SUM(hits) AS DOUBLE) AS part_5,
  CAST(SUM(tries) AS DOUBLE) AS part_6,
  CAST(SUM(hits * hits) AS DOUBLE) AS part_7,
  CAST(SUM(hits * tries) AS DOUBLE) AS part_8,
  CAST(SUM(tries * tries) AS DOUBLE) AS part_9,
  CAST(CAST(SUM(seconds) AS DOUBLE) / NULLIF(86400.0, 0) AS DOUBLE) AS part_10,
  CAST(SUM(paid) AS DOUBLE) AS part_11,
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
  CAST(NULL AS DOUBLE) AS part_130
FROM units_standing AS units
JOIN members
  ON members.customer = units.customer
GROUP BY
  members.segment,
  units.frame,
  units.bucket,
  units.region
