// Small choices kept in this browser; silently forgotten where storage is switched off.

export function kept(name, otherwise = "") {
  try {
    return localStorage.getItem(`rapport.${name}`) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value) {
  try {
    if (value) localStorage.setItem(`rapport.${name}`, value);
    else localStorage.removeItem(`rapport.${name}`);
  } catch {
    // The choice holds for this page only.
  }
}
