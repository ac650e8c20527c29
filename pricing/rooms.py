"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "product": "What is sold: code, specification, unit, pricing strategy.",
    "cost": "What a product costs from a day on, and the margin a price leaves; for those who see cost.",
    "price_list": "List prices that hold from a day on, the rules beside them, and the price of a product for a customer.",
    "quote": "An offer to a customer in versions: lines, prices, approval, paper, the customer's answer.",
    "discount": "A special discount: the request for prices outside the rules of one quote, and whether they are covered.",
}
