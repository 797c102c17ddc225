from rapport.apps.exchange.exporters._records import records_exporter

subscriptions = records_exporter("subscriptions")
