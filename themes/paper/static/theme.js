// Sets the reader's colour scheme before the first paint. Blocking, so it stays this small.
document.documentElement.classList.add("js");
try {
  const scheme = localStorage.getItem("backlit-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.theme = scheme;
} catch {}
