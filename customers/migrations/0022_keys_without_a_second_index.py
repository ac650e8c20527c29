"""Keys whose index is the beginning of another one lose it: every row written kept both."""

from django.db import migrations

from salesmgmt.core.key_indexes import WithoutKeyIndexes


class Migration(migrations.Migration):
    dependencies = [
        ('customers', '0021_campaign_task'),
    ]

    operations = [
        WithoutKeyIndexes(
            [
                ("campaigninvitation", "campaign", "customers_campaigninvitation_campaign_id_46e34ec5"),
                ("caretask", "contact", "customers_caretask_contact_id_9a0b6366"),
                ("complaint", "rep", "customers_complaint_rep_id_dad20aab"),
                ("customer", "owner", "customers_customer_owner_id_fbb2798e"),
                ("customerevaluation", "customer", "customers_customerevaluation_customer_id_d44e94a6"),
                ("distinctcustomers", "first", "customers_distinctcustomers_first_id_35d25e85"),
                ("evaluationband", "criterion", "customers_evaluationband_criterion_id_9b3412f4"),
                ("evaluationcriterion", "scheme", "customers_evaluationcriterion_scheme_id_e2bf66e3"),
                ("evaluationscore", "evaluation", "customers_evaluationscore_evaluation_id_5803e776"),
                ("followupcall", "customer", "customers_followupcall_customer_id_2ed0c391"),
                ("gradethreshold", "scheme", "customers_gradethreshold_scheme_id_8c1a4d9e"),
                ("lead", "owner", "customers_lead_owner_id_5d8dbdbf"),
                ("needsanswer", "survey", "customers_needsanswer_survey_id_248ee4f1"),
                ("newsrecipient", "news", "customers_newsrecipient_news_id_b901054f"),
                ("opportunity", "assigned_to", "customers_opportunity_assigned_to_id_c27804b5"),
                ("servicecommitment", "customer", "customers_servicecommitment_customer_id_067afcc6"),
                ("serviceticket", "assignee", "customers_serviceticket_assignee_id_e958d32d"),
                ("solution", "opportunity", "customers_solution_opportunity_id_b742b488"),
                ("surveyanswer", "invitation", "customers_surveyanswer_invitation_id_53177598"),
                ("surveyinvitation", "survey", "customers_surveyinvitation_survey_id_cf31e7c7"),
                ("visit", "customer", "customers_visit_customer_id_68cca658"),
                ("visit", "visitor", "customers_visit_visitor_id_4697954f"),
                ("warningline", "scheme", "customers_warningline_scheme_id_53081ca4"),
                ("weeklyvisitcompliance", "rep", "customers_weeklyvisitcompliance_rep_id_74edd1fd"),
            ]
        ),
    ]
