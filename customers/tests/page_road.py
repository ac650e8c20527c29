"""What the tests of pages share: a customer as it is typed, and how often a page asks the database."""

FILE = {"name": "重庆川江机械制造有限公司", "location_type": "local", "segment": "regular"}
CONTACT = {"name": "王芳", "phone": "13800000000"}


def lines(*rows):
    """The contact lines of the customer form."""
    data = {
        "lines-TOTAL_FORMS": len(rows),
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
    }
    for number, row in enumerate(rows):
        data |= {f"lines-{number}-{name}": value for name, value in row.items()}
    return data


def count_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
