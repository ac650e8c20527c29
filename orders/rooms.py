"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "account": "What a customer owes: his account, its balance and the append-only ledger it is the sum of.",
    "supply": "Supply control: may these goods go to this customer, and the stored check with every figure behind it.",
    "demand": "The demand notice: the customer's call for goods, checked by the rep, decided by the head of sales.",
    "order": "The order: what the customer gets, at which price, when and where, and how far it has come.",
    "running": "Orders that are open already on the company's first day, brought in once from the old books.",
    "order_change": "The order change request: impact, joint review, decision, execution or explanation to the customer.",
    "plan": "The plan release form: the only instruction by which goods are made, inspected and sent.",
    "production": "The production of one plan line: started, reported, finished, reworked.",
    "inspection": "The inspection of finished goods: nothing goes into stock before it has passed.",
    "stock": "The stock entry: passed goods that the warehouse has taken in.",
    "delivery": "The delivery note: issue, transport, signature, receipt document, formalities.",
    "invoice": "The invoice and the credit note: billing of deliveries, number, posting, correction, dispute.",
    "allocation": "The allocation: what of a payment or a credit note was set against which invoice.",
    "payment": "The customer payment: recorded, confirmed, allocated; and from it what a customer owes in all.",
    "contract_life": "What became of a contract: ordered, delivered, billed, paid; and what its change or end does to orders.",
    "statement": "The statement of account: what was billed and paid in a period, sent to the customer, answered by him.",
    "dunning": "What is done about overdue money: collection actions, promises, dunning letters, the dunning run.",
    "collection_report": "The rep's weekly report to finance: payments announced, causes of what is overdue.",
    "monthly_task": "The monthly work on a customer's account: posting, reconciliation, dunning, recovery, each with its mark.",
    "receivables": "The receivables of all customers together: report, ageing, collection, taking over of old books.",
}
