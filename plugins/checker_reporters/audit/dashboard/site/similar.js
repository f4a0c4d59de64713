// Who has the words of whom: groups of bodies whose filings share text, each as a matrix.
"use strict";

(() => {
  const { h, t } = checker;
  const MOST = 20; // bodies in a matrix; larger groups are lists

  /** Put bodies into groups that are joined by pairs. */
  const groupsOf = (pairs) => {
    const above = new Map();
    const top = (one) => {
      while (above.get(one) !== one) one = above.get(one);
      return one;
    };
    for (const [one, other] of pairs) {
      for (const body of [one, other]) if (!above.has(body)) above.set(body, body);
      above.set(top(one), top(other));
    }
    const groups = new Map();
    for (const body of above.keys()) groups.set(top(body), [...(groups.get(top(body)) ?? []), body]);
    return [...groups.values()].sort((one, other) => other.length - one.length || one[0] - other[0]);
  };

  checker.views.similar = async () => {
    const [list, pairs] = await Promise.all([checker.loadBodies(), checker.load("similar")]);
    const shares = new Map(pairs.map(([one, other, share]) => [`${one} ${other}`, share]));
    const link = (body) => h("a", { class: "open", href: checker.linkWith({ body }), "data-body": body }, list.name[body]);
    const percent = (share) => Number.parseFloat(share) || 100;
    const matrix = (bodies) => h("div", { class: "scroll" }, h("table", { class: "matrix" },
      h("caption", { class: "unseen" }, t("similar")),
      h("thead", {}, h("tr", {}, h("td", {}, t("similar-head")), bodies.map((_, at) => h("th", { scope: "col", class: "n" }, String(at + 1))))),
      h("tbody", {}, bodies.map((body, row) => h("tr", {}, h("th", { scope: "row" }, `${row + 1} `, link(body)),
        bodies.map((other) => {
          const key = `${body} ${other}`;
          const share = checker.formatMessage(shares.get(key)) || (shares.has(key) ? "●" : "");
          if (body === other) return h("td", { class: "self" });
          return h("td", { class: "n", style: share ? { "--share": `${percent(share)}%` } : {} }, share);
        }))))));
    const rows = (bodies) => h("ul", { class: "plain" }, pairs.filter(([one]) => bodies.includes(one)).map(([one, other, share]) =>
      h("li", {}, link(one), ` → ${list.name[other]}: ${checker.formatMessage(share)}`)));
    const groups = groupsOf(pairs);
    const root = h("section", { class: "similar" }, h("h1", { tabindex: "-1" }, t("similar")),
      h("p", { class: "about" }, t(groups.length ? "similar-about" : "none-similar", { count: groups.length })),
      groups.map((bodies) => h("section", { class: "panel" }, h("h2", {}, t("similar-group", { count: bodies.length })),
        bodies.length > MOST ? rows(bodies) : matrix(bodies))));
    return { root, update: () => {} };
  };
})();
