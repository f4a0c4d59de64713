// The address of the page: a view and its parameters, so that reloading keeps them.
"use strict";

(() => {
  const VIEWS = ["overview", "bodies", "findings", "rounds", "compare", "trends", "similar", "sums", "unmatched"];

  checker.viewNames = VIEWS;

  /** Read the address: the view and its parameters. */
  checker.currentRoute = () => {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    return { view: VIEWS.includes(path) ? path : "overview", params: new URLSearchParams(query) };
  };

  /** Return the address of a view with parameters; the language is kept. */
  checker.linkTo = (view, params = {}) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(params)) {
      if (value !== "" && value !== null && value !== undefined) query.set(key, value);
    }
    const language = checker.currentRoute().params.get("lang");
    if (language && !query.has("lang")) query.set("lang", language);
    return `#/${view}${String(query) ? `?${query}` : ""}`;
  };

  /** Return the current address with some parameters changed; empty ones are dropped. */
  checker.linkWith = (changes) => {
    const { view, params } = checker.currentRoute();
    return checker.linkTo(view, { ...Object.fromEntries(params), ...changes });
  };

  /** Go to an address; changed filters replace the address, so that “back” leaves the list. */
  checker.navigate = (address, replace = false) => {
    if (replace) location.replace(address);
    else location.hash = address;
  };
})();
