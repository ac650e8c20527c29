"""The demo company's market research."""


def build(company):
    pass
