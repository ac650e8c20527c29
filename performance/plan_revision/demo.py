def build(company):
    pass
