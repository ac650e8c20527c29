"""The demo company: its units and people. What they sell and to whom is in the demo.py of each app."""

from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.hashers import make_password

from salesmgmt.core.models import CompanyProfile, Unit, User
from salesmgmt.core.permissions import Role

# code: (name, kind, parent)
UNITS = {
    "HQ": ("重庆江汇汽车部件有限公司", Unit.Kind.COMPANY, None),
    "SW": ("西南大区", Unit.Kind.REGION, "HQ"),
    "SW1": ("西南销售一组", Unit.Kind.TEAM, "SW"),
    "SW2": ("西南销售二组", Unit.Kind.TEAM, "SW"),
    "SW-GY": ("贵阳办事处", Unit.Kind.OFFICE, "SW1"),
    "EC": ("华东大区", Unit.Kind.REGION, "HQ"),
    "EC1": ("华东销售组", Unit.Kind.TEAM, "EC"),
    "FIN": ("财务部", Unit.Kind.DEPARTMENT, "HQ"),
    "LEG": ("法务部", Unit.Kind.DEPARTMENT, "HQ"),
    "TEC": ("技术部", Unit.Kind.DEPARTMENT, "HQ"),
    "QA": ("品质部", Unit.Kind.DEPARTMENT, "HQ"),
    "PROD": ("生产部", Unit.Kind.DEPARTMENT, "HQ"),
    "PUR": ("采购部", Unit.Kind.DEPARTMENT, "HQ"),
    "LOG": ("物流部", Unit.Kind.DEPARTMENT, "HQ"),
    "CMG": ("合同管理部", Unit.Kind.DEPARTMENT, "HQ"),
    "SVC": ("客户服务中心", Unit.Kind.DEPARTMENT, "HQ"),
    "IT": ("信息部", Unit.Kind.DEPARTMENT, "HQ"),
}

# account: (name, role, unit, superior), superiors first
PEOPLE = {
    "gm": ("周建国", Role.GM, "HQ", None),
    "director": ("林志远", Role.DIR, "HQ", "gm"),
    "manager": ("陈立新", Role.MGR, "SW", "director"),
    "manager2": ("沈佳怡", Role.MGR, "EC", "director"),
    "supervisor": ("赵雪梅", Role.SUP, "SW1", "manager"),
    "supervisor2": ("何永强", Role.SUP, "SW2", "manager"),
    "rep1": ("张伟", Role.REP, "SW1", "supervisor"),
    "rep2": ("刘洋", Role.REP, "SW2", "supervisor2"),
    "rep3": ("罗丹", Role.REP, "SW-GY", "supervisor"),
    "rep4": ("顾晓峰", Role.REP, "EC1", "manager2"),
    "finance": ("孙丽华", Role.FIN, "FIN", "gm"),
    "legal": ("郑文博", Role.LEG, "LEG", "gm"),
    "technical": ("吴海涛", Role.TEC, "TEC", "gm"),
    "quality": ("冯静", Role.QA, "QA", "gm"),
    "production": ("蒋国栋", Role.PROD, "PROD", "gm"),
    "purchasing": ("唐敏", Role.PUR, "PUR", "gm"),
    "logistics": ("邓超群", Role.LOG, "LOG", "gm"),
    "warehouse": ("曹桂兰", Role.WH, "LOG", "logistics"),
    "planner": ("彭晓燕", Role.PLN, "PROD", "production"),
    "contracts": ("谢雅琴", Role.CMG, "CMG", "gm"),
    "service": ("任小曼", Role.SVC, "SVC", "gm"),
    "admin": ("潘亮", Role.ADM, "IT", "gm"),
}


# What stands at the head of every paper.
PROFILE = {
    "full_name": "重庆江汇汽车部件有限公司",
    "credit_code": "91500112MA5UKH7T25",
    "legal_representative": "周建国",
    "address": "重庆市渝北区空港工业园江汇路18号",
    "postcode": "401120",
    "phone": "023-67000018",
    "bank": "重庆农村商业银行渝北支行",
    "account": "0102 0118 0000 5566",
    "place_of_signing": "重庆市渝北区",
}


def build(company=None):
    """Create units and people; gives them by account name: ``company.rep1``, ``company.units["SW1"]``."""
    CompanyProfile.objects.create(pk=1, **PROFILE)
    units = {}
    for code, (name, kind, parent) in UNITS.items():
        unit = Unit.objects.create(code=code, name=name, kind=kind, parent=units.get(parent))
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        units[code] = unit
    password, people = make_password(settings.DEMO_PASSWORD), {}
    for account, (name, role, unit, superior) in PEOPLE.items():
        people[account] = User.objects.create(
            username=account,
            name=name,
            email=f"{account}@example.com",
            roles=[str(role)],
            unit=units[unit],
            superior=people.get(superior),
            password=password,
        )
    return SimpleNamespace(units=units, **people)
