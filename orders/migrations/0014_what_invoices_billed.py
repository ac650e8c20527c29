from django.db import migrations

BILLED = """
UPDATE orders_deliverynote SET billed = true
WHERE EXISTS (
    SELECT 1 FROM orders_invoice i
    WHERE i.delivery_id = orders_deliverynote.id AND i.bills_delivery AND i.status <> 'cancelled'
)
"""
# Until now an invoice billed one delivery, line by line in the order of its lines with something accepted.
DELIVERY_LINES = """
UPDATE orders_invoiceline l SET delivery_line_id = d.id
FROM orders_invoice i
JOIN (
    SELECT id, note_id, row_number() OVER (PARTITION BY note_id ORDER BY id) AS place
    FROM orders_deliverynoteline WHERE COALESCE(accepted_quantity, quantity) > 0
) d ON d.note_id = i.delivery_id
WHERE l.invoice_id = i.id AND l.position = d.place
"""
CORRECTED_LINES = """
UPDATE orders_invoiceline l SET corrects_id = o.id
FROM orders_invoice c
JOIN orders_invoiceline o ON o.invoice_id = c.corrects_id
WHERE l.invoice_id = c.id AND o.position = l.position AND o.name = l.name
"""
# One number, one live invoice: a number that stood on several stays with the first, and is kept in words on the others.
NUMBERS = """
UPDATE orders_invoice i SET invoice_no = '',
    remark = i.remark || '（原发票号码 ' || i.invoice_no || ' 与另一张发票重复，请补录正确的号码）'
WHERE i.invoice_no <> '' AND i.status <> 'cancelled' AND (i.source <> 'opening' OR i.invoice_no ~ '^[0-9]{20}$')
AND EXISTS (
    SELECT 1 FROM orders_invoice o
    WHERE o.invoice_no = i.invoice_no AND o.status <> 'cancelled' AND o.id < i.id
    AND (o.source <> 'opening' OR o.invoice_no ~ '^[0-9]{20}$')
)
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0013_supply_seen")]
    operations = [
        migrations.RunSQL([BILLED, DELIVERY_LINES, CORRECTED_LINES, NUMBERS], migrations.RunSQL.noop, elidable=True)
    ]
