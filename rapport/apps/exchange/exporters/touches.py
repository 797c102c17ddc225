from rapport.apps.exchange.exporters._records import records_exporter

touches = records_exporter("touches")
