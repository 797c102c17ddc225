from rapport.apps.exchange.exporters._records import records_exporter

deals = records_exporter("deals")
