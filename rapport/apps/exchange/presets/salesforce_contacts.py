from rapport.apps.exchange.presets._entry import Preset

salesforce_contacts = Preset(
    name="salesforce_contacts",
    title="Contacts from Salesforce",
    system="Salesforce",
    help="A report or the data export of contacts.",
    kind="people",
    marks=(
        ("Contact ID", "First Name", "Last Name", "Account Name"),
        ("Id", "FirstName", "LastName", "AccountId"),
        ("First Name", "Last Name", "Account Name", "Mailing City"),
    ),
    mapping={
        "external_id": ("Contact ID", "Id"),
        "given_name": ("First Name", "FirstName"),
        "family_name": ("Last Name", "LastName"),
        "email": ("Email",),
        "phone": ("Phone", "Mobile", "MobilePhone"),
        "company": ("Account Name",),
        "job_title": ("Title",),
        "street": ("Mailing Street", "MailingStreet"),
        "city": ("Mailing City", "MailingCity"),
        "region": ("Mailing Country", "MailingCountry", "Mailing State/Province"),
        "postal_code": ("Mailing Zip/Postal Code", "MailingPostalCode"),
        "birth_date": ("Birthdate",),
        "acquisition_channel": ("Lead Source", "LeadSource"),
        "first_seen": ("Created Date", "CreatedDate"),
        "opted_out_email": ("Email Opt Out", "HasOptedOutOfEmail"),
        "opted_out_phone": ("Do Not Call", "DoNotCall"),
    },
    order=7,
)
