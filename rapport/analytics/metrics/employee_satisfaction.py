from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

employee_satisfaction = Metric(
    name="employee_satisfaction",
    title="Employee satisfaction",
    meaning="The share of the team's answers that are satisfied: 4–5 of 5.",
    formula="answers of 4–5 / all answers of employees, on the scale 1–5",
    source="responses",
    pitfalls="Employees are no customers: segments and regions of customers do not hold their answers.",
    unit="share",
    better="up",
    group="trust",
    order=166,
    **top_share("employee", lowest=4),
)
