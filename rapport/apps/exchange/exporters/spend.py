from rapport.apps.exchange.exporters._records import records_exporter

spend = records_exporter("spend")
