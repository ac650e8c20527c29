"""Keys whose index is the beginning of another one lose it: every row written kept both."""

from django.db import migrations

from salesmgmt.core.key_indexes import WithoutKeyIndexes


class Migration(migrations.Migration):
    dependencies = [
        ('core', '0030_keys_without_a_second_index'),
        ('customers', '0022_keys_without_a_second_index'),
        ('performance', '0011_payment_batches_and_saved_analyses'),
    ]

    operations = [
        WithoutKeyIndexes(
            [
                ("alert", "customer", "performance_alert_customer_id_732cee15"),
                ("analysissending", "saved", "performance_analysissending_saved_id_adebd4fa"),
                ("annualreviewline", "review", "performance_annualreviewline_review_id_870d8fea"),
                ("assessment", "period", "performance_assessment_period_id_4136ec7d"),
                ("assessment", "person", "performance_assessment_person_id_0a6eacc7"),
                ("coachingnote", "rep", "performance_coachingnote_rep_id_617ac76c"),
                ("commissionstatement", "person", "performance_commissionstatement_person_id_97bacc48"),
                ("deductionrule", "scheme", "performance_deductionrule_scheme_id_d192cf68"),
                ("expensebudgetline", "budget", "performance_expensebudgetline_budget_id_a76a5c9a"),
                ("expenseclaim", "claimant", "performance_expenseclaim_claimant_id_997c2138"),
                ("marketvolume", "unit", "performance_marketvolume_unit_id_23d33e95"),
                ("newcustomercount", "rep", "performance_newcustomercount_rep_id_d11e3aa7"),
                ("payrollentry", "assessment", "performance_payrollentry_assessment_id_43bf4a2d"),
                ("penaltyrecovery", "penalty", "performance_penaltyrecovery_penalty_id_a79e5a50"),
                ("policyacknowledgement", "policy", "performance_policyacknowledgement_policy_id_6c85464c"),
                ("predrawline", "pre_draw", "performance_predrawline_pre_draw_id_ee6787cd"),
                ("salesplanline", "plan", "performance_salesplanline_plan_id_a78daac9"),
                ("salesplanrevisionline", "revision", "performance_salesplanrevisionline_revision_id_b75452e2"),
                ("savedanalysis", "owner", "performance_savedanalysis_owner_id_89136bec"),
                ("settlementline", "settlement", "performance_settlementline_settlement_id_1997c8f4"),
                ("trainingrecord", "employee", "performance_trainingrecord_employee_id_539dac46"),
                ("workreport", "employee", "performance_workreport_employee_id_7f95ccbf"),
            ]
        ),
    ]
