"""Forms of the explorer, of analyses, of targets and of rates of exchange."""

from rapport.apps.insights.forms.asking import EVERYBODY, AnalysisForm, PlaceForm, TargetForm
from rapport.apps.insights.forms.currencies import CarryForm, RateForm
from rapport.apps.insights.forms.cut import CutForm

__all__ = ["EVERYBODY", "AnalysisForm", "CarryForm", "CutForm", "PlaceForm", "RateForm", "TargetForm"]
