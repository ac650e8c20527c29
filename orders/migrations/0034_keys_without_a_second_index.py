"""Keys whose index is the beginning of another one lose it: every row written kept both."""

from django.db import migrations

from salesmgmt.core.key_indexes import WithoutKeyIndexes


class Migration(migrations.Migration):
    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('customers', '0022_keys_without_a_second_index'),
        ('orders', '0033_runs_over_customers'),
        ('pricing', '0011_keys_without_a_second_index'),
    ]

    operations = [
        WithoutKeyIndexes(
            [
                ("accountmark", "task", "orders_accountmark_task_id_ad9e705c"),
                ("allocation", "invoice", "orders_allocation_invoice_id_64ff77f0"),
                ("bankline", "account", "orders_bankline_account_id_caaa6dd3"),
                ("bankline", "claimed_by", "orders_bankline_claimed_by_id_76fb0395"),
                ("bankline", "customer", "orders_bankline_customer_id_32568322"),
                ("bankstatement", "account", "orders_bankstatement_account_id_20b323fa"),
                ("collectionaction", "customer", "orders_collectionaction_customer_id_bf17b51d"),
                ("collectionreport", "owner", "orders_collectionreport_owner_id_3f98ce08"),
                ("customerprogressnote", "order", "orders_customerprogressnote_order_id_0a3d0390"),
                ("deliverynote", "customer", "orders_deliverynote_customer_id_65b4204f"),
                ("deliverynote", "order", "orders_deliverynote_order_id_9daeb933"),
                ("deliverynotecopy", "note", "orders_deliverynotecopy_note_id_a7095667"),
                ("deliverynoteline", "note", "orders_deliverynoteline_note_id_33de5643"),
                ("demandnotice", "customer", "orders_demandnotice_customer_id_039eef4d"),
                ("dispatchcheck", "note", "orders_dispatchcheck_note_id_70e6b169"),
                ("doubtfulreceivable", "customer", "orders_doubtfulreceivable_customer_id_26f74c6d"),
                ("dunneditem", "letter", "orders_dunneditem_letter_id_f14ecf6a"),
                ("dunningletter", "customer", "orders_dunningletter_customer_id_00959311"),
                ("intakeplan", "customer", "orders_intakeplan_customer_id_1e0926de"),
                ("invoice", "customer", "orders_invoice_customer_id_8dd5eab2"),
                ("ledgerentry", "account", "orders_ledgerentry_account_id_72c447e3"),
                ("ledgerentry", "content_type", "orders_ledgerentry_content_type_id_c540684f"),
                ("monthbalance", "month_end", "orders_monthbalance_month_end_id_ed382f77"),
                ("monthlyaccounttask", "customer", "orders_monthlyaccounttask_customer_id_79862a95"),
                ("nonconformity", "product", "orders_nonconformity_product_id_5cb3d1c2"),
                ("order", "customer", "orders_order_customer_id_0b76f6a4"),
                ("payment", "customer", "orders_payment_customer_id_f98f8cf4"),
                ("planrelease", "order", "orders_planrelease_order_id_e59e3d61"),
                ("planreleaseline", "plan", "orders_planreleaseline_plan_id_f2e212f0"),
                ("production", "order", "orders_production_order_id_624ec77d"),
                ("purchaseneed", "order", "orders_purchaseneed_order_id_a72ad7c0"),
                ("reading", "inspection", "orders_reading_inspection_id_21f11776"),
                ("refund", "customer", "orders_refund_customer_id_b7e905df"),
                ("returnline", "return_order", "orders_returnline_return_order_id_d31ffc6e"),
                ("returnorder", "customer", "orders_returnorder_customer_id_504766f9"),
                ("returnreceiptline", "receipt", "orders_returnreceiptline_receipt_id_c38d6523"),
                ("statement", "customer", "orders_statement_customer_id_db78dc00"),
                ("stockmovement", "product", "orders_stockmovement_product_id_b6c96ab4"),
            ]
        ),
    ]
