from rapport.apps.exchange.exporters._records import records_exporter

leads = records_exporter("leads")
