"""What records were found by before it was kept: an update writes anew only what has changed since."""

from django.db import migrations

BEFORE = {
    "customers.Customer": "1 name short_name number credit_code phone contacts__name contacts__phone contacts__email",
    "customers.Campaign": "1 name number",
    "customers.Complaint": "1 number content contact_name contact_phone",
    "customers.FollowUpCall": "1 number customer__name",
    "customers.MarketIntelligence": "1 title number competitor",
    "customers.Lead": "1 company number contact_name phone email",
    "customers.Opportunity": "1 title number customer__name",
    "customers.ProductDocument": "1 name number product_name summary",
    "customers.ServiceTicket": "1 number need contact_name contact_phone",
    "customers.Visit": "1 number customer__name purpose",
    "pricing.Product": "1 name code spec",
    "pricing.Quote": "1 number title customer__name",
    "contracts.Contract": "1 customer__name title number old_number",
    "orders.DemandNotice": "1 number customer__name",
    "orders.Order": "1 number customer__name customer_reference old_number",
}


def remember(apps, schema_editor):
    words = apps.get_model("core", "SearchWords")
    words.objects.bulk_create([words(model=model, made_of=made_of) for model, made_of in BEFORE.items()])


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0021_search_words"),
    ]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
