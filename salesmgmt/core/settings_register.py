"""The settings register: every number of the policies and every value no source gives, as data (requirements/settings.md).

``†`` in ``source`` marks a value that is not in any source. A value changed by an administrator is in the database.
Tables (scoring scheme SET-01, grades SET-03, warning lines SET-08, commission and deduction tables) are versioned
tables of their own apps and are not listed here.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Setting:
    """One entry. ``kind``: int, decimal, bool, choice, choices, text, lines, date. None is allowed only where ``optional``;
    ``lines`` is a text of which every line is a choice of its own."""

    id: str
    name: str
    label: Any
    default: Any
    source: str
    kind: str = "int"
    unit: Any = ""
    group: str = "general"
    minimum: Any = None
    maximum: Any = None
    choices: tuple = ()
    optional: bool = False
    help: Any = ""


HOURS, DAYS, PERCENT, YUAN = _("hours"), _("days"), "%", _("yuan")

DEPARTMENTS = (
    ("tec", _("Technical department")),
    ("qa", _("Quality department")),
    ("prod", _("Production department")),
    ("leg", _("Legal")),
    ("fin", _("Finance")),
)

REGISTER = (
    # -- customers
    Setting("SET-02", "band_limit_rule", _("A value on the limit of a band"), "upper_inclusive", "004 §2.2", "choice",
            group="customers", choices=(("upper_inclusive", _("belongs to the lower band")), ("lower_inclusive", _("belongs to the higher band")))),
    Setting("SET-04", "total_on_lowest_threshold", _("A total exactly on the threshold of grade D"), "D", "004 §2.3", "choice",
            group="customers", choices=(("D", _("grade D")), ("E", _("grade E")))),
    Setting("SET-05", "points_below_band_d", _("Points of a value below band D"), 0, "†", group="customers", minimum=0, maximum=2),
    Setting("SET-06", "evaluation_valid_preceding_quarters", _("Preceding quarters in which an evaluation stays valid"), 1, "004 §2.3 †", group="customers", minimum=0, maximum=4),
    Setting("SET-07", "evaluation_approver", _("Company-level approver of the evaluation report"), "gm", "004 §2.4 †", "choice",
            group="customers", choices=(("gm", _("General manager")), ("dir", _("Sales director")))),
    Setting("SET-15", "complaint_hours_local", _("Complaint of an in-city customer"), 24, "004 §7.8", unit=HOURS, group="customers", minimum=1),
    Setting("SET-15", "complaint_hours_remote", _("Complaint of an out-of-city customer"), 48, "004 §7.8", unit=HOURS, group="customers", minimum=1),
    Setting("SET-54", "complaint_escalation_percent", _("Supervisor is told at this part of the complaint time"), 50, "†", unit=PERCENT, group="customers", minimum=1, maximum=99),
    Setting("SET-23", "complaint_points_general", _("Points off for a general complaint"), 1, "003 (四)1", group="customers", minimum=0),
    Setting("SET-23", "complaint_points_serious", _("Points off for a serious complaint"), 5, "003 (四)1", group="customers", minimum=0),
    Setting("SET-16", "visits_per_week", _("Visits a week"), 2, "004 §7.10", group="customers", minimum=0),
    Setting("SET-16", "visits_scope", _("Visits are counted"), "per_customer", "004 §7.10", "choice",
            group="customers", choices=(("per_customer", _("per customer")), ("per_rep_total", _("per representative in total")))),
    Setting("SET-30", "lead_assigners", _("Who assigns leads"), ["sup", "mgr"], "002-1 §7.2; 002-3 §3.1.3", "choices",
            group="customers", choices=(("sup", _("Sales supervisor")), ("mgr", _("Sales manager")))),
    Setting("SET-30", "own_lead_at_once", _("A lead that a representative enters for himself is his at once"), False, "†", "bool", group="customers",
            help=_("Otherwise it waits for its assignment. Who assigns leads is told at once either way.")),
    Setting("SET-31", "first_contact_hours", _("First contact with an assigned lead"), 24, "†", unit=HOURS, group="customers", minimum=1),
    Setting("SET-32", "lead_idle_days", _("A lead without activity is idle after"), 7, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-60", "lead_pool_notice_days", _("An idle lead is announced before it goes to the public pool"), 3, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-60", "lead_pool_capacity", _("Open leads with which a representative may still claim one from the pool"), 20, "†", group="customers", minimum=1,
            help=_("A representative who has so many open leads claims no further one.")),
    Setting("SET-33", "visit_report_hours", _("Visit report after the visit"), 24, "†", unit=HOURS, group="customers", minimum=1),
    Setting("SET-34", "customer_review_days", _("Customer data are confirmed every"), 90, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-38", "key_visit_days", _("Key customers are visited every"), 30, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-39", "follow_up_days", _("Follow-up call every"), 90, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-40", "survey_months", _("Satisfaction survey every"), 6, "†", unit=_("months"), group="customers", minimum=1),
    Setting("SET-61", "opportunity_stale_days", _("An opportunity stands still after this time in one stage"), 30, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-54", "survey_open_days", _("A satisfaction survey is open for"), 30, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-54", "quality_opinion_days", _("A department answers a quality opinion within"), 7, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-52", "research_reports_per_quarter", _("Research reports a quarter"), 3, "004 §5.2", group="customers", minimum=0, maximum=3),
    Setting("SET-54", "dormant_days", _("A customer without activity is dormant after"), 90, "†", unit=DAYS, group="customers", minimum=1),
    Setting("SET-54", "care_days_before", _("A greeting is drafted before the day"), 3, "†", unit=DAYS, group="customers", minimum=0, maximum=30),
    Setting("SET-54", "tracking_card_required", _("A follow-up call demands the quality tracking card"), False, "003 (三)5", "bool", group="customers"),
    Setting("SET-54", "ticket_unassigned_hours", _("A ticket is assigned within"), 24, "†", unit=HOURS, group="customers", minimum=1),
    # -- pricing
    Setting("SET-29", "special_discount_chain", _("A special discount is approved by"), "manager_director", "002-1 §9.2; 002-4 §5.6", "choice",
            group="pricing", choices=(("manager_director", _("sales manager, then sales director")), ("manager", _("sales manager")))),
    Setting("SET-35", "inquiry_reply_hours", _("Reply to an inquiry"), 24, "†", unit=HOURS, group="pricing", minimum=1),
    Setting("SET-63", "payment_terms_texts", _("Texts for payment terms"), "货到验收合格、收到发票后，按约定账期付款\n款到发货\n预付部分货款，余款发货前付清", "†", "lines", group="pricing", optional=True,
            help=_("One text a line, offered in quotes and contracts. A new quote begins with the first.")),
    Setting("SET-63", "service_texts", _("Texts for service content"), "质量问题包修、包换、包退，接到通知后及时响应\n提供安装指导和操作培训", "†", "lines", group="pricing", optional=True,
            help=_("One text a line, offered in quotes and contracts. A new quote begins with the first.")),
    Setting("SET-63", "lead_time_texts", _("Texts for lead time"), "合同生效后按约定交期交货\n现货，款到即发", "†", "lines", group="pricing", optional=True,
            help=_("One text a line, offered in quotes and contracts. A new quote begins with the first.")),
    Setting("SET-45", "price_proposal_months", _("Price proposals every"), 3, "†", unit=_("months"), group="pricing", minimum=1),
    Setting("SET-48", "material_index_percent", _("A move of a material index that starts a price review"), None, "†", "decimal", unit=PERCENT, group="pricing", minimum=0, optional=True),
    Setting("SET-54a", "price_adjustment_approver", _("A price adjustment is decided by"), "mgr", "000 五(三)2 †", "choice",
            group="pricing", choices=(("mgr", _("Sales manager")), ("gm", _("General manager")))),
    Setting("SET-54", "quote_validity_days", _("Validity proposed on a new quote"), 30, "†", unit=DAYS, group="pricing", minimum=1),
    Setting("SET-54", "quote_expiring_days", _("A quote is shown as about to expire before the last day"), 7, "†", unit=DAYS, group="pricing", minimum=1),
    # -- contracts
    Setting("SET-27", "contract_manager_review", _("Contract review by the sales manager"), True, "000 四(一)3; 002-2 §12", "bool", group="contracts"),
    Setting("SET-27", "contract_departments", _("Departments that review a contract"), ["tec", "qa", "prod", "leg"], "004 §3.1~3.5; 001 三(三)1", "choices", group="contracts", choices=DEPARTMENTS),
    Setting("SET-27", "contract_director_review", _("Major contracts pass the sales director"), True, "002-4 §5.6", "bool", group="contracts"),
    Setting("SET-27a", "annexes_before_review", _("Annexes are needed before a department agrees"), True, "004 §3.3~3.4", "bool", group="contracts"),
    Setting("SET-27b", "termination_approver", _("A termination is approved by"), "gm", "†", "choice", group="contracts", choices=(("gm", _("General manager")), ("dir", _("Sales director")))),
    Setting("SET-28", "major_contract_amount", _("A contract is major from"), None, "002-4 §5.6", "decimal", unit=YUAN, group="contracts", minimum=0, optional=True,
            help=_("Empty: every contract is major.")),
    Setting("SET-36", "filing_working_days", _("The original is filed within"), 3, "†", unit=_("working days"), group="contracts", minimum=1),
    Setting("SET-44", "monitoring_months", _("Contracts are monitored every"), 1, "†", unit=_("months"), group="contracts", minimum=1),
    Setting("SET-54", "contract_expiry_days", _("A contract is about to expire within"), 30, "†", unit=DAYS, group="contracts", minimum=1),
    # -- orders
    Setting("SET-09", "supply_balance", _("Balance compared with the warning line"), "outstanding", "004 §4.1.2", "choice",
            group="orders", choices=(("outstanding", _("total outstanding")), ("overdue", _("overdue only")))),
    Setting("SET-10", "supply_adds_demand", _("The new demand is added to the balance"), False, "004 §4.1.2", "bool", group="orders"),
    Setting("SET-11", "monthly_quantity_rule", _("Average monthly quantity"), "warning", "004 §4.1.2", "choice",
            group="orders", choices=(("warning", _("information and warning")), ("cap", _("cap: refer to the general manager")))),
    Setting("SET-12", "near_line_percent", _("Alert from this part of the warning line"), 80, "†", unit=PERCENT, group="orders", minimum=1, maximum=100),
    Setting("SET-13", "plan_form_hours", _("Plan release form after an oral notice"), 24, "004 §4.3.2", unit=HOURS, group="orders", minimum=1),
    Setting("SET-14", "formalities_hours", _("Hand-over formalities after delivery"), 24, "004 §4.3.6", unit=HOURS, group="orders", minimum=1),
    Setting("SET-14a", "formalities_same_day", _("“At once” for the formalities means the same calendar day"), True, "†", "bool", group="orders"),
    Setting("SET-46", "carrier_default", _("Who carries the goods, proposed"), "logistics", "000 二(二)3; 003 (三)4 †", "choice",
            group="orders", choices=(("logistics", _("Logistics")), ("carrier", _("Carrier")), ("salesperson", _("Salesperson")))),
    Setting("SET-54", "overdue_alert_days", _("Alert for receivables overdue for"), 60, "†", unit=DAYS, group="orders", minimum=1),
    Setting("SET-54", "overdue_without_action_days", _("Overdue without collection action"), 7, "†", unit=DAYS, group="orders", minimum=1),
    Setting("SET-54", "ageing_limits", _("Limits of the ageing buckets"), "30,60,90", "†", "text", unit=DAYS, group="orders",
            help=_("Days overdue, rising, separated by commas. 30,60,90 gives 1-30, 31-60, 61-90 and over 90.")),
    Setting("SET-54", "payment_term_days", _("Payment term proposed on an invoice"), 30, "†", unit=DAYS, group="orders", minimum=0),
    Setting("SET-13a", "rolling_base", _("Base of the rolling payment"), "month_end_balance", "004 §2.2", "choice",
            group="orders", choices=(("month_end_balance", _("receivable balance at the end of the previous month")),)),
    Setting("SET-18", "receivable_ratio_target", _("Receivable to dispatched value: target"), Decimal("10"), "004 §5.4.2", "decimal", unit=PERCENT, group="orders", minimum=0),
    Setting("SET-18", "receivable_ratio_maximum", _("Receivable to dispatched value: maximum"), Decimal("15"), "004 §5.4.2", "decimal", unit=PERCENT, group="orders", minimum=0),
    Setting("SET-19", "loss_per_mille", _("Losses to dispatched value"), Decimal("5"), "004 §5.4.3", "decimal", unit="‰", group="orders", minimum=0),
    Setting("SET-19", "bad_debt_per_mille", _("Doubtful and bad accounts to dispatched value"), Decimal("5"), "004 §5.4.4", "decimal", unit="‰", group="orders", minimum=0),
    Setting("SET-47", "write_off_approvers", _("A write-off is approved by"), ["fin", "gm"], "†", "choices", group="orders", choices=(("fin", _("Finance")), ("gm", _("General manager")))),
    Setting("SET-49", "collection_report_days", _("Collection report every"), 7, "†", unit=DAYS, group="orders", minimum=1),
    Setting("SET-62", "go_live_on", _("Receivables are kept here from"), None, "†", "date", group="orders", optional=True,
            help=_("Opening balances are taken over up to the day before. Empty: the day on which the first account was opened here.")),
    Setting("SET-54", "tax_rate_default", _("Tax rate proposed"), Decimal("13"), "†", "decimal", unit=PERCENT, group="orders", minimum=0, maximum=100),
    # -- performance
    Setting("SET-17", "new_customers_minimum", _("New customers per representative and year: minimum"), 1, "004 §5.5.3", group="performance", minimum=0),
    Setting("SET-17", "new_customers_target", _("New customers per representative and year: target"), 2, "004 §5.5.3", group="performance", minimum=0),
    Setting("SET-17", "new_customer_monthly_quantity", _("Monthly quantity of a new customer: minimum"), 500, "004 §5.5.3", unit=_("sets"), group="performance", minimum=0, maximum=10_000_000),
    Setting("SET-17", "new_customer_monthly_quantity_target", _("Monthly quantity of a new customer: target"), 1000, "004 §5.5.3", unit=_("sets"), group="performance", minimum=0, maximum=10_000_000),
    Setting("SET-17", "potential_customers_minimum", _("Potential customers per representative and year: minimum"), 1, "004 §5.5.3", group="performance", minimum=0),
    Setting("SET-17", "potential_customers_target", _("Potential customers per representative and year: target"), 2, "004 §5.5.3", group="performance", minimum=0),
    Setting("SET-20", "new_customer_rule", _("A customer is new"), "first_delivery_year", "†", "choice", group="performance", choices=(("first_delivery_year", _("in the calendar year of the first delivery")),)),
    Setting("SET-20a", "commission_other_per_mille", _("Commission for customers that are not mature"), None, "004 §8.1.4", "decimal", unit="‰", group="performance", minimum=0, optional=True),
    Setting("SET-20b", "commission_payment", _("Commission is paid"), "monthly_yearly", "004 §8.1.1 †", "choice", group="performance", choices=(("monthly_yearly", _("accrued monthly, settled yearly")),)),
    Setting("SET-21", "concealed_risk_percent", _("Compensation for a concealed risk"), Decimal("80"), "004 §8.2.1", "decimal", unit=PERCENT, group="performance", minimum=0, maximum=100),
    Setting("SET-22", "poor_control_percent", _("Penalty for poor control"), None, "004 §8.2.2", "decimal", unit=PERCENT, group="performance", minimum=0, maximum=100, optional=True,
            help=_("Empty: the source is cut off; the amount is entered by hand.")),
    Setting("SET-24", "deduction_rounding", _("“Each 1 %” counts"), "whole", "003 (四)1", "choice", group="performance", choices=(("whole", _("whole per cents")), ("pro_rata", _("pro rata")))),
    Setting("SET-25", "assessment_periods", _("Assessment periods"), ["month", "quarter", "year"], "000 七(二); 001 二(三)2", "choices", group="performance", choices=(("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year")))),
    Setting("SET-26", "score_base", _("Score base"), 100, "†", group="performance", minimum=1),
    Setting("SET-32a", "over_budget_claim", _("A claim over budget goes to"), "next_higher", "†", "choice", group="performance", choices=(("next_higher", _("the next higher approver")),)),
    Setting("SET-41", "risk_months", _("Risks are assessed again every"), 3, "†", unit=_("months"), group="performance", minimum=1),
    Setting("SET-42", "expense_approver", _("An expense claim is approved by"), "superior", "002-1 §14.2", "choice", group="performance", choices=(("superior", _("the direct manager, then finance")),)),
    Setting("SET-43", "failed_periods", _("Failed periods before a change of post is proposed"), 3, "001 二(三)3 †", group="performance", minimum=1),
    Setting("SET-43a", "pass_mark", _("Pass mark"), 60, "†", group="performance", minimum=0),
    Setting("SET-43b", "excellent_periods", _("Excellent periods for a promotion"), None, "000 七(三)2", group="performance", minimum=1, optional=True, help=_("Empty: the source is cut off.")),
    Setting("SET-47a", "pay_components", _("Pay components"), ["commission", "points"], "004 §8.1; 003 (四)1", "choices", group="performance", choices=(("commission", _("Commission")), ("points", _("Points")), ("bonus", _("Bonus by score")))),
    Setting("SET-51", "work_report_days", _("Work report every"), 7, "†", unit=DAYS, group="performance", minimum=1),
    Setting("SET-53", "external_sales", _("External sales are"), "outside_group", "003 (四)1 †", "choice", group="performance", choices=(("outside_group", _("sales outside the group")), ("export", _("export")))),
    Setting("SET-54", "risk_high_level", _("A risk is high from"), 15, "†", group="performance", minimum=1, maximum=25),
    # -- platform
    Setting("SET-50", "profile", _("Policy profile"), "generic", "000~004", "choice", group="platform",
            choices=(("generic", _("Generic")), ("oem", _("OEM (000)")), ("prefab", _("Prefab houses (001)")), ("forging", _("Forging branch (003)")), ("cqxf", "CQXF (004)"))),
    Setting("SET-37", "return_arrival", _("Arrival for a return"), "customer_demand", "004 §6.2", "choice", group="orders", choices=(("customer_demand", _("the time the customer demands")),)),
    Setting("SET-54", "unacknowledged_hours", _("A hand-over is acknowledged within"), 24, "†", unit=HOURS, group="platform", minimum=1),
    Setting("SET-54", "approval_reminder_hours", _("An approver is reminded after"), 24, "†", unit=HOURS, group="platform", minimum=1),
    Setting("SET-54", "approval_escalation_hours", _("His superior is told after"), 48, "†", unit=HOURS, group="platform", minimum=1),
    Setting("SET-54", "attachment_megabytes", _("Largest attachment"), 20, "†", unit="MB", group="platform", minimum=1, maximum=200),
    Setting("SET-54", "password_requests_per_hour", _("New passwords sent to one e-mail address in an hour, at most"), 3, "†", group="platform", minimum=1, maximum=100),
    Setting("SET-54", "accounts_per_address", _("Accounts that one network address may try in vain before it is locked"), 10, "†", group="platform", minimum=2, maximum=1000,
            help=_("Counted for the time of the lock-out, and for new passwords within an hour. Raise it where a whole office shares one address.")),
    Setting("SET-54", "round_words_after_jiao", _("大写: add 整 after 角"), True, "†", "bool", group="platform"),
)  # fmt: skip

BY_NAME = {setting.name: setting for setting in REGISTER}

# What a profile sets differently from the defaults. CF-05: every step can be switched off, never the last approver.
PROFILES = {
    "generic": {},
    # 000: the sales manager decides on prices and contracts; assessment by month and year.
    "oem": {"assessment_periods": ["month", "year"], "pay_components": ["bonus"]},
    # 001: legal review, no four departments.
    "prefab": {"contract_departments": ["leg"], "pay_components": ["bonus"]},
    # 003: review organised by the production and operations department, price decided by the company manager.
    "forging": {
        "contract_departments": ["tec", "qa", "prod"],
        "price_adjustment_approver": "gm",
        "tracking_card_required": True,
        "pay_components": ["points"],
    },
    # 004: technical, quality and production review, the general manager approves.
    "cqxf": {
        "contract_departments": ["tec", "qa", "prod"],
        "contract_manager_review": False,
        "contract_director_review": False,
        "pay_components": ["commission"],
    },
}
