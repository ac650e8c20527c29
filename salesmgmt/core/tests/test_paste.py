"""What a block copied from Excel is read as, without a database."""

import pytest

from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.web.paste import MOST_ROWS, cells_of, columns_of

NAMES = ["product", "quantity", "price"]
LABELS = {"product": {"产品", "产品编码"}, "quantity": {"数量"}, "price": {"含税单价"}}


def test_cells_are_read_as_excel_writes_them():
    text = 'A1\t"two\nlines"\t 3 \r\n\t\t\r\nB1\t\t5\r\n'
    assert cells_of(text) == [["A1", "two\nlines", "3"], ["B1", "", "5"]]


@pytest.mark.parametrize(
    ("head", "start", "columns", "kept"),
    [
        (["数量", "产品编码", "备注2"], "", ["quantity", "product", None], 1),
        (["产品编码*", "数 量"], "price", ["product", "quantity"], 1),
        (["ZB-1", "5", "100"], "", ["product", "quantity", "price"], 2),
        (["5", "100"], "quantity", ["quantity", "price"], 2),
    ],
)
def test_headings_say_which_column_is_which_else_the_block_begins_where_it_was_pasted(head, start, columns, kept):
    rows = [head, ["x"] * len(head)]
    assert columns_of(rows, NAMES, LABELS, start) == (columns, rows[-kept:])


def test_too_many_rows_are_sent_to_the_import():
    with pytest.raises(BusinessError, match=str(MOST_ROWS)):
        cells_of("a\tb\n" * (MOST_ROWS + 1))
