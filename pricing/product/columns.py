from salesmgmt.core.web.tables import Column


class RateColumn(Column):
    """A figure that is already in per cent: 13 is 13%."""

    kind = "quantity"

    def render(self, value):
        return f"{value.normalize():f}%"
