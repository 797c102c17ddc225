from rapport.analytics.fact import Column, Fact, Rule

products = Fact(
    name="products",
    title="Products",
    help="What is offered, one row for each product or service.",
    order=2,
    columns=(
        Column("id", "id", "The product.", required=True),
        Column("sku", "text", "The shop's own article number."),
        Column("name", "text", "Name."),
        Column("category", "text", "Category."),
        Column("price", "money", "List price of one piece.", unit="reporting currency"),
        Column("cost", "money", "Direct cost of one piece.", unit="reporting currency"),
        Column("original_price", "money", "Amount before it was converted, where it was.", unit="original currency"),
        Column("original_cost", "money", "Amount before it was converted, where it was.", unit="original currency"),
        Column("original_currency", "text", "Currency before it was converted, where it was.", unit="ISO 4217"),
        Column("rate", "number", "What one unit of the original currency was worth that day.", unit="currency"),
    ),
    rules=(Rule("price < 0 OR cost < 0", "a price or cost is negative"),),
)
