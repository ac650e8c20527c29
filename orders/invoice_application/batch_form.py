"""The batch form of the tax bureau (批量开票导入模板, V260401) as data: sheets, headers and what of an invoice stands where.

The bureau's file has help above its headers, which stand in row 3. A column without a value is left empty; a new version of
the form changes the lists here and nothing else.
"""

from orders.invoice.models import Invoice

VERSION = "pt:20260401"
HEADER_ROW = 3
KINDS = {Invoice.Kind.E_SPECIAL: "增值税专用发票", Invoice.Kind.E_NORMAL: "普通发票"}
YES, NO = "是", "否"

HEAD_SHEET = "1-发票基本信息"
HEAD_COLUMNS: tuple = (
    ("发票流水号", lambda invoice: invoice.number),
    ("发票类型", lambda invoice: KINDS[invoice.kind]),
    ("特定业务类型", None),
    ("是否含税", lambda invoice: YES),
    ("受票方自然人标识", None),
    ("购买方名称", lambda invoice: invoice.title),
    ("购买方纳税人识别号", lambda invoice: invoice.tax_number),
    ("购买方证件类型", None),
    ("购买方证件号码", None),
    ("购买方国籍（或地区）", None),
    ("购买方地址", lambda invoice: invoice.address),
    *(("购买方所在地区", None),) * 4,
    ("购买方详细地址", None),
    ("购买方电话", lambda invoice: invoice.phone),
    ("购买方开户银行", lambda invoice: invoice.bank),
    ("购买方银行账号", lambda invoice: invoice.bank_account),
    ("是否展示购买方地址电话银行账号", None),
    ("是否开具涉税专业服务发票品目", None),
    ("涉税专业服务协议编号", None),
    ("备注", lambda invoice: invoice.number),
    ("报废产品销售类型", None),
    ("每千克煤炭发热量", None),
    ("干基全硫", None),
    ("干燥无灰基挥发分", None),
    ("销售方开户行", None),
    ("销售方银行账号", None),
    ("是否展示销售方地址电话银行账号", None),
    ("购买方邮箱", None),
    ("购买方经办人姓名", None),
    ("购买方经办人证件类型", None),
    ("购买方经办人证件号码", None),
    ("经办人国籍(地区)", None),
    ("经办人自然人纳税人识别号", None),
    ("放弃享受减按1%征收率原因", None),
    ("收款人", None),
    ("复核人", None),
)
LINE_SHEET = "2-发票明细信息"
LINE_COLUMNS: tuple = (
    ("发票流水号", lambda line, code: line.invoice.number),
    ("项目名称", lambda line, code: line.name[:100]),
    ("商品和服务税收编码", lambda line, code: code),
    ("规格型号", lambda line, code: line.spec),
    ("单位", lambda line, code: line.unit),
    ("数量", lambda line, code: line.quantity),
    ("单价", lambda line, code: line.price),
    ("金额", lambda line, code: line.amount),
    ("税率", lambda line, code: line.tax_rate / 100),
    ("折扣金额", None),
    ("是否使用优惠政策", lambda line, code: NO),
    ("优惠政策类型", None),
    ("即征即退类型", None),
    ("煤炭种类", None),
)
# Of special businesses, of which this program bills none: the sheet is there and stays empty.
SPECIAL_SHEET = "3-特定业务信息"
EXTRA_SHEET = "4-附加要素信息"
EXTRA_COLUMNS = ("发票流水号", "附加要素名称", "附加要素内容")
VERSION_SHEET = "excelVersion"
# What older versions of the form call a column that is filled here.
OLDER_NAMES = {
    "受票方名称": "购买方名称",
    "受票方纳税人识别号": "购买方纳税人识别号",
    "受票方地址": "购买方地址",
    "受票方电话": "购买方电话",
    "受票方开户银行": "购买方开户银行",
    "受票方银行账号": "购买方银行账号",
}
