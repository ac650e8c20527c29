from salesmgmt.core.permissions import may_at_all


def can_edit_price_list(user, price_list):
    return may_at_all(user, "price", "U") and price_list.is_editable


def can_submit_price_list(user, price_list):
    return can_edit_price_list(user, price_list)


def can_recall_price_list(user, price_list):
    return may_at_all(user, "price", "U")
