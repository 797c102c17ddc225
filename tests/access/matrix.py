"""The access matrix: every route of ours, what it takes and which right it needs.

A route that is missing here fails the tests, and so does one whose declared right differs from the view's own.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.bodies import BODIES


@dataclass(frozen=True)
class Route:
    """A named route: its methods, the right it needs (or the audience outside workspaces)."""

    name: str
    methods: tuple[str, ...]
    right: str = ""
    audience: str = "member"
    body: dict[str, str] = field(default_factory=dict, hash=False)


def routes() -> list[Route]:
    """All routes, read from the table below."""
    return [_route(line) for line in TABLE.strip().splitlines() if line.strip() and not line.startswith("#")]


def _route(line: str) -> Route:
    name, methods, right = line.split()
    if right in {"anyone", "signed-in"}:
        return Route(name, tuple(methods.split(",")), audience=right.replace("-", " "))
    return Route(name, tuple(methods.split(",")), right, body=BODIES.get(name, {}))


# A part of an address. Read from its text: Django lets patterns of the same text share their converters.
PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Found:
    """A route as the resolver has it."""

    name: str
    pattern: URLPattern
    parts: tuple[str, ...]


def found_routes() -> list[Found]:
    """Every address of the application, except those of packages that guard themselves (see FOREIGN)."""
    return [entry for entry in _walk(get_resolver().url_patterns, "", ()) if not entry.name.startswith(FOREIGN)]


def _walk(patterns: list[Any], namespace: str, parts: tuple[str, ...]) -> list[Found]:
    entries: list[Found] = []
    for pattern in patterns:
        inside = parts + tuple(PART.findall(str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            name = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            entries += _walk(pattern.url_patterns, name, inside)
        else:
            entries.append(Found(f"{namespace}{pattern.name}", pattern, inside))
    return entries


# allauth's own pages: signing in and out, passwords, second factor. They act on the signed-in user only. The interface
# for programs has a matrix of its own, tests/access/interface.py.
FOREIGN = ("account_", "mfa_", "socialaccount_", "usersessions_", "None", "api:")

TABLE = """
# outside workspaces
web:front-door                  GET          anyone
web:healthz                     GET          anyone
start:landing                   GET          signed-in
start:first-start               GET,POST     anyone
start:new-workspace             GET,POST     signed-in
start:invitation                GET,POST     anyone
start:theme                     POST         signed-in
mail:digest                     GET,POST     anyone
shared:canvas                   GET          anyone
shared:parts                    GET          anyone
shared:password                 POST         anyone
shared:look                     GET          anyone
shared:logo                     GET          anyone
shared:name                     POST         anyone
shared:notes                    POST         anyone
shared:note                     POST,DELETE  anyone
shared:vote                     POST,DELETE  anyone
ui:styleguide                   GET          anyone
ui:stylesheet                   GET          anyone
# a workspace
web:overview                    GET          canvas.view
web:entities                    GET          metrics.view
web:customer                    GET          metrics.view
web:timeline                    GET          customers.view
accounts:members                GET          members.view
rights:roles                    GET          members.view
rights:new-role                 GET,POST     members.manage
rights:role                     GET,POST,DELETE members.manage
rights:teams                    GET          members.view
rights:new-team                 GET,POST     members.manage
rights:team                     GET,POST,DELETE members.manage
rights:holder                   GET,POST     members.manage
accounts:deactivation           POST,DELETE  members.manage
accounts:invitations            POST         members.manage
accounts:invitation             DELETE       members.manage
accounts:sign-ins               GET          members.manage
accounts:settings               GET,POST     workspace.manage
accounts:branding               GET,POST     workspace.manage
accounts:tokens                 GET,POST     api.use
accounts:token                  DELETE       api.use
accounts:logo                   GET          canvas.view
accounts:notifications          GET          activity.view
accounts:bell                   GET          activity.view
accounts:reading                POST,DELETE  activity.view
insights:metrics                GET          metrics.view
insights:table                  GET          metrics.view
insights:behind                 GET          metrics.view
insights:alerts                 GET          metrics.view
insights:definitions            GET          metrics.view
insights:definition             GET          metrics.view
insights:analyses               GET          metrics.view
insights:analysis               GET          metrics.view
insights:sheets                 GET          metrics.view
insights:people                 GET          metrics.view
insights:tiles                  GET          metrics.view
insights:tile                   GET          metrics.view
insights:profile                GET          metrics.view
insights:suggested              GET          metrics.view
insights:suggestion             POST         segments.edit
insights:currencies             GET,POST     workspace.manage
insights:rate                   DELETE       workspace.manage
insights:carrying               POST         workspace.manage
insights:targets                POST         targets.edit
insights:target                 DELETE       targets.edit
activity:log                    GET          activity.view
activity:check                  POST         jobs.manage
activity:log-file               POST         exports.run
activity:jobs                   GET          jobs.view
activity:cancellation           POST         jobs.manage
activity:repetition             POST         jobs.manage
activity:live                   GET          activity.view
# customers, sales, feedback
customers:parties               GET          customers.view
customers:count                 GET          customers.view
customers:new-party             GET,POST     customers.edit
customers:filter                GET,POST     customers.view
customers:selection             POST         customers.edit
customers:value                 GET          customers.edit
customers:export                POST         exports.run
customers:views                 POST         customers.view
customers:view                  POST,DELETE  customers.view
customers:work                  GET          customers.view
customers:cancellation          POST         customers.view
customers:export-file           GET          exports.run
customers:undoing               POST         customers.edit
customers:cell                  GET,POST     customers.edit
customers:party-privacy         GET          privacy.manage
customers:privacy-copies        POST         privacy.manage
customers:restriction           POST,DELETE  privacy.manage
customers:erasure               GET,POST     privacy.manage
customers:privacy               GET          privacy.manage
customers:privacy-request       GET,POST     privacy.manage
customers:privacy-copy          GET          privacy.manage
customers:retention             GET          privacy.manage
customers:retention-rule        GET,POST,DELETE privacy.manage
customers:duplicates            GET          customers.view
customers:duplicate-search      POST         customers.edit
customers:duplicates-sure       GET,POST     customers.edit
customers:merges                GET          customers.view
customers:merge                 DELETE       customers.edit
customers:duplicate-rules       GET,POST     workspace.manage
customers:new-duplicate-rule    GET,POST     workspace.manage
customers:duplicate-count       POST         workspace.manage
customers:duplicate-rule        GET,POST,DELETE workspace.manage
customers:duplicate-group       GET,POST     customers.edit
customers:distinction           POST,DELETE  customers.edit
customers:party                 GET          customers.view
customers:facts                 GET,POST     customers.edit
customers:party-archival        POST,DELETE  customers.edit
customers:tags                  POST         customers.edit
customers:tag                   DELETE       customers.edit
customers:relations             POST         customers.edit
customers:others                GET          customers.edit
customers:relation              GET,POST,DELETE customers.edit
customers:relation-ending       POST,DELETE  customers.edit
customers:contact-points        POST         customers.edit
customers:contact-point         DELETE       customers.edit
customers:addresses             POST         customers.edit
customers:address               DELETE       customers.edit
customers:personal-facts        POST         customers.edit
customers:personal-fact         DELETE       customers.edit
customers:terms                 GET,POST     customers.edit
customers:notes                 POST         customers.edit
customers:note                  GET,POST,DELETE customers.edit
customers:note-pin              POST,DELETE  customers.edit
customers:note-restoration      POST         customers.edit
customers:files                 POST         customers.edit
customers:file                  GET          customers.view
customers:file-keeping          DELETE       customers.edit
customers:many-answers          GET          consent.edit
customers:consents              GET          customers.view
customers:new-consent           GET,POST     consent.edit
customers:consent-withdrawal    POST         consent.edit
customers:purposes              GET          customers.view
customers:new-purpose           GET,POST     workspace.manage
customers:first-purposes        POST         workspace.manage
customers:purpose               GET,POST     workspace.manage
customers:purpose-place         POST         workspace.manage
customers:purpose-archival      POST,DELETE  workspace.manage
customers:fields                GET,POST     fields.edit
customers:field                 GET,POST     fields.edit
customers:field-place           POST         fields.edit
customers:field-archival        POST,DELETE  fields.edit
customers:segments              GET          segments.view
customers:new-segment           GET,POST     segments.edit
customers:preview               POST         segments.edit
customers:segment               GET          segments.view
customers:edit-segment          GET,POST     segments.edit
customers:segment-archival      POST,DELETE  segments.edit
customers:segment-removal       POST         segments.edit
conversations:tasks             GET          conversations.view
conversations:task-line         POST         conversations.edit
conversations:new-task          GET,POST     conversations.edit
conversations:task-selection    POST         conversations.edit
conversations:task              GET          conversations.view
conversations:task-facts        POST,DELETE  conversations.edit
conversations:completion        POST,DELETE  conversations.edit
conversations:new-call          GET,POST     conversations.edit
conversations:plan-call         GET,POST     conversations.edit
conversations:call              GET          conversations.view
conversations:call-facts        POST,DELETE  conversations.edit
conversations:call-holding      POST         conversations.edit
conversations:call-cancellation POST,DELETE  conversations.edit
conversations:new-meeting       GET,POST     conversations.edit
conversations:meeting           GET          conversations.view
conversations:meeting-facts     POST,DELETE  conversations.edit
conversations:minutes           POST         conversations.edit
conversations:meeting-cancellation POST,DELETE conversations.edit
conversations:attendees         POST         conversations.edit
conversations:attendee          DELETE       conversations.edit
conversations:meeting-file      GET          conversations.view
conversations:new-message       GET,POST     conversations.edit
conversations:message           GET          conversations.view
conversations:message-facts     POST,DELETE  conversations.edit
conversations:week              GET          conversations.view
conversations:of-customer       GET          conversations.view
conversations:customers         GET          conversations.edit
conversations:undoing           POST         conversations.edit
conversations:digest            POST         activity.view
my_day:day                      GET          conversations.view
sales:orders                    GET          orders.view
sales:order                     GET          orders.view
sales:of-customer               GET          orders.view
sales:products                  GET          orders.view
feedback:responses              GET          responses.view
feedback:of-customer            GET          responses.view
# imports
exchange:imports                GET          imports.run
exchange:new_import             GET,POST     imports.run
exchange:import                 GET,DELETE   imports.run
exchange:kind                   POST         imports.run
exchange:columns                GET,POST     imports.run
exchange:preview                GET          imports.run
exchange:check                  POST         imports.run
exchange:start                  POST         imports.run
exchange:progress               GET          imports.run
exchange:cancellation           POST         imports.run
exchange:reopening              POST         imports.run
exchange:refused                GET,POST     imports.run
exchange:refused_csv            GET          imports.run
exchange:corrections            POST         imports.run
exchange:own_field              POST         imports.run
exchange:undo                   GET,POST,DELETE imports.run
exchange:folders                GET,POST     imports.run
exchange:folder                 DELETE       imports.run
exchange:folder_pause           POST,DELETE  imports.run
exchange:exports                GET          exports.run
exchange:export_file            POST         exports.run
# canvases
canvas:canvases                 GET          canvas.view
search:everything               GET          activity.view
canvas:search                   GET          canvas.view
canvas:talk                     GET          canvas.view
canvas:comments                 POST         canvas.contribute
canvas:comment                  POST         canvas.contribute
canvas:comment-removal          POST         canvas.contribute
canvas:comment-restoration      POST         canvas.contribute
canvas:resolution               POST,DELETE  canvas.contribute
canvas:of-segment               GET          canvas.view
canvas:new                      GET,POST     canvas.edit
canvas:board                    GET          canvas.view
canvas:versions                 GET          canvas.view
canvas:new-version              POST         canvas.edit
canvas:scenarios                GET          canvas.view
canvas:new-scenario             POST         canvas.edit
canvas:assumed                  POST         canvas.edit
canvas:outcome                  GET          canvas.view
canvas:compare                  GET          canvas.view
canvas:past                     GET          canvas.view
canvas:difference               GET          canvas.view
canvas:restoration              POST         canvas.edit
canvas:copy-back                POST         canvas.contribute
canvas:changes                  GET          canvas.view
canvas:layout                   GET,POST     canvas.edit
canvas:examples                 GET,POST     canvas.contribute
canvas:business-model           GET          canvas.view
canvas:business-model-import    POST         canvas.edit
canvas:business-model-file      GET          canvas.view
canvas:templates                GET          canvas.view
canvas:new-template             GET,POST     templates.edit
canvas:template-upload          POST         templates.edit
canvas:template                 GET          canvas.view
canvas:edit-template            GET,POST     templates.edit
canvas:template-archival        POST,DELETE  templates.edit
canvas:template-file            GET          canvas.view
canvas:template-copies          POST         templates.edit
canvas:live                     GET          canvas.view
canvas:relationship             GET          canvas.view
canvas:relationship-part        POST         canvas.edit
canvas:relationship-choice      POST         canvas.edit
canvas:relationship-types       POST         canvas.contribute
canvas:relationship-type        DELETE       canvas.contribute
canvas:moves                    POST         canvas.contribute
canvas:advice                   GET          metrics.view
canvas:advice-dismissal         POST,DELETE  canvas.edit
canvas:lessons                  GET          canvas.view
canvas:lesson                   GET,POST     canvas.view
canvas:answer                   POST         canvas.view
canvas:tip                      POST         canvas.view
canvas:thoughts                 POST,DELETE  canvas.view
canvas:path                     GET,POST,DELETE canvas.view
canvas:gestures                 POST         canvas.contribute
canvas:undo                     POST         canvas.contribute
canvas:redo                     POST         canvas.contribute
canvas:presence                 GET,POST     canvas.view
canvas:workshop                 POST         canvas.edit
canvas:workshop-bar             GET          canvas.view
canvas:colours                  GET,POST     canvas.edit
canvas:set-up                   GET,POST     canvas.edit
canvas:archival                 POST,DELETE  canvas.edit
canvas:export                   GET          canvas.view
canvas:present                  GET          canvas.view
canvas:sharing                  GET,POST     canvas.share
canvas:share-link               DELETE       canvas.share
canvas:import                   GET,POST     canvas.edit
canvas:deleted                  GET          canvas.view
canvas:notes                    POST         canvas.contribute
canvas:note                     GET          canvas.view
canvas:text                     POST         canvas.contribute
canvas:look                     POST         canvas.contribute
canvas:place                    POST         canvas.contribute
canvas:choice                   POST         canvas.contribute
canvas:deletion                 POST,DELETE  canvas.contribute
canvas:evidence                 GET,POST     canvas.contribute
canvas:one-evidence             POST,DELETE  canvas.contribute
canvas:evidence-restoration     POST         canvas.contribute
canvas:answers                  GET          responses.view
canvas:file                     GET          responses.view
canvas:sources                  GET,POST     canvas.contribute
canvas:assumptions              GET          canvas.view
canvas:weight                   POST         canvas.contribute
# propositions, fit, actions
canvas:propositions             GET          canvas.view
canvas:new-proposition          POST         canvas.contribute
canvas:proposition              GET          canvas.view
canvas:proposition-texts        POST         canvas.contribute
canvas:differences              POST         canvas.contribute
canvas:offering                 POST,DELETE  canvas.contribute
canvas:proposition-place        POST         canvas.contribute
canvas:proposition-deletion     POST         canvas.contribute
canvas:proposition-restoration  POST         canvas.contribute
canvas:answering                POST,DELETE  canvas.contribute
canvas:importance               POST         canvas.contribute
canvas:fit                      GET          canvas.view
canvas:empathy                  GET          canvas.view
canvas:empathy-notes            POST         canvas.contribute
canvas:facts                    GET          canvas.view
canvas:actions                  GET          canvas.view
canvas:new-action               POST         canvas.contribute
canvas:action                   GET          canvas.view
canvas:action-fields            POST         canvas.contribute
canvas:action-place             POST         canvas.contribute
canvas:action-review            POST,DELETE  canvas.contribute
canvas:action-deletion          POST         canvas.contribute
canvas:action-restoration       POST         canvas.contribute
canvas:all-actions              GET          canvas.view
"""
