import { filledTokens, lookOf, numberLocale, timeLocale } from "rapport/ui/chart-look";

// Draws the spec in its <script type="application/json"> without evaluating strings. Redraws in other colours
// when the theme changes. Without JavaScript, and for readers, there is the table twin.
class ChartFigure extends HTMLElement {
  #drawn = null;
  #asked = 0;
  #systemTheme = matchMedia("(prefers-color-scheme: dark)");

  connectedCallback() {
    document.addEventListener("theme-change", this.#redraw);
    this.#systemTheme.addEventListener("change", this.#redraw);
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("theme-change", this.#redraw);
    this.#systemTheme.removeEventListener("change", this.#redraw);
    this.#drawn?.finalize();
  }

  async draw() {
    const asked = ++this.#asked;
    const spec = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    const { vegaEmbed } = await import(this.dataset.bundle);
    if (asked !== this.#asked || !this.isConnected) return;
    this.#drawn?.finalize();
    this.#drawn = await vegaEmbed(this.querySelector(".chart__drawing"), filledTokens(spec, this), {
      mode: "vega-lite",
      ast: true,
      actions: false,
      defaultStyle: false,
      renderer: "svg",
      logLevel: 1,
      config: lookOf(this),
      formatLocale: numberLocale(),
      timeFormatLocale: timeLocale(),
      tooltip: (handler, event, item, value) => this.#tell(event, value),
    });
    // The drawing as a whole is one picture with words of its own, and the table beside it holds every value.
    this.querySelector(".chart__drawing svg")?.setAttribute("aria-hidden", "true");
    this.toggleAttribute("data-drawn", true);
  }

  // A tip of our own: the library's would bring a style sheet, which the policy forbids.
  #tell(event, value) {
    let tip = this.querySelector(".chart-tip");
    if (!value) return tip?.remove();
    if (!tip) {
      tip = document.createElement("div");
      tip.className = "chart-tip";
      this.append(tip);
    }
    tip.textContent = typeof value === "object" ? Object.values(value).join(" · ") : value;
    tip.style.left = `${Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${event.clientY - tip.offsetHeight - 10}px`;
    return undefined;
  }

  #redraw = () => requestAnimationFrame(() => this.draw());
}

customElements.define("chart-figure", ChartFigure);
