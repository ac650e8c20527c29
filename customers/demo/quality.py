"""The demo company's quality information."""


def build(company):
    pass
