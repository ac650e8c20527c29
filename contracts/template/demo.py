"""The model contract of the demo company, in its second version."""

from contracts.template.standard import NAME, TEXTS
from contracts.template.versions import put_in_force, write_template


def build(company):
    # The law of the first version was replaced in 2021, which is why there is a second one.
    first = write_template(company.legal, name=NAME, **{**TEXTS, "law_reference": "《中华人民共和国合同法》"})
    put_in_force(first.pk, company.legal)
    second = write_template(company.legal, name=NAME, **TEXTS)
    put_in_force(second.pk, company.legal)
