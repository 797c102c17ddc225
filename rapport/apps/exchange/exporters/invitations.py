from rapport.apps.exchange.exporters._records import records_exporter

invitations = records_exporter("invitations")
