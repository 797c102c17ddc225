"""What people choose about an import. Columns and options differ from file to file, so they are read by hand."""

from django import forms
from django.http import QueryDict

from rapport.apps.exchange.importers import grouped


class UploadForm(forms.Form):
    """A file, and what it holds if the person says so."""

    file = forms.FileField(
        label="File",
        help_text="CSV, Excel (.xlsx), JSON or vCard, up to 2 GB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.vcf,.vcard,text/*"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    kind = forms.ChoiceField(label="It holds", required=False)

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.fields["kind"].choices = [("", "Find out from the columns"), *_kinds()]  # type: ignore[attr-defined]


class FolderForm(forms.Form):
    """A folder to watch, and what its files hold."""

    folder = forms.CharField(
        label="Folder", max_length=200, help_text="A name such as “orders”, or a path such as “shop/orders”."
    )
    kind = forms.ChoiceField(label="Its files hold")

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.fields["kind"].choices = _kinds()  # type: ignore[attr-defined]


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    return [(title, [(each.name, each.title) for each in found]) for title, found in grouped()]


def chosen_mapping(sent: QueryDict) -> dict[str, str]:
    """The columns chosen on the page: fields named `column.<field>`."""
    return _prefixed(sent, "column.")


def chosen_options(sent: QueryDict) -> dict[str, str]:
    """What was said about the whole file: fields named `option.<name>`."""
    return _prefixed(sent, "option.")


def _prefixed(sent: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): str(sent[name]) for name in sent if name.startswith(prefix)}
