"""What something did: by those who did not get it.

Before the start, how many customers an effect takes; afterwards a randomised holdout, looked at once or as often as one
likes, or, where nobody was held out at random, before and after with a control group. From plain arrays, or from the
orders of a `Source`::

    from rapport.analytics.effects import holdout_of_shares, needed_for_shares

    needed_for_shares(0.20, 0.03).customers
    holdout_of_shares(260, 1_100, 215, 1_100).difference
"""

from rapport.analytics.effects.arms import Arm
from rapport.analytics.effects.base import Base, base_of
from rapport.analytics.effects.before_after import (
    DifferenceInDifferences,
    Moment,
    ParallelTrends,
    difference_in_differences,
)
from rapport.analytics.effects.campaigns import campaign_before_after, campaign_holdout, experiment_groups
from rapport.analytics.effects.holdout import Holdout, SampleRatio, cuped, holdout, holdout_of_shares, sample_ratio
from rapport.analytics.effects.planning import (
    Plan,
    detectable_for_means,
    detectable_for_shares,
    needed_for_means,
    needed_for_shares,
)
from rapport.analytics.effects.sequential import Look, Watched, always_valid, always_valid_half_width, watched

__all__ = [
    "Arm",
    "Base",
    "DifferenceInDifferences",
    "Holdout",
    "Look",
    "Moment",
    "ParallelTrends",
    "Plan",
    "SampleRatio",
    "Watched",
    "always_valid",
    "always_valid_half_width",
    "base_of",
    "campaign_before_after",
    "campaign_holdout",
    "cuped",
    "detectable_for_means",
    "detectable_for_shares",
    "difference_in_differences",
    "experiment_groups",
    "holdout",
    "holdout_of_shares",
    "needed_for_means",
    "needed_for_shares",
    "sample_ratio",
    "watched",
]
