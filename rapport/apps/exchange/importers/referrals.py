from rapport.apps.exchange.importers._records import Customer, records_importer

referrals = records_importer(
    "referrals",
    synonyms={
        "external_id": ("referral id", "id", "referral code id"),
        "at": ("date", "referred at", "referral date", "created at", "created", "fecha", "datum"),
        "converted_at": ("converted at", "conversion date", "first purchase at", "joined at", "converted"),
    },
    customers={
        "referrer": Customer(
            ("referrer id", "advocate id", "referred by", "referrer number", "empfehler", "referente"),
            ("referrer email", "advocate email", "referred by email", "referrer e-mail"),
            ("referrer name", "advocate name", "advocate"),
        ),
        "referred": Customer(
            ("referred id", "friend id", "referral customer id", "new customer id", "customer id"),
            ("referred email", "friend email", "referral email", "email", "new customer email"),
            ("referred name", "friend name", "friend", "new customer name"),
        ),
    },
)
