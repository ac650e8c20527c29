"""How names are read where the commonest reading of a character is another one: data alone, added to by whoever misses one.

The library of pinyin knows most phrases (重庆, 厦门, 台州); here stands what it reads wrongly. A name is found by its
commonest reading as well, so an entry too many does no harm.
"""

# A surname, at the beginning of a name or before 氏, 记 and 家: 曾氏 is zengshi.
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "缪": "miao",
    "召": "shao",
    "折": "she",
    "乐": "yue",
    "洗": "xian",
    "覃": "qin",
    "翟": "zhai",
    "卜": "bu",
    "祭": "zhai",
    "黑": "he",
    "秘": "bi",
    "能": "nai",
    "员": "yun",
    "种": "chong",
    "不": "fou",
    "繁": "po",
    "长": "chang",
    "隗": "wei",
    "句": "gou",
    "牟": "mu",
}
AFTER_SURNAMES = "氏记家"

# Places, wherever they stand in a name.
PLACES = {
    "单县": "shan xian",
    "乐陵": "lao ling",
    "涡阳": "guo yang",
    "浚县": "xun xian",
    "长垣": "chang yuan",
    "长治": "chang zhi",
    "大城县": "dai cheng xian",
    "洪洞": "hong tong",
    "解州": "hai zhou",
    "繁峙": "fan shi",
    "六合": "lu he",
    "会稽": "kuai ji",
    "筠连": "jun lian",
    "什邡": "shi fang",
    "穆棱": "mu ling",
    "珲春": "hun chun",
    "朝阳": "chao yang",
    "石埭": "shi tai",
    "漯河": "luo he",
    "南乐": "nan le",
    "郇阳": "xun yang",
    "栎阳": "yue yang",
    "大栅栏": "da shi lan",
    "荥经": "ying jing",
}
