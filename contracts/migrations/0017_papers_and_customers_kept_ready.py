"""What the lists of contracts at risk, of filings, amendments, terminations and deviations read without asking contract by contract."""

import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = """
-- Which papers a version of a contract lacks. Volatile, so that it sees what was committed while its statement waited.
CREATE OR REPLACE FUNCTION contracts_missing_papers(of_contract bigint, of_version integer) RETURNS varchar[]
LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE(array_agg(paper ORDER BY paper), '{}')::varchar[] FROM (
    SELECT 'original' AS paper WHERE NOT EXISTS (
      SELECT 1 FROM contracts_contractfiling f WHERE f.contract_id = of_contract AND f.version = of_version)
    UNION ALL
    SELECT 'seal' WHERE of_version > 1 AND NOT EXISTS (
      SELECT 1 FROM contracts_signedoriginal s WHERE s.contract_id = of_contract AND s.version = of_version)
    UNION ALL
    SELECT needed FROM unnest(ARRAY['technical_agreement', 'quality_agreement', 'outgoing_inspection_standard']) needed
    WHERE NOT EXISTS (
      SELECT 1 FROM contracts_contractannex a JOIN core_attachment t ON t.id = a.attachment_id
      WHERE a.contract_id = of_contract AND a.kind = needed AND t.removed_at IS NULL)
  ) lacking
$$;

-- The same in words of what is kept on the contract.
CREATE OR REPLACE FUNCTION contracts_kept_papers(original boolean, standard boolean, quality boolean, seal boolean,
  technical boolean) RETURNS varchar[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN original THEN 'original' END, CASE WHEN standard THEN 'outgoing_inspection_standard' END,
    CASE WHEN quality THEN 'quality_agreement' END, CASE WHEN seal THEN 'seal' END,
    CASE WHEN technical THEN 'technical_agreement' END], NULL)::varchar[]
$$;

CREATE OR REPLACE FUNCTION contracts_keep_papers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE papers varchar[] := '{}';
BEGIN
  IF NEW.status IN ('signed', 'active', 'suspended') THEN
    papers := contracts_missing_papers(NEW.id, NEW.version);
    NEW.in_force_until := NEW.end_date;
  ELSE
    NEW.in_force_until := NULL;
  END IF;
  NEW.lacks_original := 'original' = ANY(papers);
  NEW.lacks_seal := 'seal' = ANY(papers);
  NEW.lacks_technical := 'technical_agreement' = ANY(papers);
  NEW.lacks_quality := 'quality_agreement' = ANY(papers);
  NEW.lacks_standard := 'outgoing_inspection_standard' = ANY(papers);
  RETURN NEW;
END $$;

-- Something was filed with contracts, or taken off. Whoever comes at the same moment waits, and then sees it.
CREATE OR REPLACE FUNCTION contracts_papers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM contracts_contract WHERE id IN (SELECT contract_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE contracts_contract SET lacks_original = lacks_original
  WHERE id IN (SELECT contract_id FROM changed) AND status IN ('signed', 'active', 'suspended')
    AND contracts_missing_papers(id, version)
      <> contracts_kept_papers(lacks_original, lacks_standard, lacks_quality, lacks_seal, lacks_technical);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION contracts_file_taken_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM contracts_contract c JOIN contracts_contractannex a ON a.contract_id = c.id
  WHERE a.attachment_id = NEW.id FOR NO KEY UPDATE OF c;
  UPDATE contracts_contract c SET lacks_original = lacks_original
  FROM contracts_contractannex a WHERE a.attachment_id = NEW.id AND a.contract_id = c.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION contracts_take_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT customer_id INTO NEW.customer_id FROM contracts_contract WHERE id = NEW.contract_id;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION contracts_pass_customer_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE contracts_contractfiling SET customer_id = NEW.customer_id WHERE contract_id = NEW.id;
  UPDATE contracts_contractamendment SET customer_id = NEW.customer_id WHERE contract_id = NEW.id;
  UPDATE contracts_contracttermination SET customer_id = NEW.customer_id WHERE contract_id = NEW.id;
  UPDATE contracts_deviation SET customer_id = NEW.customer_id WHERE contract_id = NEW.id;
  RETURN NULL;
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION contracts_keep_papers() CASCADE;
DROP FUNCTION contracts_kept_papers(boolean, boolean, boolean, boolean, boolean) CASCADE;
DROP FUNCTION contracts_papers_changed() CASCADE;
DROP FUNCTION contracts_file_taken_off() CASCADE;
DROP FUNCTION contracts_take_customer() CASCADE;
DROP FUNCTION contracts_pass_customer_on() CASCADE;
DROP FUNCTION contracts_missing_papers(bigint, integer) CASCADE;
"""
PARTS = ("contractfiling", "contractamendment", "contracttermination", "deviation")
FILL = (
    "SET CONSTRAINTS ALL IMMEDIATE;"
    + "".join(
        f"UPDATE contracts_{part} p SET customer_id = c.customer_id FROM contracts_contract c WHERE c.id = p.contract_id;"
        for part in PARTS
    )
    # The trigger is there already.
    + "UPDATE contracts_contract SET lacks_original = lacks_original WHERE status IN ('signed', 'active', 'suspended');"
    "SET CONSTRAINTS ALL DEFERRED;"
)
PAPERS = ("contractfiling", "signedoriginal", "contractannex")
MOMENTS = (("new", "INSERT", "NEW"), ("changed", "UPDATE", "NEW"), ("deleted", "DELETE", "OLD"))
FLAGS = {
    "lacks_original": "original missing",
    "lacks_seal": "seal missing",
    "lacks_technical": "technical agreement missing",
    "lacks_quality": "quality agreement missing",
    "lacks_standard": "inspection standard missing",
}
KEEP = (
    f"CREATE TRIGGER keep_papers BEFORE INSERT OR UPDATE OF status, version, end_date, in_force_until, {', '.join(FLAGS)}"
    " ON contracts_contract"
    " FOR EACH ROW EXECUTE FUNCTION contracts_keep_papers();"
)
TRIGGERS = (
    "CREATE TRIGGER pass_customer_on AFTER UPDATE OF customer_id ON contracts_contract"
    " FOR EACH ROW WHEN (OLD.customer_id <> NEW.customer_id) EXECUTE FUNCTION contracts_pass_customer_on();"
    "CREATE TRIGGER annex_taken_off AFTER UPDATE OF removed_at ON core_attachment"
    " FOR EACH ROW WHEN (OLD.removed_at IS DISTINCT FROM NEW.removed_at) EXECUTE FUNCTION contracts_file_taken_off();"
    # Before "follow_merged", which goes by the customer that is written.
    + "".join(
        f"CREATE TRIGGER customer_of_contract BEFORE INSERT OR UPDATE OF contract_id, customer_id ON contracts_{part}"
        " FOR EACH ROW EXECUTE FUNCTION contracts_take_customer();"
        for part in PARTS
    )
    + "".join(
        f"CREATE TRIGGER papers_{name} AFTER {event} ON contracts_{paper} REFERENCING {rows} TABLE AS changed"
        " FOR EACH STATEMENT EXECUTE FUNCTION contracts_papers_changed();"
        for paper in PAPERS
        for name, event, rows in MOMENTS
    )
)


