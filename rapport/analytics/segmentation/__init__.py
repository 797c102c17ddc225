"""Sorting customers into groups: by what they buy, by value, by likeness; and how groups move and overlap."""

from rapport.analytics.segmentation.clusters import Clusters, Wishes, clusters, clusters_of
from rapport.analytics.segmentation.concentration import Concentration, concentration, concentration_of
from rapport.analytics.segmentation.moved import rfm_movement, segment_movement, tier_movement
from rapport.analytics.segmentation.movement import Movement, movement
from rapport.analytics.segmentation.overlap import Overlap, overlap
from rapport.analytics.segmentation.rfm import Cuts, Rfm, rfm, rfm_of
from rapport.analytics.segmentation.tiers import Tiers, tiers, tiers_of

__all__ = [
    "Clusters",
    "Concentration",
    "Cuts",
    "Movement",
    "Overlap",
    "Rfm",
    "Tiers",
    "Wishes",
    "clusters",
    "clusters_of",
    "concentration",
    "concentration_of",
    "movement",
    "overlap",
    "rfm",
    "rfm_movement",
    "rfm_of",
    "segment_movement",
    "tier_movement",
    "tiers",
    "tiers_of",
]
