"""Addresses of tasks, calls, meetings and messages inside a workspace."""

from django.urls import path

from rapport.apps.conversations.views import calls, digest, meetings, messages, tasks, week, work

app_name = "conversations"

urlpatterns = [
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/line", tasks.line, name="task-line"),
    path("tasks/new", tasks.new, name="new-task"),
    path("tasks/selection", tasks.selection, name="task-selection"),
    path("tasks/<int:task_id>", tasks.task, name="task"),
    path("tasks/<int:task_id>/facts", tasks.facts, name="task-facts"),
    path("tasks/<int:task_id>/completion", tasks.completion, name="completion"),
    path("calls/new", calls.new, name="new-call"),
    path("calls/planned", calls.planned, name="plan-call"),
    path("calls/<int:call_id>", calls.call, name="call"),
    path("calls/<int:call_id>/facts", calls.facts, name="call-facts"),
    path("calls/<int:call_id>/holding", calls.holding, name="call-holding"),
    path("calls/<int:call_id>/cancellation", calls.cancellation, name="call-cancellation"),
    path("meetings/new", meetings.new, name="new-meeting"),
    path("meetings/<int:meeting_id>", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/facts", meetings.facts, name="meeting-facts"),
    path("meetings/<int:meeting_id>/minutes", meetings.minutes, name="minutes"),
    path("meetings/<int:meeting_id>/cancellation", meetings.cancellation, name="meeting-cancellation"),
    path("meetings/<int:meeting_id>/attendees", meetings.attendees, name="attendees"),
    path("meetings/<int:meeting_id>/attendees/<int:party_id>", meetings.attendee, name="attendee"),
    path("meetings/<int:meeting_id>/meeting.ics", meetings.calendar, name="meeting-file"),
    path("messages/new", messages.new, name="new-message"),
    path("messages/<int:message_id>", messages.message, name="message"),
    path("messages/<int:message_id>/facts", messages.facts, name="message-facts"),
    path("calendar", week.week, name="week"),
    path("customers/<int:party_id>/work", work.of_customer, name="of-customer"),
    path("work/customers", work.customers, name="customers"),
    path("work/undoing/<int:done>", work.undoing, name="undoing"),
    path("notifications/digest", digest.digest, name="digest"),
]
