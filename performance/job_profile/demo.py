"""The demo company's job profiles."""

from performance.job_profile.writing import write_profile

REPRESENTATIVE = """一、良好的沟通能力和团队合作精神；
二、掌握销售技巧，具备独立开发客户的能力；
三、对汽车零部件市场有敏锐的洞察力；
四、有同行业销售经验者优先；能适应经常出差。"""
SUPERVISOR = """一、三年以上汽车零部件销售经验，业绩良好；
二、具备带领和辅导团队的能力；
三、熟悉合同、信用与回款管理。"""


def build(company):
    write_profile(company.director, name="销售代表", requirements=REPRESENTATIVE)
    write_profile(company.director, name="销售主管", requirements=SUPERVISOR)
