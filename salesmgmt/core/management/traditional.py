"""From simplified to traditional script: characters only, never other words, with a list of what the conversion gets wrong.

The conversion that also exchanges words for those of Taiwan makes 已通过 into 已透過 and 类型 into 型別; the one by
characters (with its phrases, which tell 后 from 後) reads 订单只能 as 单只, a single animal. What it writes wrongly in our
texts stands in EXCEPTIONS.
"""

# Applied after the conversion, in this order: a word before what a shorter entry would make of it.
EXCEPTIONS = {
    "隻": "只",
    "周": "週",
    "週到": "周到",
    "週全": "周全",
    "週密": "周密",
    "週年": "周年",
    "週轉": "周轉",
    "週邊": "周邊",
    "衝正": "沖正",
    "衝紅": "沖紅",
    "紅衝": "紅沖",
    "衝抵": "沖抵",
    "會籤": "會簽",
    "編制": "編製",
    "海里": "海裡",
    "併發送": "並發送",
    "併發給": "並發給",
    "併合並": "並合併",
}


def converter():
    """A function from simplified to traditional text. Only developers convert: the library is theirs alone."""
    from opencc import OpenCC  # noqa: PLC0415  not among what the program needs to run

    convert = OpenCC("s2tw").convert

    def traditional(text):
        text = convert(text)
        for wrong, right in EXCEPTIONS.items():
            text = text.replace(wrong, right)
        return text

    return traditional
