"""What conduct incidents tell core about themselves."""

from django.utils.translation import pgettext_lazy

from performance.conduct.models import ConductIncident
from performance.conduct.permissions import reads_conduct
from performance.conduct.states import ConductStatus
from salesmgmt.core import registry
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        ConductIncident,
        "CI",
        pgettext_lazy("conduct", "Conduct incident"),
        pgettext_lazy("conduct", "Conduct incidents"),
        "alert-octagon",
        "conduct-list",
        search=False,
    )
    registry.register_menu(
        "performance",
        pgettext_lazy("conduct", "Conduct incidents"),
        "conduct-list",
        "alert-octagon",
        reads_conduct,
        310,
    )
    register_tones(warn=[ConductStatus.HEARD])
    registry.register_home_card(
        "conduct-open",
        pgettext_lazy("conduct", "Conduct incidents under way"),
        reads_conduct,
        lambda user: ConductIncident.objects.visible_to(user).exclude(status=ConductStatus.CLOSED),
        f"conduct-list?status={ConductStatus.RECORDED}&status={ConductStatus.HEARD}",
        icon="alert-octagon",
        tone="warn",
        order=80,
    )
