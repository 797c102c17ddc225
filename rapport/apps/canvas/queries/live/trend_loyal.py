"""Who stays and comes back, by region."""

from rapport.apps.canvas.queries.live._trend import trend_box

trend_loyal = trend_box("loyal")
