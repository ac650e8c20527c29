from salesmgmt.core.querysets import ScopedQuerySet


class CheckPointQuerySet(ScopedQuerySet):
    MATRIX_KEY = "check_point"

    def in_force(self, product_pk):
        return self.filter(product=product_pk, is_active=True).order_by("position", "pk")
