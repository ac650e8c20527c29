"""x"""


def build(company):
    pass
