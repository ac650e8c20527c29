from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0014_what_invoices_billed")]
    operations = [
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("invoice_no", ""), _negated=True),
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(
                        models.Q(("source", "opening"), _negated=True),
                        ("invoice_no__regex", "^[0-9]{20}$"),
                        _connector="OR",
                    ),
                ),
                fields=("invoice_code", "invoice_no"),
                name="invoice_number_once",
                violation_error_message="Another live invoice bears this number already.",
            ),
        ),
    ]
