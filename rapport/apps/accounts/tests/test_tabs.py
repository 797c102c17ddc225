"""The pages of settings in groups: a row on a desk, behind one button on a phone."""

import re

from django.test import Client

from rapport.apps.accounts.models import Member


def groups(client: Client, member: Member) -> list[str]:
    client.force_login(member.user)
    text = client.get(f"/w/{member.workspace.slug}/members/").content.decode()
    assert text.count('popovertarget="workspace-tabs"') == text.count('id="workspace-tabs"') == 1
    nav = text.split('id="workspace-tabs"')[1].split("</nav>")[0]
    assert nav.count('aria-current="page"') == 1
    assert all("tabs__tab" in group for group in nav.split('role="group"')[1:])
    return re.findall(r'class="tab-groups__title">([^<]+)<', nav)


def test_who_runs_the_workspace_finds_every_page_in_four_groups(client: Client, ada: Member) -> None:
    assert groups(client, ada) == ["People", "Workspace", "Customers’ data", "System"]


def test_who_only_looks_is_shown_no_group_without_pages(client: Client, vic: Member) -> None:
    assert "Workspace" not in groups(client, vic)
