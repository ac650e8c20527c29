"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "quota": "What a person is to collect in a year, set by his manager and approved by the general manager.",
    "risk": "The risk report: seen by a rep, assessed by his manager, dealt with, looked at again, closed.",
    "metric": "The figures of performance: each with a name, one way to count it, and the rows behind it.",
    "promotion_plan": "The annual market promotion plan: goals, channels, content, budget; campaigns carry it out.",
    "expense_budget": "What a sales department may spend in a year, by category and month, in versions.",
    "expense_claim": "The expense claim: vouchers, the manager, finance, the payment; what it uses of budget and campaign.",
    "expense_ratio": "What sales cost: claims by sales per person, team and month.",
    "collection": "What was collected against the quotas, person by person.",
    "alert": "The early warning: rules as data, and the alerts that each opens once for an object until its cause has gone.",
    "analysis": "One question to the figures: measure, months, split; its table, chart, workbook and documents, and the indicators.",
    "sales_report": "The sales report of a month, for each region and the company: made, commented with measures, archived.",
    "improvement": "The improvement proposal: from a sales report to the document that carries it out.",
}
