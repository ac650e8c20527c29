"""Keys whose index is the beginning of another one lose it: every row written kept both."""

from django.db import migrations

from salesmgmt.core.key_indexes import WithoutKeyIndexes


class Migration(migrations.Migration):
    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0029_shared_views'),
    ]

    operations = [
        WithoutKeyIndexes(
            [
                ("approvalcopy", "round", "core_approvalcopy_round_id_a4094624"),
                ("approvalcopy", "user", "core_approvalcopy_user_id_790ccf01"),
                ("approvalround", "applicant", "core_approvalround_applicant_id_dee3a3fd"),
                ("approvalround", "content_type", "core_approvalround_content_type_id_c6c00b90"),
                ("approvalstep", "decided_by", "core_approvalstep_decided_by_id_d0917d6a"),
                ("attachment", "content_type", "core_attachment_content_type_id_1b82c971"),
                ("auditentry", "content_type", "core_auditentry_content_type_id_797ef574"),
                ("departmentnotice", "content_type", "core_departmentnotice_content_type_id_0099861f"),
                ("departmentnotice", "sent_by", "core_departmentnotice_sent_by_id_d4400746"),
                ("issueddocument", "content_type", "core_issueddocument_content_type_id_6bc82b5a"),
                ("listpreference", "owner", "core_listpreference_owner_id_299375be"),
                ("notice", "user", "core_notice_user_id_2b488d98"),
                ("savedmapping", "user", "core_savedmapping_user_id_f3ebd3a2"),
                ("savedview", "owner", "core_savedview_owner_id_33564278"),
                ("task", "content_type", "core_task_content_type_id_8401d4c3"),
                ("waitingpaper", "content_type", "core_waitingpaper_content_type_id_0907388e"),
            ]
        ),
    ]
