"""What plan releases, production, inspection and delivery register with core."""


def register_fulfilment():
    """Called once from OrdersConfig.ready()."""
