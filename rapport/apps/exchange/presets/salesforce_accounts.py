from rapport.apps.exchange.presets._entry import Preset

salesforce_accounts = Preset(
    name="salesforce_accounts",
    title="Accounts from Salesforce",
    system="Salesforce",
    help="A report or the data export of accounts.",
    kind="companies",
    marks=(
        ("Account ID", "Account Name"),
        ("Account Name", "Billing City", "Type"),
        ("Id", "Name", "BillingCity", "AccountNumber"),
        ("Account Name", "Billing City", "Industry"),
    ),
    mapping={
        "external_id": ("Account ID", "Id", "AccountNumber", "Account Number"),
        "name": ("Account Name", "Name"),
        "phone": ("Phone",),
        "website": ("Website",),
        "industry": ("Industry",),
        "company_size": ("Employees", "NumberOfEmployees"),
        "street": ("Billing Street", "BillingStreet"),
        "city": ("Billing City", "BillingCity"),
        "region": ("Billing Country", "BillingCountry", "Billing State/Province"),
        "postal_code": ("Billing Zip/Postal Code", "BillingPostalCode"),
        "acquisition_channel": ("Account Source", "AccountSource"),
        "first_seen": ("Created Date", "CreatedDate"),
    },
    order=7,
)
