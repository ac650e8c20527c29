"""Keys whose index is the beginning of another one lose it: every row written kept both."""

from django.db import migrations

from salesmgmt.core.key_indexes import WithoutKeyIndexes


class Migration(migrations.Migration):
    dependencies = [
        ('contracts', '0015_customer_paper_and_annex_form'),
    ]

    operations = [
        WithoutKeyIndexes(
            [
                ("contractcopy", "contract", "contracts_contractcopy_contract_id_a11f9eff"),
                ("contractfiling", "contract", "contracts_contractfiling_contract_id_77075299"),
                ("contractversion", "contract", "contracts_contractversion_contract_id_9b8b6e78"),
                ("monitoring", "contract", "contracts_monitoring_contract_id_9cd271bf"),
                ("settlementexplanation", "termination", "contracts_settlementexplanation_termination_id_7eddbb16"),
            ]
        ),
    ]
