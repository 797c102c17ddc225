from rapport.apps.exchange.exporters._records import records_exporter

assignments = records_exporter("assignments")
