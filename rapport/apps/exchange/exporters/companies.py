from functools import partial

from rapport.apps.exchange.exporters._entry import Exporter
from rapport.apps.exchange.exporters._parties import columns_of, rows_of

companies = Exporter(
    name="companies",
    title="Companies",
    help="All companies you may see, with tags and your own fields.",
    right="customers.view",
    columns=partial(columns_of, kind="company"),
    rows=partial(rows_of, kind="company"),
    group="customers",
    order=3,
)
