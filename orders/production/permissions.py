from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.production.states import ProductionStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.production.models import Production
    from salesmgmt.core.models import User


@because(_("Production is started by the department it was given to."))
def can_start_production(user: User, production: Production) -> bool:
    return production.can_become(ProductionStatus.IN_PRODUCTION) and may(user, "production", "U", document=production)


@because(_("The progress of running production is reported by the department it was given to."))
def can_report_progress(user: User, production: Production) -> bool:
    return production.status == ProductionStatus.IN_PRODUCTION and may(user, "production", "U", document=production)


@because(_("Rework is finished by the department it was given to."))
def can_finish_rework(user: User, production: Production) -> bool:
    return production.status == ProductionStatus.REWORK and may(user, "production", "U", document=production)
