"""The provinces of China as tiles of a map: where each lies beside the others, and how an address names it."""

from __future__ import annotations

# {province: (column, row)} of a map of tiles, west to east and north to south.
PROVINCES: dict[str, tuple[int, int]] = {
    "黑龙江": (9, 0),
    "吉林": (9, 1),
    "辽宁": (9, 2),
    "内蒙古": (6, 1),
    "新疆": (0, 2),
    "甘肃": (3, 2),
    "宁夏": (4, 2),
    "山西": (6, 2),
    "河北": (7, 2),
    "北京": (7, 1),
    "天津": (8, 2),
    "西藏": (0, 4),
    "青海": (2, 3),
    "陕西": (5, 3),
    "河南": (6, 3),
    "山东": (7, 3),
    "四川": (3, 4),
    "重庆": (4, 4),
    "湖北": (5, 4),
    "安徽": (6, 4),
    "江苏": (7, 4),
    "上海": (8, 4),
    "贵州": (4, 5),
    "湖南": (5, 5),
    "江西": (6, 5),
    "浙江": (7, 5),
    "云南": (3, 6),
    "广西": (4, 6),
    "广东": (5, 6),
    "福建": (6, 6),
    "台湾": (8, 6),
    "海南": (4, 7),
    "香港": (6, 7),
    "澳门": (5, 7),
}
COLUMNS, ROWS = 10, 8
# The cities of prefecture rank by which an address begins that leaves the province out. 吉林 is a province first.
_CITIES = {
    "黑龙江": "哈尔滨 齐齐哈尔 大庆 佳木斯 牡丹江 鸡西 绥化 伊春 七台河 鹤岗 双鸭山 黑河",
    "吉林": "长春 四平 辽源 通化 白山 松原 白城 延吉 公主岭",
    "辽宁": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛",
    "内蒙古": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔",
    "新疆": "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 库尔勒 石河子",
    "甘肃": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳",
    "宁夏": "银川 石嘴山 吴忠 固原 中卫",
    "山西": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "河北": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水",
    "西藏": "拉萨 日喀则 林芝",
    "青海": "西宁 海东 格尔木",
    "陕西": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛",
    "河南": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店",
    "山东": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽",
    "四川": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 西昌",
    "湖北": "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施",
    "安徽": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    "江苏": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟",
    "贵州": "贵阳 六盘水 遵义 安顺 毕节 铜仁 凯里 都匀 兴义",
    "湖南": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底",
    "江西": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "浙江": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚",
    "云南": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 楚雄",
    "广西": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "广东": "广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门 茂名 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    "福建": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "台湾": "台北 高雄 台中 台南 新竹",
    "海南": "海口 三亚 儋州",
}
CITIES = {city: province for province, cities in _CITIES.items() for city in cities.split()}
LOOKED_AT = 4  # as long as the longest of these names


def province_of(address: str) -> str:
    """The province that stands first in an address, or that of the city it begins with; "" where none is named.

    吉林省吉林市, 上海市, 中国广东省深圳市, 苏州工业园区; a street named after a province (南京市广东路) is none.
    """
    head = address.strip().removeprefix("中国").strip()[:LOOKED_AT]
    return next((province for name, province in _NAMES.get(head[:1], ()) if head.startswith(name)), "")


# By the first character: provinces before cities.
_NAMES: dict[str, list[tuple[str, str]]] = {}
for _name, _province in (*((name, name) for name in PROVINCES), *CITIES.items()):
    _NAMES.setdefault(_name[:1], []).append((_name, _province))
