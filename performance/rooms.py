"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "quota": "What a person is to collect in a year, set by his manager and approved by the general manager.",
    "risk": "The risk report: seen by a rep, assessed by his manager, dealt with, looked at again, closed.",
    "metric": "The figures of performance: each with a name, one way to count it, and the rows behind it.",
    "promotion_plan": "The annual market promotion plan: goals, channels, content, budget; campaigns carry it out.",
    "expense_budget": "What a sales department may spend in a year, by category and month, in versions.",
    "expense_advance": "Money for expenses to come, accounted for by claims or given back.",
    "expense_claim": "The expense claim: vouchers, the manager, finance, the payment; what it uses of budget and campaign.",
    "expense_ratio": "What sales cost: claims by sales per person, team and month.",
    "collection": "What was collected against the quotas, person by person.",
    "plan": "The sales plan of a year as a tree of targets: drawn up, approved, entered in a grid, released.",
    "plan_revision": "Other targets of a released plan from a month on: proposed and approved.",
    "coaching": "The people one leads, and the notes of what was found and agreed with them.",
    "new_customer": "New and potential customers of a representative and year, with what is still missing.",
    "team": "Each person's leads, visits, orders and collections against plan and time elapsed.",
    "assessment_scheme": "By what people are assessed: indicators with weights that sum to 100, and deductions, in versions.",
    "assessment": "A person assessed in a month, quarter or year: computed, scored, confirmed one level above (F-36).",
    "assessment_result": "What confirmed assessments lead to: the payroll basis, fails and excellent results in a row.",
}
