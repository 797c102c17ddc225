// The look of charts, read from the tokens of the page, so that light, dark and a person's own choice all fit.

const FONT =
  "-apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', Cantarell, Ubuntu, 'Liberation Sans', sans-serif";

// The colour a token has at this element, as the browser computes it; "ground" is what it lies on.
export function colourOf(token, element) {
  if (token === "ground") return groundOf(element);
  const probe = document.createElement("span");
  const hue = token.startsWith("hue-") ? token.slice(4) : "";
  if (hue) probe.dataset.hue = hue;
  probe.style.color = `var(--${hue ? "hue" : token})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function groundOf(element) {
  const ground = getComputedStyle(element).backgroundColor;
  const seesThrough = ground === "transparent" || /(, 0|\/ 0)\)$/.test(ground);
  return seesThrough && element.parentElement ? groundOf(element.parentElement) : ground;
}

// The spec with every {"token": name} replaced by its colour.
export function filledTokens(part, element) {
  if (Array.isArray(part)) return part.map((inner) => filledTokens(inner, element));
  if (part === null || typeof part !== "object") return part;
  if (typeof part.token === "string" && Object.keys(part).length === 1) return colourOf(part.token, element);
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, filledTokens(inner, element)]));
}

export function lookOf(element) {
  const colour = (token) => colourOf(token, element);
  return {
    background: "transparent",
    font: FONT,
    padding: 0,
    axis: {
      labelColor: colour("ink-soft"),
      gridColor: colour("hairline"),
      domainColor: colour("border"),
      tickColor: colour("border"),
      labelFontSize: 12,
      labelPadding: 6,
      titleColor: colour("ink-soft"),
      titleFontSize: 12,
      titleFontWeight: 400,
      titlePadding: 8,
    },
    line: { strokeWidth: 2, color: colour("accent") },
    bar: { color: colour("accent") },
    text: { fontSize: 12, color: colour("ink") },
    view: { stroke: null },
  };
}

// How numbers are written in the reader's language, in the form Vega knows.
export function numberLocale(language = document.documentElement.lang) {
  const parts = new Intl.NumberFormat(language).formatToParts(1234567.8);
  const sign = (type) => parts.find((part) => part.type === type)?.value ?? "";
  return { decimal: sign("decimal") || ".", thousands: sign("group"), grouping: [3], currency: ["", ""] };
}

// The names of months and days in the reader's language, in the form Vega knows.
export function timeLocale(language = document.documentElement.lang) {
  const names = (count, options, at) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    return Array.from({ length: count }, (_, index) => format.format(at(index)));
  };
  const month = (index) => Date.UTC(2026, index, 15);
  const weekday = (index) => Date.UTC(2026, 1, 1 + index); // 1 February 2026 is a Sunday
  return {
    dateTime: "%x, %X",
    date: "%d %b %Y",
    time: "%H:%M",
    periods: ["AM", "PM"],
    days: names(7, { weekday: "long" }, weekday),
    shortDays: names(7, { weekday: "short" }, weekday),
    months: names(12, { month: "long" }, month),
    shortMonths: names(12, { month: "short" }, month),
  };
}
