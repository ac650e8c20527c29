"""Two texts of a clause compared, character by character (CON-18)."""

import pytest

from contracts.clause.comparison import LONGEST, deviations, marked, sentences

LABELS = {"breach_terms": "liability for breach", "packing_terms": "packing"}


def texts_of(segments):
    """The earlier and the later text, put together again from the segments."""
    before = "".join(segment.text for segment in segments if segment.kind != "added")
    return before, "".join(segment.text for segment in segments if segment.kind != "removed")


@pytest.mark.parametrize(
    ("before", "after", "segments"),
    [
        ("三十日内付清", "六十日内付清", [("removed", "三"), ("added", "六"), ("same", "十日内付清")]),
        ("付清货款", "付清货款", [("same", "付清货款")]),
        ("", "木箱", [("added", "木箱")]),
        ("木箱", "", [("removed", "木箱")]),
        ("", "", []),
        ("万分之五", "万分之五的违约金", [("same", "万分之五"), ("added", "的违约金")]),
    ],
)
def test_added_and_removed_characters_are_marked(before, after, segments):
    """CON-18"""
    assert [tuple(segment) for segment in marked(before, after)] == segments


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("每逾期一日按万分之五支付。", "每逾期一日按千分之一支付违约金；超过三十日可解除。"),
        ("甲" * (LONGEST + 1), "甲" * LONGEST + "。乙"),
        ("第一句。第二句；第三句", "第一句。第三句"),
        ("<script>alert(1)</script>", "<b>"),
    ],
)
def test_both_texts_can_be_read_from_the_comparison(before, after):
    """CON-18: nothing is lost and nothing invented, whatever the length."""
    assert texts_of(marked(before, after)) == (before, after)


def test_a_text_is_cut_behind_its_sentences():
    assert sentences("一。二；三\n四") == ["一。", "二；", "三\n", "四"]
    assert sentences("") == []


def test_what_differs_from_the_template_and_from_the_last_version_is_named():
    """CON-18"""
    template = {"breach_terms": "万分之五", "packing_terms": "纸箱"}
    texts = {"breach_terms": "千分之一", "packing_terms": "纸箱"}
    (row,) = deviations(LABELS, texts, template, None)
    assert (row["label"], row["from_former"]) == ("liability for breach", None)
    assert texts_of(row["from_template"]) == ("万分之五", "千分之一")
    (row,) = deviations(LABELS, template, template, {**template, "packing_terms": "木箱"})
    assert (row["label"], row["from_template"]) == ("packing", None)
    assert texts_of(row["from_former"]) == ("木箱", "纸箱")
    assert deviations(LABELS, template, template, template) == []
