// The frame: it shows the view that the address names, and listens to the keyboard.
"use strict";

(() => {
  const { h } = checker;
  const main = document.getElementById("main");
  const views = new Map(); // name → view that was opened before, in this language
  let shown = "";
  let turn = 0;

  const frame = () => {
    const { t, audit } = checker;
    const { view } = checker.here();
    const other = checker.language() === "zh" ? "en" : "zh";
    const tabs = ["overview", "bodies", "findings", "sums", "strays"];
    document.title = `${t("title", { year: String(audit.year) })} · ${audit.pack.title}`;
    document.getElementById("skip").textContent = t("skip");
    document.getElementById("top").replaceChildren(
      h("div", { class: "brand" }, h("p", {}, h("strong", {}, t("title", { year: String(audit.year) })),
        h("span", {}, audit.pack.title)),
      h("button", {
        type: "button", id: "language", lang: other === "zh" ? "zh-CN" : "en",
        onclick: () => checker.go(checker.with({ lang: other }), true),
      }, other === "zh" ? "中文" : "English")),
      h("nav", { class: "tabs", "aria-label": t("parts") }, tabs.map((tab) =>
        h("a", { href: checker.to(tab), "aria-current": tab === view ? "page" : null }, t(tab),
          tab === "strays" && audit.strays ? h("small", {}, checker.count(audit.strays)) : ""))));
    const current = document.querySelector(".tabs [aria-current]");
    current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 40;
    document.getElementById("foot").replaceChildren(h("p", { class: "keys" },
      [["/", "key-search"], ["Enter", "key-open"], ["Esc", "key-close"], ["← →", "key-step"]].map(([key, words]) =>
        h("span", {}, h("kbd", {}, key), t(words)))), h("p", {}, t("made-by")));
  };

  const speak = (wanted) => {
    const language = ["zh", "en"].includes(wanted) ? wanted : checker.audit.language;
    if (language === checker.language() && shown) return;
    checker.speak(language);
    views.clear();
    shown = "";
  };

  const show = async () => {
    const mine = ++turn;
    const { view, chosen } = checker.here();
    const focused = document.activeElement?.id;
    speak(chosen.get("lang"));
    frame();
    if (focused) document.getElementById(focused)?.focus();
    if (!views.has(view)) views.set(view, await checker.views[view]());
    const { root, update, kept = () => [] } = views.get(view);
    const open = chosen.get("body");
    if (open !== null) {
      const among = view === "bodies" ? await update(chosen).then(kept) : [];
      const page = await checker.body(Number(open), among);
      if (mine !== turn) return;
      main.replaceChildren(page);
      if (shown !== `body ${open}`) enter(page);
      shown = `body ${open}`;
      return;
    }
    if (mine !== turn) return;
    const entered = shown !== view;
    if (entered) main.replaceChildren(root);
    const from = shown;
    shown = view;
    await update(chosen);
    if (mine !== turn || !entered) return;
    const row = from.startsWith("body ") ? [...root.querySelectorAll("a.open")].find((link) => link.dataset.body === from.slice(5)) : null;
    if (row) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    } else if (from) enter(root);
  };

  const enter = (root) => {
    scrollTo(0, 0);
    root.querySelector("h1")?.focus({ preventScroll: true });
  };

  const failed = (error) => {
    const words = checker.audit ? checker.t("not-loaded", { file: error.message }) : `✕ ${error.message}`;
    main.replaceChildren(h("p", { class: "alone", role: "alert" }, words));
    shown = "failed";
    console.error(error);
  };

  const guarded = () => show().catch(failed);

  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says where the reader is
    main.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing) {
      const search = main.querySelector("[data-search]");
      if (!search) checker.go(checker.to("bodies"));
      else search.focus();
      event.preventDefault();
    } else if (event.key === "Escape" && checker.here().chosen.has("body")) {
      checker.go(checker.with({ body: "" }));
    } else if (event.key === "Escape" && event.target.matches("[data-search]")) {
      event.target.blur();
    } else if (!typing && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      if (event.target.closest(".scroll")) return;
      main.querySelector(`[data-step=${event.key === "ArrowLeft" ? "previous" : "next"}][href]`)?.click();
    }
  });

  addEventListener("hashchange", guarded);
  checker.load("audit").then((audit) => {
    checker.audit = audit;
    return show();
  }).catch(failed);
})();
