"use strict";
// Uploads documents one by one, and shows what was found. Texts of documents are only ever set as text.
const data = JSON.parse(document.getElementById("data").textContent);
const texts = data.texts;
const drop = document.getElementById("drop");
const results = document.getElementById("results");
const body = results.querySelector("tbody");
const status = document.getElementById("status");
const notice = document.getElementById("notice");
let shown = "";
let timer = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
const say = (text) => { status.textContent = text; };
const note = (text) => { notice.textContent = text; };  // stays while documents are judged

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

async function ask(path, options = {}) {
  try {
    return await fetch(path, options);
  } catch {
    say(texts.lost);
    throw new Error("ended");
  }
}

const known = (file) => data.suffixes.some((suffix) => file.name.toLowerCase().endsWith(suffix));
const temporary = (file) => /^(~\$|\.)/.test(file.name);

async function send(files, found) {
  const others = files.filter((file) => !known(file) && !temporary(file));
  note(others.length && found ? fill(texts.skipped, { names: others.map((file) => file.name).join(", ") }) : "");
  for (const file of found ? files.filter((one) => known(one) && !temporary(one)) : files) {
    const name = file.webkitRelativePath || file.path || file.name;
    const answer = await ask("/uploads", { method: "POST", body: file, headers: { "X-Name": encodeURIComponent(name), "X-Lang": document.documentElement.lang } });
    if (answer.status === 413) note(fill(texts.large, { name: file.name }));
    await refresh();
  }
}

function outcome(one) {
  if (one.state !== "done") return one.state === "failed" ? fill(texts.failed, { reason: one.detail }) : texts[one.state];
  const found = Object.entries(one.counts).filter(([, count]) => count > 0);
  const counts = found.map(([kind, count]) => fill(texts[kind], { count })).join(texts.comma);
  const partly = one.verdict === "unread" && !one.detail;
  const verdict = fill(texts[partly ? "partly" : one.verdict], { reason: one.detail });
  return counts ? fill(texts.counted, { verdict, counts }) : verdict;
}

function row(one) {
  const line = make("tr", "", { "data-state": one.state, "data-verdict": one.verdict });
  line.append(make("th", one.name, { scope: "row" }), make("td", outcome(one), { class: "outcome" }));
  const cell = make("td", "", { class: "take" });
  const path = `/uploads/${one.id}`;
  const about = (text) => ({ "aria-label": `${text}: ${one.name}` });
  if (one.report) cell.append(make("a", texts.report, { href: `${path}/report`, target: "_blank", rel: "noopener", ...about(texts.report) }));
  for (const kind of ["marked", "fixed"]) {
    if (one.copies.includes(kind)) cell.append(make("a", texts[kind], { href: `${path}/${kind}`, download: "", ...about(texts[kind]) }));
  }
  const running = one.state === "waiting" || one.state === "judging";
  const word = running ? texts.stop : texts.forget;
  const button = make("button", word, { type: "button", ...about(word) });
  button.addEventListener("click", async () => {
    await ask(running ? `${path}/stop` : path, { method: running ? "POST" : "DELETE" });
    await refresh();
  });
  cell.append(button);
  line.append(cell);
  return line;
}

async function refresh() {
  clearTimeout(timer);
  const answer = await ask("/uploads");
  if (!answer.ok) return say(texts.lost);
  const text = await answer.text();
  const all = JSON.parse(text);
  const running = all.filter((one) => one.state === "waiting" || one.state === "judging").length;
  if (text !== shown) {
    shown = text;
    const place = [...body.querySelectorAll("button, a")].indexOf(document.activeElement);
    const head = make("tr", "");
    head.append(...["document", "result", "copies"].map((key) => make("th", texts[key], { scope: "col" })));
    results.querySelector("thead").replaceChildren(head);
    body.replaceChildren(...all.map(row));
    if (place >= 0) body.querySelectorAll("button, a")[place]?.focus();
    results.hidden = !all.length;
    if (running) say(fill(texts.progress, { done: all.length - running, total: all.length }));
    else if (all.length) say(fill(texts.progress, { done: all.length, total: all.length }));
  }
  if (running) timer = setTimeout(refresh, 500);
}

async function entries(item) {
  if (item.isFile) {
    const file = await new Promise((resolve, reject) => item.file(resolve, reject));
    file.path = item.fullPath.replace(/^\//, "");
    return [file];
  }
  const reader = item.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...await entries(one));
  }
}

for (const kind of ["dragover", "dragenter"]) {
  document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
document.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const items = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...event.dataTransfer.files];
  const folder = items.some((item) => item.isDirectory);
  send(items.length ? (await Promise.all(items.map(entries))).flat() : files, folder);
});
for (const id of ["files", "folder"]) {
  document.getElementById(id).addEventListener("change", (event) => {
    send([...event.target.files], id === "folder");
    event.target.value = "";
  });
}
document.getElementById("forget").addEventListener("click", async () => {
  await ask("/uploads", { method: "DELETE" });
  say("");
  note("");
  await refresh();
  document.getElementById("files").focus();
});
refresh();
