"""What can be exported: one file a kind."""

from rapport.apps.exchange.exporters._entry import Column, Exporter, Row
from rapport.catalogue import Catalogue

exporters = Catalogue("rapport.apps.exchange.exporters", Exporter)

__all__ = ["Column", "Exporter", "Row", "exporters"]
