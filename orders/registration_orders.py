"""What demand notices, orders and order changes register with core."""


def register_orders():
    """Called once from OrdersConfig.ready()."""
