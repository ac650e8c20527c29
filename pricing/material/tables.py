import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from pricing.material.models import MaterialPriceIndex, PriceReview
from pricing.product.columns import RateColumn
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    PersonColumn,
    QuantityColumn,
)


class MaterialIndexTable(BaseTable):
    name = DocumentLinkColumn()
    latest_value = QuantityColumn(verbose_name=_("last figure"))
    latest_day = DateColumn(verbose_name=_("read on"))
    product_count = QuantityColumn(verbose_name=_("products"), kind="int")
    is_active = BooleanColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = MaterialPriceIndex
        fields = ("name", "latest_value", "unit", "latest_day", "product_count", "source", "is_active")


class ReadingTable(LineTable):
    day = DateColumn(verbose_name=_("day"))
    value = QuantityColumn(verbose_name=_("figure"))
    moved = RateColumn(verbose_name=_("change"))
    created_by = PersonColumn(verbose_name=_("entered by"))


class UseTable(LineTable):
    code = Column(
        accessor="product__code",
        linkify=("product-detail", [tables.A("product_id")]),
        verbose_name=_("product code"),
    )
    name = Column(accessor="product__name", verbose_name=_("product"))
    spec = Column(accessor="product__spec", verbose_name=_("specification"), phone=False)
    share_percent = RateColumn(verbose_name=_("share in the cost (%)"), cost=True)


class PriceReviewTable(BaseTable):
    product = DocumentLinkColumn(accessor="product__name", verbose_name=_("product"))
    code = Column(accessor="product__code", verbose_name=_("product code"))
    index = Column(accessor="index__name", verbose_name=_("material or cost"))
    moved_percent = RateColumn()
    from_value = QuantityColumn(phone=False)
    to_value = QuantityColumn(phone=False)
    decided_by = PersonColumn(shown=False)

    class Meta(BaseTable.Meta):
        model = PriceReview
        fields = (
            "product",
            "code",
            "index",
            "moved_percent",
            "from_value",
            "from_day",
            "to_value",
            "to_day",
            "status",
            "outcome",
            "decided_by",
        )
