"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "product": "What is sold: code, specification, unit, pricing strategy.",
    "stock_level": "How much of a product is there, as the planner or the warehouse states it.",
    "cost": "What a product costs from a day on, and the margin a price leaves; for those who see cost.",
    "competitor": "What comparable products cost at competitors, with day and source, and their average.",
    "material": "Material prices that are watched, the products made of them, and the price reviews a move starts.",
    "price_list": "List prices that hold from a day on, the rules beside them, and the price of a product for a customer.",
    "policy": "How prices and contracts are made in a period: proposed by the deputy manager, decided by the company.",
    "quote": "An offer to a customer in versions: lines, prices, approval, paper, the customer's answer.",
    "quote_answer": "An approved quote at the customer: sent, accepted with what he takes of it, declined, run out, converted.",
    "discount": "A special discount: the request for prices outside the rules of one quote, and whether they are covered.",
    "inquiry": "What a customer asks about specification, price and lead time, with the clock of the answer, up to the quote.",
    "adjustment": "A proposal of new prices: what it does to every item, its joint review, the list it writes on its day.",
    "price_import": "Prices out of a file, as a proposal; and how far the first list has come before going live.",
    "announcement": "The customers concerned by new prices, each told by his representative, with his answer.",
}
