"""The demo company's opportunities."""


def build(company):
    pass
