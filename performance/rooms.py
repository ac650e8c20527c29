"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "quota": "What a person is to collect in a year, set by his manager and approved by the general manager.",
    "risk": "The risk report: seen by a rep, assessed by his manager, dealt with, looked at again, closed.",
    "metric": "The figures of performance: each with a name, one way to count it, and the rows behind it.",
    "collection": "What was collected against the quotas, person by person.",
    "assessment_scheme": "By what people are assessed: indicators with weights that sum to 100, and deductions, in versions.",
    "assessment": "A person assessed in a month, quarter or year: computed, scored, confirmed one level above (F-36).",
    "assessment_result": "What confirmed assessments lead to: the payroll basis, fails and excellent results in a row.",
    "plan": "The sales plan of a year as a tree of targets: drawn up, approved, entered in a grid, released.",
    "plan_revision": "Other targets of a released plan from a month on: proposed and approved.",
    "coaching": "The people one leads, and the notes of what was found and agreed with them.",
    "new_customer": "New and potential customers of a representative and year, with what is still missing.",
    "team": "Each person's leads, visits, orders and collections against plan and time elapsed.",
    "bonus": "The bonus by score, from bands that the general manager sets, and awards for outstanding results.",
    "commission": "The commission of a month: one line a movement of the ledger, reviewed, approved and paid.",
    "pre_draw": "What a head of sales draws each month: the average commission of the reps in charge.",
    "penalty": "The penalty for a concealed risk or for poor control: evidence, hearing, decision, recovery.",
    "annual_review": "The annual check of the department: five indicators, computed and confirmed.",
    "settlement": "The annual settlement: what was accrued, what was paid, and the condition of the rest.",
}
