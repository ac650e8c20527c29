"""The function of the triggers that customers.duplicate.following puts on every table with a key to a customer."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION customers_follow_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    heir bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.customer_id IS NOT DISTINCT FROM OLD.customer_id THEN
        RETURN NEW;
    END IF;
    LOOP
        -- Waits for a merge that holds the file, and reads what it has written.
        SELECT merged_into_id INTO heir FROM customers_customer WHERE id = NEW.customer_id FOR KEY SHARE;
        EXIT WHEN heir IS NULL;
        NEW.customer_id := heir;
    END LOOP;
    RETURN NEW;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0018_agreed_topics")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION customers_follow_merged() CASCADE")]
