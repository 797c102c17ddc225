from rapport.apps.exchange.presets._entry import Preset

CODES = (
    *("AUD", "BGN", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "GBP", "HKD", "HRK", "HUF", "IDR", "ILS", "INR", "ISK"),
    *("JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "RUB", "SEK", "SGD", "THB", "TRY", "USD", "ZAR"),
)

ecb_rates = Preset(
    name="ecb_rates",
    title="Euro reference rates",
    system="European Central Bank",
    help="The table of all reference rates, as CSV: one row a day, one column a currency, to the euro.",
    kind="rates",
    marks=(("Date", "USD", "JPY", "GBP", "CHF"),),
    mapping={"day": ("Date",), **{code: (code,) for code in CODES}},
    options={"date_order": "ymd", "decimal_mark": ".", "currency": "EUR", "way": "buys"},
    order=30,
)
