from rapport.apps.exchange.exporters._records import records_exporter

referrals = records_exporter("referrals")
