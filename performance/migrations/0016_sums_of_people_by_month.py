from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING

import salesmgmt.core.money

WHAT = [("collected", "Collected"), ("ordered", "Ordered")]
# Which days of people are to be counted again, noted in the transaction that changes something
# (performance.metric.by_person). Another owner of a customer changes all days, until the hand-over that says since when
# takes the note back and leaves one of the days from it on.
NOTES = """
CREATE FUNCTION performance_note_collected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO performance_uncountedpersondays (what, first, last)
  SELECT DISTINCT 'collected', date, date FROM new_rows WHERE kind IN ('payment', 'reversal', 'refund');
  RETURN NULL;
END $$;
CREATE FUNCTION performance_note_moved_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO performance_uncountedpersondays (what, first, last)
  SELECT 'collected', min(date), max(date) FROM orders_ledgerentry WHERE account_id = NEW.id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION performance_note_ordered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO performance_uncountedpersondays (what, first, last)
    SELECT DISTINCT 'ordered', order_date, order_date FROM new_rows
    WHERE status NOT IN ('draft', 'submitted', 'cancelled');
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO performance_uncountedpersondays (what, first, last)
    SELECT DISTINCT 'ordered', order_date, order_date FROM old_rows
    WHERE status NOT IN ('draft', 'submitted', 'cancelled');
  ELSE
    INSERT INTO performance_uncountedpersondays (what, first, last)
    SELECT DISTINCT 'ordered', d.day, d.day
    FROM old_rows o JOIN new_rows n ON n.id = o.id
    CROSS JOIN LATERAL (SELECT o.order_date AS day UNION ALL SELECT n.order_date) d
    WHERE (o.status NOT IN ('draft', 'submitted', 'cancelled') OR n.status NOT IN ('draft', 'submitted', 'cancelled'))
      AND (o.order_date, o.customer_id, o.amount, o.status IN ('draft', 'submitted', 'cancelled'))
          IS DISTINCT FROM (n.order_date, n.customer_id, n.amount, n.status IN ('draft', 'submitted', 'cancelled'));
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION performance_note_other_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO performance_uncountedpersondays (what, first, last, customer, owner_before)
  SELECT w, '0001-01-01', '9999-12-31', NEW.id, OLD.owner_id FROM unnest(ARRAY['collected', 'ordered']) w;
  RETURN NULL;
END $$;
CREATE FUNCTION performance_note_hand_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO performance_uncountedpersondays (what, first, last)
    SELECT w, '0001-01-01', '9999-12-31' FROM unnest(ARRAY['collected', 'ordered']) w;
    RETURN NULL;
  END IF;
  DELETE FROM performance_uncountedpersondays u USING customers_customer c
  WHERE u.customer = NEW.customer_id AND u.owner_before IS NOT DISTINCT FROM NEW.from_user_id
    AND c.id = NEW.customer_id AND c.owner_id IS NOT DISTINCT FROM NEW.to_user_id;
  IF NEW.from_user_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM customers_customerownerhistory h WHERE h.customer_id = NEW.customer_id AND h.id < NEW.id
  ) THEN
    INSERT INTO performance_uncountedpersondays (what, first, last)
    SELECT w, (NEW.at AT TIME ZONE 'Asia/Shanghai')::date, '9999-12-31' FROM unnest(ARRAY['collected', 'ordered']) w;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER days_of_new_entries AFTER INSERT ON orders_ledgerentry REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION performance_note_collected();
CREATE TRIGGER days_of_moved_account AFTER UPDATE ON orders_account
  FOR EACH ROW WHEN (OLD.customer_id IS DISTINCT FROM NEW.customer_id)
  EXECUTE FUNCTION performance_note_moved_account();
CREATE TRIGGER days_of_new_orders AFTER INSERT ON orders_order REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION performance_note_ordered();
CREATE TRIGGER days_of_changed_orders AFTER UPDATE ON orders_order
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION performance_note_ordered();
CREATE TRIGGER days_of_deleted_orders AFTER DELETE ON orders_order REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION performance_note_ordered();
CREATE TRIGGER days_of_other_owner AFTER UPDATE ON customers_customer
  FOR EACH ROW WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id)
  EXECUTE FUNCTION performance_note_other_owner();
CREATE TRIGGER days_of_hand_over AFTER INSERT OR DELETE ON customers_customerownerhistory
  FOR EACH ROW EXECUTE FUNCTION performance_note_hand_over();
CREATE TRIGGER days_of_changed_hand_over AFTER UPDATE ON customers_customerownerhistory
  FOR EACH ROW WHEN ((OLD.customer_id, OLD.from_user_id, OLD.to_user_id, OLD.at)
    IS DISTINCT FROM (NEW.customer_id, NEW.from_user_id, NEW.to_user_id, NEW.at))
  EXECUTE FUNCTION performance_note_hand_over();
-- Nothing is counted yet.
INSERT INTO performance_uncountedpersondays (what, first, last)
SELECT w, '0001-01-01', '9999-12-31' FROM unnest(ARRAY['collected', 'ordered']) w;
"""
UNDO = """
DROP FUNCTION performance_note_collected() CASCADE;
DROP FUNCTION performance_note_moved_account() CASCADE;
DROP FUNCTION performance_note_ordered() CASCADE;
DROP FUNCTION performance_note_other_owner() CASCADE;
DROP FUNCTION performance_note_hand_over() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("customers", "0023_hand_overs"),
        ("orders", "0037_confirmed_orders"),
        ("performance", "0015_risks_of_orders_and_invoices"),
    ]

    operations = [
        migrations.CreateModel(
            name="UncountedPersonDays",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=WHAT, max_length=10, verbose_name="sum")),
                ("first", models.DateField(verbose_name="from")),
                ("last", models.DateField(verbose_name="to")),
                ("customer", models.BigIntegerField(null=True)),
                ("owner_before", models.BigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "days of people to be counted",
                "verbose_name_plural": "days of people to be counted",
            },
        ),
        migrations.CreateModel(
            name="PersonMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=WHAT, max_length=10, verbose_name="sum")),
                ("month", models.DateField(verbose_name="month")),
                ("number", models.PositiveIntegerField(verbose_name="Number")),
                (
                    "amount",
                    salesmgmt.core.money.MoneyField(
                        decimal_places=2, max_digits=14, negative=True, verbose_name="amount"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sum of a person and month",
                "verbose_name_plural": "sums of people and months",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("what", "month", "person"), name="one_sum_a_person_and_month", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunSQL(NOTES, UNDO),
    ]
