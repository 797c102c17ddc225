"""Forms of the explorer, of analyses and of targets."""

from rapport.apps.insights.forms.asking import EVERYBODY, AnalysisForm, PlaceForm, TargetForm
from rapport.apps.insights.forms.cut import CutForm

__all__ = ["EVERYBODY", "AnalysisForm", "CutForm", "PlaceForm", "TargetForm"]
