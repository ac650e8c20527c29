"""The counts of the monthly summary as rows."""

from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from salesmgmt.core.web.tables import Column, LineTable


class CountTable(LineTable):
    """Rows of the summary: a label and how many, of them serious and late."""

    label = Column(verbose_name=_("name"))
    total = Column(kind="int", verbose_name=_("complaints"))
    serious = Column(kind="int", verbose_name=_("serious ones"))
    late = Column(kind="int", verbose_name=_("deadline missed"))


class TrendTable(LineTable):
    """The twelve months of the summary."""

    month = ShortColumn(verbose_name=_("month"))
    general = Column(kind="int", verbose_name=_("general ones"))
    serious = Column(kind="int", verbose_name=_("serious ones"))
