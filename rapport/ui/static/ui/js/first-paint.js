// Runs before the first paint: the look and the width of the rail a person has chosen.
{
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(`rapport.${name}`);
    } catch {
      return null; // storage may be switched off
    }
  };
  if (kept("theme")) root.dataset.theme = kept("theme");
  if (kept("rail")) root.dataset.rail = kept("rail");
}
