"""How long customers stay: survival curves, tests between groups, and what goes with staying longer."""

from rapport.analytics.survival.cox import CoxFit, cox
from rapport.analytics.survival.kaplan_meier import Stay, SurvivalCurve, kaplan_meier, kaplan_meier_by
from rapport.analytics.survival.log_rank import LogRank, Pair, log_rank
from rapport.analytics.survival.proportional_hazards import Proportionality

__all__ = [
    "CoxFit",
    "LogRank",
    "Pair",
    "Proportionality",
    "Stay",
    "SurvivalCurve",
    "cox",
    "kaplan_meier",
    "kaplan_meier_by",
    "log_rank",
]
