// Fields against what the server wrote into them: somebody may have written before a script was there.

export function served(field) {
  if (field.localName !== "select") return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
}

export function isTouched(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return "value" in field && field.localName !== "button" && field.value !== served(field);
}
