// The frame of the page: shows the view of the address, and handles the keyboard.
"use strict";

(() => {
  const { h } = checker;
  const main = document.getElementById("main");
  const views = new Map(); // name → view that is already built, in this language
  let shown = "";
  let latestRequest = 0;
  let isSearching = false; // “/” led to the list, whose search gets the focus and what was typed meanwhile
  let typed = "";

  const frame = () => {
    const { t, audit } = checker;
    const { view } = checker.currentRoute();
    const other = checker.language() === "zh" ? "en" : "zh";
    const empty = { rounds: !audit.rounds.length, similar: !audit.similar };
    const tabs = checker.viewNames.filter((name) => name === view || !empty[name]);
    document.title = `${t("title", { year: audit.period })} · ${audit.pack.title}`;
    document.getElementById("skip").textContent = t("skip");
    document.getElementById("top").replaceChildren(
      h("div", { class: "brand" }, h("p", {}, h("strong", {}, t("title", { year: audit.period })),
        h("span", {}, audit.pack.title)), checker.decisionButton(),
      h("button", {
        type: "button", id: "language", lang: other === "zh" ? "zh-CN" : "en",
        onclick: () => checker.navigate(checker.linkWith({ lang: other }), true),
      }, other === "zh" ? "中文" : "English")),
      h("nav", { class: "tabs", "aria-label": t("parts") }, tabs.map((tab) =>
        h("a", { href: checker.linkTo(tab), "aria-current": tab === view ? "page" : null }, t(tab),
          tab === "unmatched" && audit.unmatched ? h("small", {}, checker.formatNumber(audit.unmatched)) : ""))));
    const current = document.querySelector(".tabs [aria-current]");
    current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 40;
    document.getElementById("foot").replaceChildren(h("p", { class: "keys" },
      [["/", "key-search"], ["Enter", "key-open"], ["Esc", "key-close"], ["← →", "key-step"]].map(([key, label]) =>
        h("span", {}, h("kbd", {}, key), t(label)))), h("p", {}, t("made-by")));
  };

  const switchLanguage = (requested) => {
    const language = ["zh", "en"].includes(requested) ? requested : checker.audit.language;
    if (language === checker.language() && shown) return;
    checker.setLanguage(language);
    views.clear();
    shown = "";
  };

  const show = async () => {
    const request = ++latestRequest;
    const { view, params } = checker.currentRoute();
    const focused = document.activeElement?.id;
    switchLanguage(params.get("lang"));
    frame();
    if (focused) document.getElementById(focused)?.focus();
    if (!views.has(view)) views.set(view, await checker.views[view]());
    const { root, update, currentRows = () => [] } = views.get(view);
    const open = params.get("body");
    if (open !== null) {
      const among = view === "bodies" ? await update(params).then(currentRows) : [];
      const page = await checker.bodyPage(Number(open), among);
      if (request !== latestRequest) return;
      main.replaceChildren(page);
      if (shown !== `body ${open}`) enter(page);
      shown = `body ${open}`;
      return;
    }
    if (request !== latestRequest) return;
    const entered = shown !== view;
    if (entered) main.replaceChildren(root);
    const from = shown;
    shown = view;
    await update(params);
    if (request !== latestRequest || !entered) return;
    const row = from.startsWith("body ") ? [...root.querySelectorAll("a.open")].find((link) => link.dataset.body === from.slice(5)) : null;
    if (row) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    } else if (from) enter(root);
  };

  const enter = (root) => {
    scrollTo(0, 0);
    const search = isSearching ? root.querySelector("[data-search]") : null;
    isSearching = false;
    if (search && typed) {
      search.value = typed;
      search.dispatchEvent(new Event("input"));
    }
    typed = "";
    (search ?? root.querySelector("h1"))?.focus({ preventScroll: true });
  };

  const failed = (error) => {
    const message = checker.audit ? checker.t("not-loaded", { file: error.message }) : `✕ ${error.message}`;
    main.replaceChildren(h("p", { class: "alone", role: "alert" }, message));
    shown = "failed";
    console.error(error);
  };

  const showSafely = () => show().catch(failed);

  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address names the view
    main.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (isSearching && !typing && event.key.length === 1) {
      typed += event.key;
      event.preventDefault();
    } else if (event.key === "/" && !typing) {
      const search = main.querySelector("[data-search]");
      if (search) search.focus();
      else {
        isSearching = true;
        checker.navigate(checker.linkTo("bodies"));
      }
      event.preventDefault();
    } else if (event.key === "Escape" && checker.currentRoute().params.has("body")) {
      checker.navigate(checker.linkWith({ body: "" }));
    } else if (event.key === "Escape" && event.target.matches("[data-search]")) {
      event.target.blur();
    } else if (!typing && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      if (event.target.closest(".scroll")) return;
      main.querySelector(`[data-step=${event.key === "ArrowLeft" ? "previous" : "next"}][href]`)?.click();
    }
  });

  addEventListener("hashchange", showSafely);
  checker.load("audit").then((audit) => {
    checker.audit = audit;
    return show();
  }).catch(failed);
})();
