"""Kinds of attachments are keys: what was stored as a tuple or in the language of the uploader becomes its key."""

import re

from django.db import migrations

TUPLE = re.compile(r"^\('(\w+)', '.*'\)$")

# {model: {key: the words it was stored in}}; English, simplified, traditional.
STORED = {
    ("customers", "visit"): {
        "site_photo": ("Photo on site", "现场照片", "現場照片"),
        "business_card": ("Business card", "名片"),
        "minutes": ("Minutes of the meeting", "会议纪要", "會議紀要"),
    },
    ("customers", "samplerequest"): {"sample_confirmation": ("sample confirmation",)},
    ("customers", "lead"): {"Sample confirmation": ("样品确认",), "Letter of intent": ("意向性协议",)},
    ("customers", "opportunity"): {"Sample confirmation": ("样品确认",), "Letter of intent": ("意向性协议",)},
    ("orders", "demandnotice"): {"Customer's notice": ("客户要货通知", "客戶要貨通知")},
    ("orders", "deliverynote"): {
        "Signed delivery note": ("签收的送货单", "簽收的送貨單"),
        "Customer's receipt document": ("客户收货单据", "客戶收貨單據"),
    },
    ("contracts", "contract"): {
        "Technical agreement": ("技术协议", "技術協議"),
        "Quality assurance agreement": ("质量保证协议", "質量保證協議", "品質保證協議"),
        "Outgoing inspection standard": ("出厂检验标准", "出廠檢驗標準"),
        "Other annex": ("其他附件",),
    },
}


def keep_keys(apps, schema_editor):
    attachments = apps.get_model("core", "Attachment").objects
    for row in attachments.filter(kind__startswith="('").only("pk", "kind"):
        found = TUPLE.match(row.kind)
        if found:
            attachments.filter(pk=row.pk).update(kind=found[1])
    for (app, model), kinds in STORED.items():
        of_model = attachments.filter(content_type__app_label=app, content_type__model=model)
        for key, words in kinds.items():
            of_model.filter(kind__in=words).update(kind=key)


class Migration(migrations.Migration):
    dependencies = [("core", "0008_one_clock"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(keep_keys, migrations.RunPython.noop)]
