// Where the reader is: a view and what was chosen there, all of it in the address, so that reloading keeps it.
"use strict";

(() => {
  const VIEWS = ["overview", "bodies", "findings", "sums", "strays"];

  /** Read the address. */
  checker.here = () => {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    return { view: VIEWS.includes(path) ? path : "overview", chosen: new URLSearchParams(query) };
  };

  /** Write the address of a view; the language goes along. */
  checker.to = (view, chosen = {}) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(chosen)) {
      if (value !== "" && value !== null && value !== undefined) query.set(key, value);
    }
    const language = checker.here().chosen.get("lang");
    if (language && !query.has("lang")) query.set("lang", language);
    return `#/${view}${String(query) ? `?${query}` : ""}`;
  };

  /** Write the address of where the reader is, with some choices changed; empty ones are dropped. */
  checker.with = (changes) => {
    const { view, chosen } = checker.here();
    return checker.to(view, { ...Object.fromEntries(chosen), ...changes });
  };

  /** Go there; a choice in a list replaces the one before, so that “back” leaves the list. */
  checker.go = (address, replace = false) => {
    if (replace) location.replace(address);
    else location.hash = address;
  };
})();
