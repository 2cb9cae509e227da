document.documentElement.lang = "vi";

// Each component of `live_html` calls this once: its buttons, forms and fields with data-send trigger its events.
let opener = null; // what opened the panel, to give the focus back to
const closers = []; // what empties it
function connect(element, events, trigger, watch, props) {
  const send = (part, more) => {
    const name = part.dataset.send;
    if (!events.includes(name)) return;
    if (name === "open") opener = part;
    const go = (answer) => trigger(name, { ...part.dataset, ...more, ...answer });
    part.dataset.confirm ? confirmed(part, go) : go();
  };
  element.addEventListener("click", (event) => {
    let part = event.target.closest("button, input, label, a");
    if (!part && String(getSelection())) return; // a row's text is being selected
    part ??= event.target.closest("tr")?.querySelector("[data-send=open], [data-send=show]"); // a row does what it names
    if (!part || part.disabled) return;
    if (part.dataset.copy !== undefined) copy(part);
    else if (part.dataset.close !== undefined) closePanel();
    else if (part.dataset.scheme !== undefined) switchScheme();
    else if (part.dataset.send && part.tagName === "BUTTON") send(part);
  });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.dataset.send) send(event.target, Object.fromEntries(new FormData(event.target)));
  });
  let waiting;
  const changed = (event, wait) => {
    const form = event.target.form;
    if (form?.dataset.live === undefined) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(), wait);
  };
  element.addEventListener("input", (event) => event.target.tagName === "INPUT" && changed(event, 300));
  element.addEventListener("change", (event) => {
    if (event.target.dataset.send) send(event.target, { checked: String(event.target.checked) });
    else if (event.target.tagName === "SELECT") changed(event, 0);
  });
  const frame = element.parentElement.closest(".live"); // without anything in it, it takes no room
  const measure = () => frame.toggleAttribute("data-bare", !element.childElementCount);
  watch("value", measure);
  measure();
  // What a user ticked stays ticked for the browser, whatever the new HTML says.
  watch("value", () => element.querySelectorAll("input[type=checkbox]").forEach((box) => (box.checked = box.hasAttribute("checked"))));
  const shown = { heading: restoreDraft, thread: showThread, panel: showPanel, messenger: obey };
  const name = Object.keys(shown).find((id) => document.getElementById(id)?.contains(element));
  if (!name) return;
  if (name === "panel") closers.push(() => (props.value = ""));
  watch("value", () => shown[name](element, props, true));
  shown[name](element, props, false);
}

// The conversation: remembered for when this tab is loaded anew; a new question is shown from its beginning.
let questions = 0;
function showThread(element, props, changed) {
  const id = element.querySelector("[data-conversation]")?.dataset.conversation;
  if (id) sessionStorage.setItem("conversation", id);
  else if (changed) sessionStorage.removeItem("conversation");
  const exchanges = element.querySelectorAll(".exchange");
  const last = [...exchanges].at(-1);
  if (exchanges.length > questions || (last && last.classList.contains("pending") && !last.dataset.seen)) {
    last?.scrollIntoView({ block: "start" });
    if (last) last.dataset.seen = "1";
  }
  questions = exchanges.length;
}

// Once a question can be typed; unless the user is elsewhere by then.
function readyToType() {
  if (document.activeElement === document.body) document.querySelector("#question textarea").focus({ preventScroll: true });
}

// The panel: the marked figure in the middle of it, and the focus on the text, so that the arrow keys move it.
function showPanel(element) {
  const body = element.querySelector(".article .body");
  if (!body) return;
  const mark = body.querySelector("mark.figure") ?? body.querySelector("mark.sentence");
  const from = mark ? mark.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop : 0;
  body.scrollTop = Math.max(0, from - body.clientHeight / 3);
  body.focus({ preventScroll: true });
  cover();
}
// On a phone the panel lies over the page, which can't be reached meanwhile.
const phone = matchMedia("(max-width: 900px)");
const cover = () =>
  ["heading", "work"].forEach((id) => (document.getElementById(id).inert = phone.matches && !!document.querySelector("#panel .article")));
phone.addEventListener("change", cover);
function closePanel() {
  const panel = document.querySelector("#panel .article");
  if (!panel) return;
  closers.forEach((close) => close());
  ["heading", "work"].forEach((id) => (document.getElementById(id).inert = false));
  if (opener && !opener.isConnected) opener = null;
  (opener ?? document.querySelector("#question textarea"))?.focus();
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) closePanel();
});

// What a handler asks of the browser, as JSON: to save a file.
function obey(element, props) {
  if (!props.value) return;
  const message = JSON.parse(props.value);
  if (message.file) save(message.file, message.data);
}
function save(name, data) {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// navigator.clipboard exists only on https and on this machine; offices use plain http among themselves.
async function copy(button) {
  const text = button.dataset.copy;
  let done = true;
  if (navigator.clipboard) await navigator.clipboard.writeText(text).catch(() => (done = false));
  else {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.dataset.said ??= button.textContent;
  button.textContent = done ? "Đã sao chép" : "Không sao chép được";
  setTimeout(() => (button.textContent = button.dataset.said), 1800);
}

// A question before what can't be undone, or for a new name (data-field).
function confirmed(part, go) {
  const dialog = document.createElement("dialog");
  const form = Object.assign(document.createElement("form"), { method: "dialog" });
  const said = Object.assign(document.createElement("p"), { textContent: part.dataset.confirm, id: "asked" });
  const yes = Object.assign(document.createElement("button"), { textContent: part.dataset.yes || "Đồng ý", value: "yes" });
  const no = Object.assign(document.createElement("button"), { textContent: "Thôi", value: "no", type: "button" });
  const field = Object.assign(document.createElement("input"), { value: part.dataset.value || "", maxLength: 200 });
  field.setAttribute("aria-labelledby", "asked");
  dialog.setAttribute("aria-labelledby", "asked");
  yes.className = "yes";
  no.onclick = () => dialog.close("no");
  form.append(said, ...(part.dataset.field ? [field] : []), no, yes);
  dialog.append(form);
  dialog.onclose = () => {
    dialog.remove();
    if (dialog.returnValue === "yes") go(part.dataset.field ? { [part.dataset.field]: field.value } : {});
    else part.focus();
  };
  document.querySelector("main").append(dialog); // where our styles hold
  dialog.showModal();
  (part.dataset.field ? field : no).focus();
}

// Light or dark, as the system has it unless the user chose.
function switchScheme() {
  localStorage.setItem("scheme", document.body.classList.toggle("dark") ? "dark" : "light");
}
addEventListener("load", () => {
  const chosen = localStorage.getItem("scheme");
  const apply = () => chosen && document.body.classList.toggle("dark", chosen === "dark");
  apply();
  setTimeout(apply, 500); // Gradio follows the system once more when it has started
});
