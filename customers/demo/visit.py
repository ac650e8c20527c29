"""The demo company's visits and follow-up calls."""


def build(company):
    pass
