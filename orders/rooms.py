"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "account": "",
    "demand": "",
    "supply": "",
    "order": "",
    "order_change": "",
    "plan": "",
    "production": "",
    "inspection": "",
    "stock": "",
    "delivery": "",
    "invoice": "",
    "payment": "",
    "statement": "",
    "receivables": "",
}
