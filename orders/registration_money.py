"""What invoices, payments and accounts register with core."""


def register_money():
    """Called once from OrdersConfig.ready()."""
