from salesmgmt.core.querysets import ScopedQuerySet


class SpecialDiscountQuerySet(ScopedQuerySet):
    MATRIX_KEY = "special_discount"
    OWNER = "quote__customer__owner"
