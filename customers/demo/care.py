"""The demo company's customer care and events."""


def build(company):
    pass
