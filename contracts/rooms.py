"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "template": "The company's model contract in versions, whose clauses every contract begins with.",
    "clause": "The clauses that legal has approved, in versions, and what a text changes of them.",
    "contract": "The sales contract: drafting, signing, performance, breach, and its paper.",
    "annex": "What is filed with a contract: agreements and standards with their paper, the customer's own text.",
    "copy": "Copies of a contract in the hands of departments, and the documents a department issued with its review.",
    "payment_plan": "When a contract is paid: terms as data, instalments bound to an event or a day, how they stand.",
    "review": "Who reviews a contract, what each department brings, the four confirmations, and the review sheet.",
    "running": "Contracts that run already on the company's first day, brought in once from the old books.",
    "filing": "The original of a signed contract in the hands of contract management: received when, on which shelf.",
    "amendment": "A change of a contract in force: by the state of production, reviewed again, a new version of the text.",
    "word_file": "Contracts and amendments as Word files, and what came back from the customer, compared clause by clause.",
    "termination": "The end of a contract before its time: ground, consent, approval, settlement, lessons.",
    "monitoring": "How a contract is performed: how far, looked at regularly, deviations corrected, contracts at risk.",
}
