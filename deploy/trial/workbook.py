"""Writes the workbook of a company's first day for deploy/try.sh: workbook.py FILE [new], in the program's folder.

50 people, 500 products with costs, 300 customers, 100 open invoices. "new" is the second file, after the update: list
prices of 500 products, and open items with part payments, a credit, an advance and a void row.
"""

import datetime as dt
import sys
from pathlib import Path

from first_day_workbook import name_of_customer, sheets, workbook

PRICES = ["产品编码", "目录价"]
OPEN_ITEMS = ["客户名称", "发票号码", "开票日期", "价税合计", "已收金额", "类型", "状态"]


def second():
    day = dt.date.today() - dt.timedelta(days=60)
    items = [[name_of_customer(no), f"P{no:07d}", day, 1000 + no, no * 5, "", ""] for no in range(1, 21)]
    items += [
        [name_of_customer(1), "R0000001", day, -200, "", "红字", "正常"],
        [name_of_customer(2), "Y0000001", day, 300, "", "预收款", "正常"],
        [name_of_customer(3), "V0000001", day, 999, "", "", "作废"],
    ]
    prices = [[f"P-{no:04d}", 100 + no % 70] for no in range(1, 501)]
    return [("价格", PRICES, prices), ("期初余额", OPEN_ITEMS, items)]


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(workbook(second() if "new" in sys.argv[2:] else sheets()))
