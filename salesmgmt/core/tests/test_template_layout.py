"""How templates are laid out: one element a line, and nothing changed for who sees the page."""

import pytest

from salesmgmt.core.template_layout import MAXIMUM, laid_out

LONG = "a word and another, " * 8


def lines(source, **others):
    return laid_out(source, others.get).splitlines()


def test_every_block_has_its_line_and_what_is_in_it_is_indented():
    assert lines('<div class="card"><h2>{{ title }}</h2><p>Text</p></div>\n') == [
        '<div class="card">',
        "  <h2>{{ title }}</h2>",
        "  <p>Text</p>",
        "</div>",
    ]


def test_branches_around_blocks_have_their_lines():
    assert lines("<ul>{% for each in all %}<li>{{ each }}</li>{% empty %}<li>—</li>{% endfor %}</ul>\n") == [
        "<ul>",
        "  {% for each in all %}",
        "    <li>{{ each }}</li>",
        "  {% empty %}",
        "    <li>—</li>",
        "  {% endfor %}",
        "</ul>",
    ]


@pytest.mark.parametrize(
    "kept",
    [
        '<p>See <a href="/">the list</a>, or <b>ask</b>.</p>\n',
        "<p>{{ a }}{% if b %}, {{ b }}{% endif %}.</p>\n",
        "<textarea>\n a\n   b</textarea>\n",
        "<pre>  a\n   b</pre>\n",
        "{% comment %}\n  as it\n    is\n{% endcomment %}\n",
        "<td>{{ a }}</td>\n",
    ],
)
def test_text_keeps_every_blank_it_has_and_gets_none(kept):
    assert laid_out(kept) == kept


def test_no_white_space_comes_between_text_and_a_link_however_long():
    source = (
        f'<p>{LONG}(<a class="one" href="/two" title="three">{LONG}</a>{{% if b %}}, {{{{ b }}}}{{% endif %}})</p>\n'
    )
    result = laid_out(source)
    assert max(map(len, result.splitlines())) <= MAXIMUM
    assert "(<a" in result
    assert "</a>{% if b %}, {{ b }}{% endif %})" in result


def test_long_attributes_stand_below_one_another():
    assert lines(
        f'<input type="text" name="{"n" * 50}" placeholder="{"p" * 50}"{{% if off %}} disabled{{% endif %}}>\n'
    ) == [
        '<input type="text"',
        f'       name="{"n" * 50}"',
        f'       placeholder="{"p" * 50}"{{% if off %}} disabled{{% endif %}}>',
    ]


def test_a_condition_at_the_name_of_an_element_is_kept():
    assert lines('<ol><li{% if last %} aria-current="page"{% endif %}>a</li></ol>\n')[1] == (
        '  <li{% if last %} aria-current="page"{% endif %}>a</li>'
    )


def test_a_long_text_goes_over_lines_under_the_same_msgid():
    assert lines(f"<p>{{% blocktranslate %}}{LONG.strip()}{{% endblocktranslate %}}</p>\n")[:2] == [
        "<p>",
        "  {% blocktranslate trimmed %}",
    ]
    untrimmed = "<p>{% blocktranslate %} " + LONG + "{% endblocktranslate %}</p>\n"
    assert untrimmed[4:-6] in laid_out(untrimmed)


def test_a_blank_between_what_may_be_chinese_is_never_the_end_of_a_line():
    """A browser may drop the end of a line between two wide letters; a blank it shows."""
    name, owner = (
        "{{ customer.name_as_it_is_registered_with_the_authorities }}",
        "{{ customer.owner.name_and_department }}",
    )
    assert f"{name} {owner}" in laid_out(f"<p>{name} {owner} {name} {owner}</p>\n")
    assert lines(f"<p>{name} · {owner} · {name} · {owner}</p>\n")[1].endswith("·")


def test_an_included_template_tells_what_it_begins_and_ends_with():
    source = f'<div>{LONG}{{% include "x.html" %}}{LONG}</div>\n'
    assert lines(source, **{"x.html": "<ul><li>a</li></ul>\n"})[2].strip() == '{% include "x.html" %}'
    assert '{% include "x.html" %}a word' in laid_out(source, {"x.html": "text"}.get)


def test_a_cell_that_may_be_empty_stays_without_white_space():
    """td:empty hides it on a phone."""
    source = '<table class="table-cards"><tr><td>{% if a %}' + "<b>{{ a }}</b>" * 9 + "{% endif %}</td></tr></table>\n"
    assert "<td>{% if a %}" in laid_out(source)
    assert "{% endif %}</td>" in laid_out(source)


def test_what_is_laid_out_stays_as_it_is():
    source = f'{{% extends "x" %}}{{% block a %}}<p>{LONG}{{{{ a|datefmt }}}} {{% if b %}}<b>{LONG}</b>{{% endif %}}</p>{{% endblock %}}'
    once = laid_out(source)
    assert laid_out(once) == once
