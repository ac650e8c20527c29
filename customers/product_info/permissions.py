"""Who may do what with product documents and news."""

from salesmgmt.core.permissions import may


def can_edit_product_info(user, document):
    return may(user, "product_info", "U", owner=document.created_by)


def can_change_product_info(user, document):
    """The page's edit button."""
    return document.is_editable and can_edit_product_info(user, document)


def can_tell_customer(user, customer):
    """Whoever looks after the customer sends him news (SVC-09)."""
    return may(user, "quality_opinion", "C", owner=customer.owner)
