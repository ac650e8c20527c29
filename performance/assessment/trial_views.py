"""The page on which another scheme is tried on the last closed period before it is put in force (KPI-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from performance.assessment.permissions import can_try_scheme
from performance.assessment.trial import effects, last_closed, spread
from performance.assessment_scheme.models import AssessmentScheme
from performance.metric.once import counted_once
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse


@from_replica
def scheme_trial(request: Any, pk: int) -> HttpResponse:
    """Old and new result of every person for the last closed period; nothing is written."""
    rows = AssessmentScheme.objects.visible_to(request.user).prefetch_related("lines", "deductions")
    scheme = get_object_or_404(rows, pk=pk)
    require(can_try_scheme(request.user, scheme))
    period = last_closed(scheme)
    with counted_once():
        found = effects(scheme, period, request.user) if period is not None else []
    context = {
        "title": _("Effect of %(scheme)s") % {"scheme": scheme},
        "crumbs": [
            Crumb(_("Assessment schemes"), reverse("assessment-scheme-list")),
            Crumb(str(scheme), scheme.get_absolute_url()),
            Crumb(_("Effect")),
        ],
        "scheme": scheme,
        "period": period,
        "effects": found,
        "spread": spread(found),
    }
    return render(request, "performance/assessment/scheme_trial.html", context)
