"""Who helps themselves, on a screen, by region."""

from rapport.apps.canvas.queries.live._trend import trend_box

trend_digital = trend_box("digital")
