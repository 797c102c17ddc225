from functools import partial

from rapport.apps.exchange.exporters._entry import Exporter
from rapport.apps.exchange.exporters._parties import columns_of, rows_of

people = Exporter(
    name="people",
    title="People",
    help="Everybody you may see, with tags and your own fields. As vCard for address books.",
    right="customers.view",
    columns=partial(columns_of, kind="person"),
    rows=partial(rows_of, kind="person"),
    formats=("csv", "xlsx", "json", "vcard"),
    group="customers",
    order=2,
)
