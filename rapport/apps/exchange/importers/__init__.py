"""What can be imported: one file a kind, each saying its fields and how records of them are written."""

from rapport.apps.exchange.importers._entry import Field, Importer, Option, Problem, Record, Setting, Sink, Written
from rapport.catalogue import Catalogue

importers = Catalogue("rapport.apps.exchange.importers", Importer)

__all__ = ["Field", "Importer", "Option", "Problem", "Record", "Setting", "Sink", "Written", "importers"]
