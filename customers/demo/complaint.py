"""The demo company's complaints."""


def build(company):
    pass
