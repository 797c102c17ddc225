"""The cost drivers: one file each, all that an activity may be counted by."""

from rapport.analytics.profit.driver import Driver
from rapport.catalogue import Catalogue

catalogue = Catalogue("rapport.analytics.profit.drivers", Driver)

__all__ = ["catalogue"]
