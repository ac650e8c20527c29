"""What Word files tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from contracts.word_file.forms import ReturnedForm
from contracts.word_file.reading import can_read_returned, read_returned
from salesmgmt.core import registry
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.detail import Action


def register():
    registry.register_action(
        "contract",
        Action(
            "returned",
            _("Read a returned Word file"),
            can_read_returned,
            read_returned,
            form=ReturnedForm,
            icon="file-type-docx",
            beside_round=True,
            goto=lambda row, contract: row.get_absolute_url(),
            order=58,
        ),
    )
    registry.register_section(
        "contract", registry.Section("returned", "contracts/word_file/_returned.html", returned_shown, order=50)
    )


def returned_shown(contract, user):
    """The files that came back, for those who see prices."""
    files = list(contract.returned_files.select_related("attachment", "read_by")) if sees_prices(user) else []
    return {"files": files} if files else None
