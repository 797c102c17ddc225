"""What goes with satisfaction, loyalty and retention, and where to begin.

Key drivers with their importance, direction and doubt; the map of importance and performance; retention by the level of
an experience; new against existing customers. Every answer comes from plain arrays, or from a `Source` of fact tables::

    from rapport.analytics.drivers import experience_drivers, importance_map

    analysis = experience_drivers(source, period, "loyalty")
    importance_map(analysis).place("delivery").title
"""

from rapport.analytics.drivers.experience import (
    Experience,
    experience,
    experience_drivers,
    retention_by_experience,
)
from rapport.analytics.drivers.experience_levels import (
    Level,
    RetentionByLevel,
    Trend,
    retention_by_level,
    trend_statistic,
)
from rapport.analytics.drivers.importance_map import ImportanceMap, Place, importance_map
from rapport.analytics.drivers.key_drivers import Driver, KeyDrivers, key_drivers
from rapport.analytics.drivers.new_and_existing import Group, Growth, NewAndExisting, new_and_existing

__all__ = [
    "Driver",
    "Experience",
    "Group",
    "Growth",
    "ImportanceMap",
    "KeyDrivers",
    "Level",
    "NewAndExisting",
    "Place",
    "RetentionByLevel",
    "Trend",
    "experience",
    "experience_drivers",
    "importance_map",
    "key_drivers",
    "new_and_existing",
    "retention_by_experience",
    "retention_by_level",
    "trend_statistic",
]
