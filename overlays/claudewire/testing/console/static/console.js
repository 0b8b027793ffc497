// The console of claudewire's local server: no library, no resource of another origin.
"use strict";

const $ = (id) => document.getElementById(id);
const base = document.body.dataset.url;
const requests = new Map(); // by request ID, oldest first
let revision = 0;
let opened = null; // request ID
let shown = 0; // revision of the opened request that is on the page

const LONG_TEXT = 600;
const LONG_LIST = 200;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function say(text, bad = false) {
  $("message").textContent = text;
  $("message").classList.toggle("bad", bad);
  $("message").hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { $("message").hidden = true; }, bad ? 8000 : 2500);
}

// ------------------------------------------------------------------------------------------ server

async function order(path, body, method = "POST") {
  let answer;
  try {
    answer = await fetch(`/-/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    say("The server does not respond.", true);
    return false;
  }
  if (!answer.ok) say((await answer.json()).error, true);
  await poll();
  return answer.ok;
}

async function poll() {
  let log;
  try {
    log = await (await fetch(`/-/log?after=${revision}`)).json();
  } catch {
    $("count").textContent = "the server does not respond";
    return;
  }
  $("waiting").textContent = log.waiting ? `(${log.waiting} waiting)` : "";
  $("active").textContent = log.faults.length ? `(${log.faults.length} active)` : "";
  $("fault-list").replaceChildren(...log.faults.map((fault) => element("li", "", fault)));
  if (log.fixtures && log.fixtures.problem) say(log.fixtures.problem, true);
  if (log.revision === revision) return;
  revision = log.revision;
  for (const request of log.requests) requests.set(request.request_id, request);
  while (requests.size > log.count) requests.delete(requests.keys().next().value);
  operations();
  list();
  if (opened && !requests.has(opened)) close();
  else if (opened && requests.get(opened).revision > shown) open(opened, false);
}

// ------------------------------------------------------------------------------------------ list

function operations() {
  const known = new Set([...$("operation").options].map((option) => option.value));
  for (const request of requests.values()) {
    if (request.operation && !known.has(request.operation)) {
      known.add(request.operation);
      $("operation").append(new Option(request.operation, request.operation));
    }
  }
}

function fits(request) {
  const text = $("text").value.toLowerCase();
  const status = $("status").value;
  const words = `${request.method} ${request.path}?${request.query} ${request.operation} ${request.error} ${request.request_id} ${request.text || ""}`;
  return words.toLowerCase().includes(text)
    && (!$("operation").value || request.operation === $("operation").value)
    && (!status || (status === "fault" ? request.fault : status === "open" ? request.seconds === null : String(request.status).startsWith(status)));
}

function list() {
  const fitting = [...requests.values()].reverse().filter(fits);
  const focused = document.activeElement && document.activeElement.dataset.id;
  $("list").replaceChildren(...fitting.map(row));
  if (focused) $("list").querySelector(`[data-id="${focused}"]`)?.focus();
  $("empty").hidden = requests.size > 0;
  $("count").textContent = fitting.length === requests.size ? String(requests.size) : `${fitting.length} of ${requests.size}`;
}

function row(request) {
  const button = element("button");
  button.type = "button";
  button.dataset.id = request.request_id;
  button.setAttribute("aria-current", String(request.request_id === opened));
  const status = element("span", `status ${request.status < 400 ? "good" : "bad"}`, request.status === null ? "…" : request.status);
  const name = element("span", "name", request.operation || `${request.method} ${request.path}`);
  const seconds = element("span", "seconds", request.seconds === null ? "" : duration(request.seconds));
  button.append(status, element("time", "", request.at.slice(11, 19)), name, seconds);
  const note = [request.fault && `fault: ${request.fault}`, request.error || request.text.slice(0, 120), ...request.notes].filter(Boolean).join(" · ");
  if (note) button.append(element("span", "note", note));
  button.addEventListener("click", () => open(request.request_id));
  const item = element("li");
  item.append(button);
  return item;
}

function duration(seconds) {
  return seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}

// ------------------------------------------------------------------------------------------ detail

async function open(id, focus = true) {
  const answer = await fetch(`/-/requests/${id}`);
  if (!answer.ok) return;
  const request = await answer.json();
  const folded = new Map([...$("detail").querySelectorAll(":scope > details")].map((section) => [section.dataset.name, section.open]));
  opened = id;
  shown = request.revision;
  const title = element("h2", "", `${request.method} ${request.path}${request.query ? `?${request.query}` : ""}`);
  title.tabIndex = -1;
  const head = element("div", "line");
  head.append(
    tool("Close", close), tool("Copy as curl", () => copy(asCurl(request))), tool("Copy as Python", () => copy(asPython(request))),
    tool("Copy body", () => copy(JSON.stringify(request.body, null, 2))),
  );
  const facts = pairs({
    status: request.status, operation: request.operation, "request id": request.request_id, at: request.at,
    took: request.seconds === null ? "not finished" : duration(request.seconds),
    fault: request.fault, error: request.error, notes: request.notes.join(" · "),
  });
  const sections = [
    section("Request body", request.body === null ? element("p", "quiet", "None.") : tree(request.body), true),
    ...(request.files.length ? [section("Files", tree(request.files), true)] : []),
    section("Request headers", pairs(request.headers), false),
    response(request.response),
    section("Response headers", pairs(request.response.headers), false),
  ];
  for (const part of sections) if (folded.has(part.dataset.name) && !focus) part.open = folded.get(part.dataset.name);
  $("detail").replaceChildren(head, title, facts, ...sections);
  $("detail").hidden = false;
  document.querySelector("main").classList.add("opened");
  list();
  if (focus) title.focus();
}

function close() {
  const id = opened;
  opened = null;
  $("detail").hidden = true;
  document.querySelector("main").classList.remove("opened");
  list();
  if (id) $("list").querySelector(`[data-id="${id}"]`)?.focus();
}

function tool(name, act) {
  const button = element("button", "", name);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function section(name, content, isOpen) {
  const made = element("details");
  made.dataset.name = name;
  made.open = isOpen;
  made.append(element("summary", "", name), content);
  return made;
}

function response(kept) {
  const content = element("div");
  if (kept.events.length) {
    const events = element("ol", "events");
    for (const event of kept.events) {
      const item = element("li");
      const fold = element("details");
      const summary = element("summary");
      summary.append(element("span", "when", duration(event.seconds)), document.createTextNode(event.event));
      const said = Object.entries(event.data.delta || {}).find(([name, value]) => name !== "type" && typeof value === "string");
      if (said) summary.append(element("span", "quiet", JSON.stringify(said[1]).slice(0, 120)));
      fold.append(summary);
      fold.addEventListener("toggle", () => { if (fold.childElementCount === 1) fold.append(tree(event.data)); });
      item.append(fold);
      events.append(item);
    }
    content.append(events);
  } else {
    content.append(tree(parsed(kept.body)));
  }
  if (kept.cut) content.append(element("p", "quiet", "The rest was not kept."));
  return section(kept.events.length ? `Response: ${kept.events.length} events` : "Response body", content, true);
}

function pairs(values) {
  const made = element("dl");
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== "") made.append(element("dt", "", name), element("dd", "", String(value)));
  }
  return made;
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return text; }
}

// ------------------------------------------------------------------------------------------ JSON, folded and coloured

function tree(value) {
  const made = element("div", "json");
  made.append(node(null, value, 0));
  return made;
}

function node(key, value, depth) {
  const label = element("span");
  if (key !== null) label.append(element("span", "key", typeof key === "number" ? `${key}` : JSON.stringify(key)), ": ");
  if (value === null || typeof value !== "object") {
    const leaf = element("div", "leaf");
    leaf.append(label, scalar(value));
    return leaf;
  }
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  const fold = element("details");
  const summary = element("summary");
  const [start, end] = Array.isArray(value) ? "[]" : "{}";
  summary.append(label, `${start} `, element("span", "size", `${entries.length} ${entries.length === 1 ? "entry" : "entries"}`), ` ${end}`);
  fold.append(summary);
  const fill = () => {
    if (fold.childElementCount > 1) return;
    for (const [name, inner] of entries.slice(0, LONG_LIST)) fold.append(node(name, inner, depth + 1));
    if (entries.length > LONG_LIST) fold.append(element("div", "leaf size", `… ${entries.length - LONG_LIST} more`));
  };
  fold.addEventListener("toggle", fill);
  if (depth < 3 && entries.length <= 30) {
    fill();
    fold.open = true;
  }
  return fold;
}

function scalar(value) {
  if (typeof value !== "string") return element("span", typeof value === "number" ? "number" : "word", String(value));
  const made = element("span", "string", JSON.stringify(value.slice(0, LONG_TEXT)));
  if (value.length > LONG_TEXT) {
    const more = tool(`… ${value.length - LONG_TEXT} more characters`, () => { made.textContent = JSON.stringify(value); });
    more.className = "chip";
    made.append(more);
  }
  return made;
}

// ------------------------------------------------------------------------------------------ copies

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not a secure context: another way, as long as browsers have it
    const area = element("textarea", "", text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("Copied.");
}

const shell = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;
const SENT = ["anthropic-version", "anthropic-beta", "content-type", "x-claudewire-fault", "x-claudewire-reply"];

function asCurl(request) {
  const url = `${base}${request.path}${request.query ? `?${request.query}` : ""}`;
  const parts = [`curl ${shell(url)}`];
  if (request.method !== "POST" || (request.body === null && !request.files.length)) parts.push(`-X ${request.method}`);
  parts.push(`-H ${shell("x-api-key: sk-ant-local")}`);
  for (const name of SENT) {
    const form = name === "content-type" && request.files.length;
    if (request.headers[name] && !form) parts.push(`-H ${shell(`${name}: ${request.headers[name]}`)}`);
  }
  if (request.files.length) {
    for (const file of request.files) parts.push(`-F ${shell(`${file.field}=@${file.filename}`)}`);
    for (const [name, value] of Object.entries(request.body || {})) parts.push(`-F ${shell(`${name}=${value}`)}`);
  } else if (request.body !== null) {
    parts.push(`--data-binary ${shell(JSON.stringify(request.body))}`);
  }
  return parts.join(" \\\n  ");
}

function python(value, indent = "") {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}    `;
  const items = Array.isArray(value)
    ? value.map((item) => `${inner}${python(item, inner)},\n`)
    : Object.entries(value).map(([name, item]) => `${inner}${JSON.stringify(name)}: ${python(item, inner)},\n`);
  const [start, end] = Array.isArray(value) ? "[]" : "{}";
  return items.length ? `${start}\n${items.join("")}${indent}${end}` : start + end;
}

function asPython(request) {
  const lines = ["from claudewire import Claude", "", `client = Claude(api_key="sk-ant-local", base_url=${JSON.stringify(base)})`];
  if (!request.operation) return [...lines, `# ${request.method} ${request.path} is not an operation of the API`].join("\n");
  const given = Object.entries(request.parameters || {}).map(([, value]) => `    ${JSON.stringify(value)},`);
  for (const [name, value] of new URLSearchParams(request.query)) if (name !== "beta") given.push(`    ${name.replace("[]", "")}=${JSON.stringify(value)},`);
  if (request.files.length) given.push(`    # files: ${request.files.map((file) => file.filename).join(", ")}`);
  for (const [name, value] of Object.entries(request.body || {})) given.push(`    ${name}=${python(value, "    ")},`);
  if (request.headers["anthropic-beta"]) given.push(`    betas=${JSON.stringify(request.headers["anthropic-beta"].split(/\s*,\s*/))},`);
  const call = given.length ? `result = client.${request.operation}(\n${given.join("\n")}\n)` : `result = client.${request.operation}()`;
  return [...lines, call, "print(result)"].join("\n") + "\n";
}

// ------------------------------------------------------------------------------------------ controls

function wire() {
  for (const id of ["text", "operation", "status"]) $(id).addEventListener("input", list);
  $("filter").addEventListener("submit", (event) => event.preventDefault());
  $("reset").addEventListener("click", () => order("reset"));
  for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy($(button.dataset.copy).textContent));
  for (const chip of document.querySelectorAll("[data-turn]")) chip.addEventListener("click", () => { $("turn").value = chip.dataset.turn; });
  $("reply").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = $("turn").value;
    if (!text.trim()) return;
    const value = /^\s*[[{]/.test(text) ? parsed(text) : text;
    if (typeof value === "string" && /^\s*[[{]/.test(text)) say("This is not valid JSON; it is sent as a text.");
    const done = Array.isArray(value) ? await order("script", { turns: value, then: "canned" }) : await order("replies", { answer: value });
    if (done) $("turn").value = "";
  });
  const about = () => { $("fault-about").textContent = $("fault-name").selectedOptions[0].title; };
  $("fault-name").addEventListener("input", about);
  about();
  $("fault").addEventListener("submit", (event) => {
    event.preventDefault();
    const times = $("fault-times").value;
    order("faults", { name: $("fault-name").value, times: times ? Number(times) : null, operation: $("fault-operation").value || null });
  });
  $("fault-clear").addEventListener("click", () => order("faults", undefined, "DELETE"));
  $("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
  });
  document.addEventListener("keydown", keys);
}

function keys(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape" && typing) event.target.blur();
  else if (event.key === "Escape" && opened) close();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    $("text").focus();
    return;
  }
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const rows = [...$("list").querySelectorAll("button")];
  const arrow = event.key.startsWith("Arrow");
  if (!step || !rows.length || (arrow && !rows.includes(event.target))) return;
  event.preventDefault();
  const at = rows.findIndex((button) => button === document.activeElement || button.dataset.id === opened);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  next.focus();
  if (opened) open(next.dataset.id, false);
}

async function watch() {
  if ($("live").checked && !document.hidden) await poll();
  setTimeout(watch, 700);
}

wire();
poll().then(watch);
