"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "account": "What a customer owes: his account, its balance and the append-only ledger it is the sum of.",
    "supply": "Supply control: may these goods go to this customer, and the stored check with every figure behind it.",
    "demand": "The demand notice: the customer's call for goods, checked by the rep, decided by the head of sales.",
    "order": "The order: what the customer gets, at which price, when and where, and how far it has come.",
    "order_record": "What the orders of a customer say about him and about us: how often, how much, whether promises were kept.",
    "order_change": "The order change request: impact, joint review, decision, execution or explanation to the customer.",
    "plan": "The plan release form: the only instruction by which goods are made, inspected and sent.",
    "production": "The production of one plan line: started, reported, finished, reworked.",
    "inspection": "The inspection of finished goods: nothing goes into stock before it has passed.",
    "stock": "The stock entry: passed goods that the warehouse has taken in.",
    "delivery": "The delivery note: drafted, issued, let go by the warehouse, on its way, and whether it is charged.",
    "handover": "The hand-over of delivered goods: signature, difference, receipt document, formalities, closing.",
    "invoice": "The invoice and what stands on it: lines and amounts, number, posting, dispute, due date.",
    "billing": "The billing of signed deliveries: which wait, and the invoice drafted from them.",
    "credit_note": "The credit note: what of a posted invoice is taken back, and why.",
    "allocation": "The allocation: what of a payment or a credit note was set against which invoice.",
    "payment": "The customer payment: recorded, confirmed, allocated; and from it what a customer owes in all.",
    "statement": "The statement of account: what was billed and paid in a period, sent to the customer, answered by him.",
    "opening_balance": "The opening balances: the open invoices of the old books, taken over once.",
    "receivables": "The receivables of all customers together: report, ageing, collection, and what ends when all is paid.",
}
