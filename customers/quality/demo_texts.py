"""What the demo company's customers say, all invented."""

# customer, product code, product, heard so many days ago, channel, opinion, department, state, answer
OPINIONS = [
    ("渝峰车桥", "ZXJ-5101", "转向节", 1, "visit", "主销孔边缘有毛刺，装配时划伤衬套", "qa", "recorded", ""),
    ("两江智行", "QKQ-1501", "前制动卡钳总成", 2, "call", "到货外箱受潮，标签脱落", "log", "forwarded", ""),
    ("川江机械", "ZB-2511", "制动总泵总成", 5, "visit", "推杆行程比上一批偏大约 1 毫米", "tec", "forwarded", ""),
    ("璧山新能", "ZDP-2601", "前制动盘", 12, "delivery", "个别制动盘端面跳动超差", "qa", "overdue", ""),
    (
        "远航商用车",
        "ZKZ-330",
        "真空助力器带总泵",
        14,
        "meeting",
        "真空保持时间不稳定，影响下线检测",
        "tec",
        "overdue",
        "",
    ),
    (
        "天府轨道",
        "XBB-3101",
        "下摆臂总成",
        9,
        "call",
        "焊缝外观不一致",
        "prod",
        "answered",
        "焊接参数重新验证，首末件送检",
    ),
    (
        "长虹岭机械",
        "ZDG-2201",
        "后制动鼓",
        16,
        "visit",
        "摩擦面有轻微锈斑",
        "log",
        "answered",
        "出库前增加防锈包装检查",
    ),
    (
        "黔灵专用车",
        "JZQ-4401",
        "前减振器总成",
        20,
        "message",
        "低速异响，客户反映三台",
        "tec",
        "answered",
        "调整活塞杆表面处理工艺",
    ),
    (
        "滇池客车",
        "QTJ-1201",
        "球头销总成",
        23,
        "call",
        "防尘罩偏薄，路试后开裂一件",
        "pur",
        "answered",
        "更换防尘罩供应商并做老化试验",
    ),
    (
        "沪申底盘",
        "ZXJ-5102",
        "转向节",
        8,
        "visit",
        "铸件表面有砂眼，已挑选使用",
        "qa",
        "answered",
        "加严铸件入厂检验，全检两批",
    ),
    (
        "渝峰车桥",
        "ZXJ-5101",
        "转向节",
        30,
        "visit",
        "锥孔接触面积偏小",
        "qa",
        "closed",
        "修磨锥孔刀具，接触面积抽检加倍",
    ),
    ("渝峰车桥", "ZXJ-5101", "转向节", 44, "delivery", "批次标识不清", "prod", "closed", "改用激光打标"),
    (
        "紫金山客车",
        "ZB-2511",
        "制动总泵总成",
        36,
        "call",
        "皮碗回位偏慢",
        "tec",
        "closed",
        "改用低温性能更好的皮碗材料",
    ),
    ("金鸡湖精密", "LHB-1601", "离合器总泵", 60, "message", "油口螺纹有毛边", "prod", "closed", "增加去毛刺工位"),
    ("永川农机", "ZDG-2201", "后制动鼓", 75, "visit", "同轴度偏差", "qa", "closed", "更换夹具定位销"),
]

# customer, kind, product, content, annual need, state, reply
SUGGESTIONS = [
    ("渝峰车桥", "improvement", "转向节", "希望减重 5%，满足新车型轻量化要求", None, "open", ""),
    ("璧山新能", "new_product", "电子驻车卡钳", "新能源车型需要电子驻车卡钳，明年三季度装车", 12000, "open", ""),
    (
        "远航商用车",
        "improvement",
        "真空助力器带总泵",
        "接口改为快插，缩短装配时间",
        None,
        "accepted",
        "纳入明年改型计划",
    ),
    ("沪申底盘", "new_product", "铝合金下摆臂", "现有冲焊件换为铝合金件", 8000, "accepted", "先做样件，两个月内送样"),
    ("滇池客车", "improvement", "前减振器总成", "活塞杆增加防尘圈", None, "implemented", "方案可行，先在一个型号试用"),
    ("东岭重工", "new_product", "60 吨级制动鼓", "超重型制动鼓", 200, "declined", "超出现有铸造能力，暂不开发"),
]

FEEDBACK = {
    5: "服务人员反应快，配件当天到",
    4: "总体满意，希望提前告知到货时间",
    3: "一般，电话有时没人接",
    2: "问题反映两天后才有答复",
}

# name, topic, category, edition, summary
DOCUMENTS = [
    ("前桥总成技术参数表", "performance", "AX-F", "2026.1", "额定载荷、轮距、板簧距、制动规格"),
    ("后桥总成产品介绍", "features", "AX-R", "2026.1", "结构特点、适用车型、典型用户"),
    ("转向节安装与使用说明", "use", "KN", "B/2", "主销衬套压装、扭矩要求、检查项目"),
    ("制动鼓维护保养手册", "maintenance", "BR-D", "A/3", "磨损极限、镗削要求、更换周期"),
    ("传动轴第三方检测报告", "certificate", "DS", "2025", "疲劳寿命、动平衡、材质"),
    ("轮毂技术参数表", "performance", "HB", "2025.4", "安装尺寸、轴承型号、额定载荷"),
]

# headline, kind, category, text, state
NEWS = [
    (
        "新一代轻量化前桥总成开始供样", "new", "AX-F",
        "自重降低 8%，疲劳寿命提高 20%，安装尺寸与现有产品互换。欢迎索取样件和检测报告。", "published",
    ),
    ("制动鼓防锈包装改进", "improved", "BR-D", "自本月起改用气相防锈袋，仓储期由三个月延长到六个月。", "published"),
    ("转向节激光打标切换通知", "improved", "KN", "批次标识改为激光打标，位置和内容不变。", "draft"),
]  # fmt: skip
