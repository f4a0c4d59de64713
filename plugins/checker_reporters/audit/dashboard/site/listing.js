// A list with search, filters, sortable columns and pages; only the rows of one page are in the document.
"use strict";

(() => {
  const { h, t } = checker;
  const SIZES = [50, 100, 200, 500];

  /**
   * Make a list. `view` has: name, title, about?, level? of the heading, searchLabel, emptyText; columns [{key, label, number?, sortKey?(row),
   * cell(row)}], the first of which is the row heading; filters [{key, label, options() | free, matches(row, value)}];
   * rows() in their default order; text(row) to search in; loadTexts?(rows, onProgress) and loadRows?(rows), which
   * load what text() and cell() need.
   */
  checker.listing = (view) => {
    const id = (part) => `${view.name}-${part}`;
    const change = (changes) => {
      clearTimeout(timer); // include what was just typed
      checker.navigate(checker.linkWith({ page: "", q: search.value, ...changes }), true);
    };
    let latestRequest = 0;
    let current = view.rows();
    let timer;

    const search = h("input", {
      type: "search", id: id("q"), autocomplete: "off", spellcheck: "false", "data-search": true,
      oninput: () => {
        clearTimeout(timer);
        timer = setTimeout(() => change({}), 150);
      },
    });
    const fields = h("div", { class: "fields", id: id("fields") });
    const toggle = h("button", {
      type: "button", class: "toggle", "aria-controls": id("fields"), "aria-expanded": "false",
      onclick: () => toggle.setAttribute("aria-expanded", String(fields.classList.toggle("expanded"))),
    });
    const resultCount = h("p", { class: "result-count" });
    const head = h("tr");
    const body = h("tbody");
    const pager = h("nav", { class: "pager", "aria-label": t("pages") });
    const root = h("section", { class: `listing ${view.name}` },
      h(view.level ?? "h1", view.level ? {} : { tabindex: "-1" }, view.title), view.about ? h("p", { class: "about" }, view.about) : "",
      h("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() },
        h("div", { class: "field search" }, h("label", { for: id("q") }, view.searchLabel), search), toggle, fields),
      resultCount,
      h("div", { class: "scroll" }, h("table", { class: "rows" },
        h("caption", { class: "unseen" }, view.title), h("thead", {}, head), body)),
      pager);

    body.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const links = [...body.querySelectorAll("a.open")];
      const at = links.indexOf(document.activeElement);
      if (!step || at < 0 || !links[at + step]) return;
      event.preventDefault();
      links[at + step].focus();
    });
    body.addEventListener("click", (event) => {
      const row = event.target.closest("tr");
      if (event.target.closest("a, button") || !row || String(getSelection())) return;
      row.querySelector("a.open")?.click();
    });

    const controls = (params) => {
      fields.replaceChildren(...view.filters.map((filter) => {
        const value = params.get(filter.key) ?? "";
        const set = (selected) => change({ [filter.key]: selected });
        if (!filter.free) {
          return checker.selectField(id(filter.key), filter.label, [["", filter.all ?? t("all")], ...filter.options()], value, set);
        }
        const input = h("input", { type: "text", id: id(filter.key), value, onchange: () => set(input.value) });
        return h("div", { class: "field" }, h("label", { for: id(filter.key) }, filter.label), input);
      }), h("div", { class: "field only-narrow" }, checker.selectField(id("sort"), t("sort-by"),
        view.columns.filter((column) => column.sortKey).flatMap((column) => [
          [column.key, `${column.label} ↑`], [`-${column.key}`, `${column.label} ↓`],
        ]).concat([["", t("worst-first")]]), params.get("sort") ?? "", (sort) => change({ sort }))));
      const active = view.filters.filter((filter) => params.get(filter.key)).length;
      toggle.textContent = active ? t("filters-set", { count: active }) : t("filters");
      if (active || params.get("q")) {
        const cleared = Object.fromEntries([["q", ""], ...view.filters.map((filter) => [filter.key, ""])]);
        fields.append(h("button", { type: "button", class: "clear", onclick: () => change(cleared) }, t("clear")));
      }
    };

    const heads = (sort) => {
      head.replaceChildren(...view.columns.map((column) => {
        const classes = [column.number ? "n" : "", `of-${column.key}`].join(" ");
        if (!column.sortKey) return h("th", { scope: "col", class: classes }, column.label);
        const up = sort === column.key;
        const down = sort === `-${column.key}`;
        const next = column.number ? (down ? column.key : `-${column.key}`) : up ? `-${column.key}` : column.key;
        return h("th", { scope: "col", class: classes, "aria-sort": up ? "ascending" : down ? "descending" : "none" },
          h("button", { type: "button", class: "sort", id: id(`by-${column.key}`), onclick: () => change({ sort: next }) },
            column.label, h("i", { "aria-hidden": "true" }, up ? "▲" : down ? "▼" : "↕")));
      }));
    };

    const filtered = async (params, request) => {
      let rows = view.rows();
      for (const filter of view.filters) {
        const value = params.get(filter.key);
        if (value) rows = rows.filter((row) => filter.matches(row, value));
      }
      const words = checker.foldText(params.get("q") ?? "").split(/\s+/).filter(Boolean);
      if (!words.length) return rows;
      await view.loadTexts?.(rows, (done, all) => {
        if (request === latestRequest) resultCount.textContent = t("searching", { done, all });
      });
      return rows.filter((row) => {
        const text = checker.foldText(view.text(row));
        return words.every((word) => text.includes(word));
      });
    };

    const sorted = (rows, sort) => {
      const column = view.columns.find((one) => one.sortKey && one.key === sort.replace(/^-/, ""));
      if (!column) return rows;
      const sign = sort.startsWith("-") ? -1 : 1;
      const keyed = Array.from(rows, (row, at) => [column.sortKey(row), at, row]);
      const order = typeof keyed[0]?.[0] === "string" ? checker.compareNames : (one, other) => one - other;
      return keyed.sort((one, other) => sign * order(one[0], other[0]) || one[1] - other[1]).map((entry) => entry[2]);
    };

    const pages = (page, last, size) => {
      const button = (text, to, label) => h("button", {
        type: "button", disabled: to < 1 || to > last || to === page, "aria-label": label, id: id(`page-${label}`),
        onclick: () => change({ page: to > 1 ? to : "" }),
      }, text);
      pager.replaceChildren(
        button("«", 1, t("first-page")), button("‹", page - 1, t("previous-page")),
        h("span", {}, t("page-of", { page, last })),
        button("›", page + 1, t("next-page")), button("»", last, t("last-page")),
        checker.selectField(id("size"), t("rows-a-page"), SIZES.map((one) => [String(one), String(one)]), String(size),
          (value) => change({ size: value === "50" ? "" : value })));
    };

    const update = async (params) => {
      const request = ++latestRequest;
      const focused = document.activeElement?.id;
      if (document.activeElement !== search) search.value = params.get("q") ?? "";
      controls(params);
      const sort = params.get("sort") ?? "";
      heads(sort);
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
      const found = sorted(await filtered(params, request), sort);
      const wanted = Number(params.get("size"));
      const size = SIZES.includes(wanted) ? wanted : SIZES[0];
      const last = Math.max(1, Math.ceil(found.length / size));
      const page = Math.min(last, Math.max(1, Number(params.get("page")) || 1));
      const rows = found.slice((page - 1) * size, page * size);
      await view.loadRows?.(rows);
      if (request !== latestRequest) return;
      current = found;
      body.replaceChildren(...Array.from(rows, (row) => h("tr", {}, view.columns.map((column, at) =>
        h(at ? "td" : "th", {
          scope: at ? null : "row", "data-label": column.label,
          class: [column.number ? "n" : "", `of-${column.key}`].join(" "),
        }, column.cell(row))))));
      const all = view.rows().length;
      resultCount.textContent = found.length
        ? t(found.length === all ? "rows-all" : "rows-shown", {
          first: (page - 1) * size + 1, last: (page - 1) * size + rows.length, count: found.length, all,
        })
        : all ? t("none-match") : view.emptyText;
      checker.announce(resultCount.textContent);
      pages(page, last, size);
      pager.hidden = found.length <= SIZES[0];
      if (focused && document.activeElement === document.body) {
        (document.getElementById(focused) ?? root.querySelector("h1")).focus({ preventScroll: true });
      }
    };

    return { root, update, currentRows: () => current };
  };
})();
