"""Forms: label above, help beneath, the error at the field and a summary on top."""

from typing import Any

from django import forms

from rapport.ui.samples import SampleForm


def page_of(data: dict[str, Any] | None = None) -> str:
    form = SampleForm(data, auto_id="f_%s")
    return " ".join(str(form).split())


def test_a_fresh_form_has_no_summary() -> None:
    assert "error-summary" not in page_of()


def test_the_summary_names_each_field_and_leads_to_it() -> None:
    page = page_of({"name": "", "minimum": "0", "kind": "rule"})

    assert "2 things to put right" in page
    assert '<a href="#f_name">Name of the segment: This field is required.</a>' in page
    assert '<a href="#f_minimum">' in page


def test_one_error_is_announced_as_one() -> None:
    assert "One thing to put right" in page_of({"name": "", "minimum": "1", "kind": "rule"})


def test_the_error_and_the_help_describe_the_field() -> None:
    page = page_of({"name": "", "minimum": "1", "kind": "rule"})

    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="f_name_error f_name_helptext"' in page
    assert 'id="f_name_error"' in page
    assert 'id="f_name_helptext"' in page


def test_every_text_field_bears_the_house_class_and_keeps_its_own() -> None:
    class OwnForm(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "input--short"}))

    assert 'class="input input--short"' in str(OwnForm())


def test_a_tick_and_a_choice_are_no_text_fields() -> None:
    page = page_of()

    assert '<label class="choice" for="f_public"><input type="checkbox" name="public"' in page
    assert '<input type="radio" name="kind" value="rule"' in page
    assert 'type="radio" class="input"' not in page


def test_choices_stand_in_a_group_with_a_legend() -> None:
    assert '<legend class="form__legend">Members</legend>' in page_of()


def test_what_may_stay_empty_says_so() -> None:
    page = page_of()

    assert "Answers go to <span" in page
    assert "Name of the segment</label>" in page


def test_an_error_of_the_whole_form_stands_in_the_summary() -> None:
    form = SampleForm({"name": "x", "minimum": "1", "kind": "rule"})
    form.add_error(None, "The <b>name</b> is taken.")

    assert "The &lt;b&gt;name&lt;/b&gt; is taken." in str(form)
