"""Who asks for offers made for them, by region."""

from rapport.apps.canvas.queries.live._trend import trend_box

trend_personal = trend_box("personal")