def whose(null):
    return models.ForeignKey(
        db_column="customer_id",
        editable=False,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="customers.customer",
        verbose_name="customer",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0016_keys_without_a_second_index"),
        ("core", "0030_keys_without_a_second_index"),
        ("customers", "0023_hand_overs"),
    ]

    operations = [
        *[
            migrations.AddField(
                model_name="contract",
                name=name,
                field=models.BooleanField(default=False, editable=False, verbose_name=words),
            )
            for name, words in FLAGS.items()
        ],
        migrations.AddField(
            model_name="contract",
            name="in_force_until",
            field=models.DateField(editable=False, null=True, verbose_name="in force until"),
        ),
        *[migrations.AddField(model_name=part, name="whose", field=whose(null=True)) for part in PARTS],
        migrations.RunSQL(FUNCTIONS + KEEP, NO_FUNCTIONS),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *[migrations.AlterField(model_name=part, name="whose", field=whose(null=False)) for part in PARTS],
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(fields=["-id"], include=("customer",), name="contract_newest"),
        ),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(
                condition=models.Q(("status__in", ("signed", "active", "suspended"))),
                fields=["-id"],
                include=("customer", "status", "in_force_until", "breach_open", *FLAGS),
                name="contract_in_force",
            ),
        ),
        *[
            migrations.AddIndex(
                model_name="contract",
                index=models.Index(condition=models.Q((name, True)), fields=["-id"], name=f"contract_{name}"),
            )
            for name in FLAGS
        ],
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(fields=["in_force_until"], name="contract_over"),
        ),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(condition=models.Q(("breach_open", True)), fields=["-id"], name="contract_broken"),
        ),
    ]
