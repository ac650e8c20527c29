from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because


@because(
    _("Material prices are kept by purchasing, the production and operations department and the sales management.")
)
def can_edit_index(user, index=None):
    return may_at_all(user, "material_index", "U")


@because(_("A price review is decided by the sales management."))
def can_review_price(user, review=None):
    return may_at_all(user, "price_review", "U")
