"""Keys whose index is the beginning of another one lose it: every row written kept both."""

from django.db import migrations, models

from salesmgmt.core.key_indexes import WithoutKeyIndexes


class Migration(migrations.Migration):
    dependencies = [
        ('customers', '0022_keys_without_a_second_index'),
        ('pricing', '0010_quote_sections_and_options'),
    ]

    operations = [
        WithoutKeyIndexes(
            [
                ("adjustmentline", "adjustment", "pricing_adjustmentline_adjustment_id_55d4f632"),
                ("adjustmentpick", "adjustment", "pricing_adjustmentpick_adjustment_id_a19b0837"),
                ("competitorprice", "product", "pricing_competitorprice_product_id_a19becfb"),
                ("materialreading", "index", "pricing_materialreading_index_id_618d17b9"),
                ("materialuse", "index", "pricing_materialuse_index_id_4052f863"),
                ("pricelistitem", "price_list", "pricing_pricelistitem_price_list_id_9d91e066"),
                ("pricenotice", "customer", "pricing_pricenotice_customer_id_a63d867f"),
                ("productcost", "product", "pricing_productcost_product_id_03ff61b3"),
                ("stocklevel", "product", "pricing_stocklevel_product_id_d7b3a92c"),
            ]
        ),
        migrations.AlterField(
            model_name="quote",
            name="family",
            field=models.CharField(editable=False, max_length=40, verbose_name="number without version"),
        ),
    ]
