from rapport.apps.exchange.presets._entry import Preset

zendesk_tickets = Preset(
    name="zendesk_tickets",
    title="Tickets from Zendesk",
    system="Zendesk",
    help="Admin Center › Account › Reports › Export, as CSV; or a table of tickets from Explore.",
    kind="tickets",
    marks=(
        ("Id", "Requester", "Created at", "Solved at", "Via"),
        ("ID", "Via", "Created at", "Solved at", "Assignee"),
        ("Id", "First reply time in minutes", "Created at"),
        ("Ticket ID", "Ticket created - Timestamp", "Ticket solved - Timestamp"),
    ),
    mapping={
        "external_id": ("Id", "Ticket ID"),
        "email": ("Requester email",),
        "customer": ("Requester external id",),
        "customer_name": ("Requester", "Requester name"),
        "opened_at": ("Created at", "Ticket created - Timestamp"),
        "resolved_at": ("Solved at", "Ticket solved - Timestamp"),
        "first_response_after": ("First reply time in minutes", "First reply time (min)"),
        "response_minutes": ("First reply time in minutes within business hours",),
        "resolution_minutes": (
            "Full resolution time in minutes within business hours",
            "First resolution time in minutes within business hours",
        ),
        "channel": ("Via", "Ticket channel"),
        "topic": ("Ticket type", "Type"),
        "reopened": ("Reopens",),
        "region": ("Country", "Country [list]", "Region", "Market"),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=30,
)
