"""Import of a list of leads, such as the visiting cards of a fair (LEAD-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.lead.models import Lead
from customers.lead.permissions import can_create_lead
from customers.lead.row import import_lead
from salesmgmt.core.domain.import_columns import ImportColumn, choice, code, phone, text, yes_or_no
from salesmgmt.core.domain.imports import CREATED, UNCHANGED, UPDATED, ImportSpec
from salesmgmt.core.models import Unit

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.import_columns import Reading
    from salesmgmt.core.models import User


def region(cell: str, reading: Reading) -> Unit:
    """A region by its name or code."""
    written = text(80)(cell, reading)
    regions = Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)
    found = next((unit for unit in regions if written in (unit.name, unit.code)), None)
    if found is None:
        names = "、".join(unit.name for unit in regions)
        raise ValueError(_("“%(value)s” is none of: %(names)s") % {"value": written[:40], "names": names})
    return found


def column(name: str, label: Any, length: int = 120, **kwargs: Any) -> ImportColumn:
    return ImportColumn(name, label, parse=kwargs.pop("parse", text(length)), **kwargs)


OUTCOMES = {None: UNCHANGED, "created": CREATED, "updated": UPDATED}


def save_row(values: dict, user: User, update: bool) -> str:
    return OUTCOMES[import_lead(user, dict(values), update)]


LEADS = ImportSpec(
    kind="leads",
    order=90,
    label=_("Leads"),
    icon="radar-2",
    help=_(
        "One row for each company. A row with the number of a lead changes that lead in update mode; a row without one is "
        "entered as new, in the region of who imports."
    ),
    permission=can_create_lead,
    save_row=save_row,
    columns=(
        column("number", _("number"), parse=code(40), aliases=("线索编号", "编号"), help=_("Empty for a new lead.")),
        column(
            "company",
            _("company"),
            required=True,
            aliases=("公司", "公司名称", "客户名称"),
            example="重庆江津车桥有限公司",
        ),
        column("contact_name", _("contact"), 40, required=True, aliases=("联系人",), example="王芳"),
        column("phone", _("telephone"), parse=phone(40), aliases=("电话", "手机", "联系电话"), example="13800000000"),
        column("email", _("e-mail"), 120, aliases=("邮箱", "电子邮件")),
        column(
            "source",
            _("source"),
            required=True,
            parse=choice(Lead.Source.choices),
            aliases=("来源", "线索来源"),
            example=_("Exhibition"),
        ),
        column("channel", _("channel"), parse=choice(Lead.Channel.choices), aliases=("渠道", "线上/线下")),
        column("campaign", _("campaign"), 80, aliases=("活动", "市场活动")),
        column("region", _("region"), parse=region, aliases=("区域", "大区"), help=_("Empty: your own region.")),
        column("need", _("need"), 2000, aliases=("需求", "需求描述", "备注")),
        column(
            "is_other_firm",
            _("another firm of the same name"),
            parse=yes_or_no,
            default=False,
            aliases=("同名不同公司",),
            help=_("Yes, where a company of this name is known already and this is another one."),
        ),
    ),
)
