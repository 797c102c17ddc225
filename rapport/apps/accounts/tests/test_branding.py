"""How a workspace looks to people outside, and guests, who have a name and no account."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.operations import add_guest, brand_workspace
from rapport.apps.accounts.queries import branding_of, members_of
from rapport.apps.accounts.readers import picture_type
from rapport.apps.accounts.tests.pictures import png
from rapport.kernel.errors import NotPermitted, Refused
from rapport.ui.colours import contrast, on, readable

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 10 + b"\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03" + b"\x00" * 20


def test_an_administrator_chooses_colour_footer_and_logo(client: Client, mara: Member) -> None:
    client.force_login(mara.user)
    given = {"accent": "#AA2255", "footer": " Glow  S.L. ", "logo": SimpleUploadedFile("logo.png", png())}

    answer = client.post("/w/glow/settings/branding", given)

    look = branding_of(mara)
    assert answer.status_code == 302
    assert (look.accent, look.footer, look.logo_type, bytes(look.logo or b"")) == (
        "#aa2255", "Glow S.L.", "image/png", png(),
    )  # fmt: skip
    assert client.get("/w/glow/settings/logo").content == png()


def test_a_logo_stays_until_it_is_removed(mara: Member) -> None:
    brand_workspace(mara, accent="", footer="", logo=png())
    brand_workspace(mara, accent="#112233", footer="")

    kept = branding_of(mara).logo
    brand_workspace(mara, accent="", footer="", without_logo=True)

    assert kept
    assert not branding_of(mara).logo


@pytest.mark.parametrize("role", ["edi", "vic"])
def test_others_may_not(request: pytest.FixtureRequest, role: str) -> None:
    with pytest.raises(NotPermitted):
        brand_workspace(request.getfixturevalue(role), accent="", footer="")


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\x00" * 20,
        png()[:-8],
        png()[:20] + b"\x01" + png()[21:],
        png(rows=b"\x00"),
        png(5_000, 1),
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x00",
        b"\x89PNG\r\n\x1a\n",
        b"x" * (256 * 1024 + 1),
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        picture_type(content)

    assert refused.value.place == "logo"


def test_a_jpeg_is_a_picture_too() -> None:
    assert picture_type(JPEG) == "image/jpeg"


@pytest.mark.parametrize("colour", ["#ffe066", "#000000", "#ffffff", "#aa2255", "#7f7f7f"])
@pytest.mark.parametrize("ground", ["#ffffff", "#1d2028", "#7f7f7f"])
def test_any_colour_becomes_readable_on_any_ground(colour: str, ground: str) -> None:
    assert contrast(readable(colour, ground, 4), ground) >= 4
    assert contrast(on(colour), colour) >= 4.5


def test_what_is_no_colour_is_refused(mara: Member) -> None:
    with pytest.raises(Refused):
        brand_workspace(mara, accent="red", footer="")


def test_a_guest_has_a_name_and_no_way_to_sign_in(client: Client, mara: Member, glow: Workspace) -> None:
    guest = add_guest(glow, name="  Rosa  ")

    assert (str(guest), guest.role, guest.user.is_active, guest.user.has_usable_password()) == (
        "Rosa", "guest", False, False,
    )  # fmt: skip
    assert guest not in members_of(mara)
    client.force_login(guest.user)
    assert client.get("/w/glow/").status_code in {302, 404}


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b"])
def test_a_guest_says_a_name(glow: Workspace, name: str) -> None:
    with pytest.raises(Refused):
        add_guest(glow, name=name)
