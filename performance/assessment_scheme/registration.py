"""What assessment schemes tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.assessment_scheme.models import AssessmentScheme
from performance.assessment_scheme.permissions import can_edit_scheme, can_see_schemes
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft


def register():
    register_draft(AssessmentScheme, can_edit_scheme)
    registry.register_document(
        AssessmentScheme,
        "KPI",
        _("Assessment scheme"),
        _("Assessment schemes"),
        "adjustments",
        "assessment-scheme-list",
        search=False,
    )
    registry.register_menu(
        "performance", _("Assessment schemes"), "assessment-scheme-list", "adjustments", can_see_schemes, 70
    )
