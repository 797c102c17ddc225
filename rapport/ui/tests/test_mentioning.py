"""Whoever a text speaks to is marked in it, and nothing a text holds becomes markup."""

from types import SimpleNamespace

from rapport.kernel.mentions import Person
from rapport.ui.templatetags.ui import mentioning

AMONG = SimpleNamespace(people=[Person(1, "Edi Bo", "edi@shop.example"), Person(2, "Ada Roe", "")], me=1)


def test_names_are_marked_as_they_are_written_and_ones_own_apart() -> None:
    marked = mentioning("Ask @ada roe\nand @Edi.", AMONG)

    assert marked == ('Ask <span class="mention">@ada roe</span><br>and <span class="mention mention--me">@Edi</span>.')


def test_what_a_text_holds_stays_text() -> None:
    people = SimpleNamespace(people=[Person(1, "<b>Bo</b>", "")], me=None)

    assert mentioning("<i>@<b>Bo</b>", people) == '&lt;i&gt;<span class="mention">@&lt;b&gt;Bo&lt;/b&gt;</span>'
    assert mentioning("<i> nobody", people) == "&lt;i&gt; nobody"


def test_without_the_sign_or_without_people_nobody_is_asked_for() -> None:
    class Asked:
        me = 1

        @property
        def people(self) -> list[Person]:
            raise AssertionError("nobody should be asked for")

    assert mentioning("No sign\nhere", Asked()) == "No sign<br>here"
    assert mentioning("@Edi", "") == "@Edi"
