"""The demo company's after-sales service."""


def build(company):
    pass
