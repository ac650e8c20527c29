"""The demo company's satisfaction surveys."""


def build(company):
    pass
