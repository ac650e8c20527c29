"""Products by their code, for files and pasted blocks: what is unknown or not on sale is named with its reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pricing.product.models import Product


def products_by_code(codes: list[str]) -> dict[str, Product]:
    """One query for any number of codes; capitals and small letters are the same."""
    wanted = {code.upper() for code in codes}
    return {product.code.upper(): product for product in Product.objects.by_code(wanted)}


def why_not(code: str, product: Product | None) -> str:
    """The reason why this row cannot be taken, "" where it can."""
    if product is None:
        return _("there is no product with the code “%(code)s”") % {"code": code}
    return "" if product.is_active else _("%(product)s is not on sale any more") % {"product": product}
