// A list with a search, filters, sorted columns and pages: only the rows of one page are ever in the document.
"use strict";

(() => {
  const { h, t } = checker;
  const SIZES = [50, 100, 200, 500];

  /**
   * Make a list. `view` gives: name, title; columns [{key, words, number?, rank(row), cell(row), shrink?}], the first
   * of which heads the row; filters [{key, words, options() | free, keeps(row, value)}]; rows() in their usual order;
   * text(row), what a search looks at; texts(rows, told), prepare(rows): load what text and cell need; empty words.
   */
  checker.listing = (view) => {
    const id = (part) => `${view.name}-${part}`;
    const change = (changes) => {
      clearTimeout(timer); // what was typed just now goes along
      checker.go(checker.with({ page: "", q: search.value, ...changes }), true);
    };
    let turn = 0;
    let kept = view.rows();
    let timer;

    const search = h("input", {
      type: "search", id: id("q"), autocomplete: "off", spellcheck: "false", "data-search": true,
      oninput: () => {
        clearTimeout(timer);
        timer = setTimeout(() => change({}), 150);
      },
    });
    const fields = h("div", { class: "fields", id: id("fields") });
    const unfold = h("button", {
      type: "button", class: "unfold", "aria-controls": id("fields"), "aria-expanded": "false",
      onclick: () => unfold.setAttribute("aria-expanded", String(fields.classList.toggle("unfolded"))),
    });
    const told = h("p", { class: "told" });
    const head = h("tr");
    const body = h("tbody");
    const pager = h("nav", { class: "pager", "aria-label": t("pages") });
    const root = h("section", { class: `listing ${view.name}` },
      h("h1", { tabindex: "-1" }, view.title),
      h("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() },
        h("div", { class: "field search" }, h("label", { for: id("q") }, view.searches), search), unfold, fields),
      told,
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

    const controls = (chosen) => {
      fields.replaceChildren(...view.filters.map((filter) => {
        const value = chosen.get(filter.key) ?? "";
        const set = (picked) => change({ [filter.key]: picked });
        if (!filter.free) {
          return checker.choice(id(filter.key), filter.words, [["", t("all")], ...filter.options()], value, set);
        }
        const input = h("input", { type: "text", id: id(filter.key), value, onchange: () => set(input.value) });
        return h("div", { class: "field" }, h("label", { for: id(filter.key) }, filter.words), input);
      }), h("div", { class: "field only-narrow" }, checker.choice(id("sort"), t("sort-by"),
        view.columns.filter((column) => column.rank).flatMap((column) => [
          [column.key, `${column.words} ↑`], [`-${column.key}`, `${column.words} ↓`],
        ]).concat([["", t("worst-first")]]), chosen.get("sort") ?? "", (sort) => change({ sort }))));
      const active = view.filters.filter((filter) => chosen.get(filter.key)).length;
      unfold.textContent = active ? t("filters-set", { count: active }) : t("filters");
      if (active || chosen.get("q")) {
        const none = Object.fromEntries([["q", ""], ...view.filters.map((filter) => [filter.key, ""])]);
        fields.append(h("button", { type: "button", class: "clear", onclick: () => change(none) }, t("clear")));
      }
    };

    const heads = (sort) => {
      head.replaceChildren(...view.columns.map((column) => {
        const classes = [column.number ? "n" : "", `of-${column.key}`].join(" ");
        if (!column.rank) return h("th", { scope: "col", class: classes }, column.words);
        const up = sort === column.key;
        const down = sort === `-${column.key}`;
        const next = column.number ? (down ? column.key : `-${column.key}`) : up ? `-${column.key}` : column.key;
        return h("th", { scope: "col", class: classes, "aria-sort": up ? "ascending" : down ? "descending" : "none" },
          h("button", { type: "button", class: "sort", id: id(`by-${column.key}`), onclick: () => change({ sort: next }) },
            column.words, h("i", { "aria-hidden": "true" }, up ? "▲" : down ? "▼" : "↕")));
      }));
    };

    const filtered = async (chosen, mine) => {
      let rows = view.rows();
      for (const filter of view.filters) {
        const value = chosen.get(filter.key);
        if (value) rows = rows.filter((row) => filter.keeps(row, value));
      }
      const words = checker.fold(chosen.get("q") ?? "").split(/\s+/).filter(Boolean);
      if (!words.length) return rows;
      await view.texts?.(rows, (done, all) => {
        if (mine === turn) told.textContent = t("searching", { done, all });
      });
      return rows.filter((row) => {
        const text = checker.fold(view.text(row));
        return words.every((word) => text.includes(word));
      });
    };

    const sorted = (rows, sort) => {
      const column = view.columns.find((one) => one.rank && one.key === sort.replace(/^-/, ""));
      if (!column) return rows;
      const sign = sort.startsWith("-") ? -1 : 1;
      const keyed = Array.from(rows, (row, at) => [column.rank(row), at, row]);
      const order = typeof keyed[0]?.[0] === "string" ? checker.compare : (one, other) => one - other;
      return keyed.sort((one, other) => sign * order(one[0], other[0]) || one[1] - other[1]).map((entry) => entry[2]);
    };

    const pages = (page, last, size) => {
      const button = (words, to, mark) => h("button", {
        type: "button", disabled: to < 1 || to > last || to === page, "aria-label": mark, id: id(`page-${mark}`),
        onclick: () => change({ page: to > 1 ? to : "" }),
      }, words);
      pager.replaceChildren(
        button("«", 1, t("first-page")), button("‹", page - 1, t("previous-page")),
        h("span", {}, t("page-of", { page, last })),
        button("›", page + 1, t("next-page")), button("»", last, t("last-page")),
        checker.choice(id("size"), t("rows-a-page"), SIZES.map((one) => [String(one), String(one)]), String(size),
          (value) => change({ size: value === "50" ? "" : value })));
    };

    const update = async (chosen) => {
      const mine = ++turn;
      const focused = document.activeElement?.id;
      if (document.activeElement !== search) search.value = chosen.get("q") ?? "";
      controls(chosen);
      const sort = chosen.get("sort") ?? "";
      heads(sort);
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
      const found = sorted(await filtered(chosen, mine), sort);
      const wanted = Number(chosen.get("size"));
      const size = SIZES.includes(wanted) ? wanted : SIZES[0];
      const last = Math.max(1, Math.ceil(found.length / size));
      const page = Math.min(last, Math.max(1, Number(chosen.get("page")) || 1));
      const rows = found.slice((page - 1) * size, page * size);
      await view.prepare?.(rows);
      if (mine !== turn) return;
      kept = found;
      body.replaceChildren(...Array.from(rows, (row) => h("tr", {}, view.columns.map((column, at) =>
        h(at ? "td" : "th", {
          scope: at ? null : "row", "data-label": column.words,
          class: [column.number ? "n" : "", `of-${column.key}`].join(" "),
        }, column.cell(row))))));
      const all = view.rows().length;
      told.textContent = found.length
        ? t(found.length === all ? "rows-all" : "rows-shown", {
          first: (page - 1) * size + 1, last: (page - 1) * size + rows.length, count: found.length, all,
        })
        : all ? t("none-match") : view.empty;
      checker.announce(told.textContent);
      pages(page, last, size);
      pager.hidden = found.length <= SIZES[0];
      if (focused && document.activeElement === document.body) {
        (document.getElementById(focused) ?? root.querySelector("h1")).focus({ preventScroll: true });
      }
    };

    return { root, update, kept: () => kept };
  };
})();
