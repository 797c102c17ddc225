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
      spend.purpose,
      spend.amount,
      COALESCE(spend.customer, -1 - spend.bucket) AS unit,
      spend.customer AS customer,
      spend.`at` AS moment,
      spend.bucket,
      COALESCE(spend.region, '') AS region
    FROM spend
    WHERE
      spend.`at` >= CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)
      AND spend.`at` < CAST('2026-02-01 00:00:00+00:00' AS TIMESTAMP)
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
      SUM(IF(COALESCE(seen.purpose, 'acquisition') = 'acquisition', seen.amount, NULL)) AS spent,
      COUNTIF(COALESCE(seen.purpose, 'acquisition') = 'acquisition') AS amounts,
      SUM(seen.amount) AS cost_ratio_spent,
      COUNT(*) AS cost_ratio_amounts
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
)
SELECT
  CAST(NULL AS INT64) AS segment,
  turns.frame AS frame,
  units.bucket,
  units.region AS region,
  COUNT(*) AS held,
  CAST(SUM(spent) AS FLOAT64) AS part_1,
  CAST(SUM(amounts) AS FLOAT64) AS part_2,
  CAST(SUM(cost_ratio_spent) AS FLOAT64) AS part_3,
  CAST(SUM(cost_ratio_amounts) AS FLOAT64) AS part_4
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
  CAST(SUM(spent) AS FLOAT64) AS part_1,
  CAST(SUM(amounts) AS FLOAT64) AS part_2,
  CAST(SUM(cost_ratio_spent) AS FLOAT64) AS part_3,
  CAST(SUM(cost_ratio_amounts) AS FLOAT64) AS part_4
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
