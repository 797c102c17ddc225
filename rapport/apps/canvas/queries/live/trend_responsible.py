"""Who asks how things are made, carried and thrown away, by region."""

from rapport.apps.canvas.queries.live._trend import trend_box

trend_responsible = trend_box("responsible")
