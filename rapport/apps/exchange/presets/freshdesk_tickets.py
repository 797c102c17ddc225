from rapport.apps.exchange.presets._entry import Preset

freshdesk_tickets = Preset(
    name="freshdesk_tickets",
    title="Tickets from Freshdesk",
    system="Freshdesk",
    help="Tickets › Export, with the fields of the ticket and of the contact.",
    kind="tickets",
    marks=(
        ("Ticket ID", "Created time", "Resolved time", "Source"),
        ("Ticket ID", "Created time", "Initial response time"),
        ("Ticket ID", "Created time", "First response time (in hrs)"),
        ("Ticket Id", "Created Time", "Resolved Time", "Source"),
    ),
    mapping={
        "external_id": ("Ticket ID",),
        "email": ("Email", "Requester Email", "Contact email"),
        "customer_name": ("Full name", "Requester Name"),
        "opened_at": ("Created time",),
        "first_response_at": ("Initial response time",),
        "resolved_at": ("Resolved time", "Closed time"),
        "response_minutes": ("First response time (in hrs)",),
        "resolution_minutes": ("Resolution time (in hrs)",),
        "minutes": ("Time tracked",),
        "channel": ("Source",),
        "topic": ("Type",),
        "region": ("Country", "Region", "Market"),
    },
    options={"decimal_mark": "."},
    order=31,
)
