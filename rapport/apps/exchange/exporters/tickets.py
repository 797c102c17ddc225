from rapport.apps.exchange.exporters._records import records_exporter

tickets = records_exporter("tickets")
