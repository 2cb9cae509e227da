// What Gradio says by itself, mostly when the server doesn't answer; it has no Vietnamese.
const VIETNAMESE = {
  Error: "Lỗi",
  Warning: "Lưu ý",
  Info: "Thông báo",
  Success: "Xong",
  "Connection Lost": "Mất kết nối",
  "Connection to the server was lost. Attempting reconnection...":
    "Mất kết nối với trang hỏi đáp. Hãy kiểm tra xem chương trình còn chạy không; trang đang thử kết nối lại.",
  "Connection errored out. ": "Mất kết nối với trang hỏi đáp. Hãy thử lại.",
};
const STATUS = /^HTTP \d+: /; // before what our server said
const TOO_LARGE = /^File\(s\) exceed the maximum allowed size of ([\d.]+ \w+): (.*)$/;
new MutationObserver(() => {
  document.querySelectorAll(".toast-title, .toast-text, .toast-message-text, .toast-message-text *").forEach((part) => {
    const text = part.textContent;
    const said = VIETNAMESE[text.trim()] ?? VIETNAMESE[text] ?? text.trim().replace(STATUS, "").replace(TOO_LARGE, "Tệp quá lớn (nhiều nhất $1): $2");
    if (said !== text.trim() && !part.children.length) part.textContent = said;
  });
}).observe(document, { childList: true, subtree: true });

// Gradio's requests pass through here: one that the server takes for a stranger's leads to the log-in.
const passing = window.fetch;
let sent = 0; // when the last of them was
window.fetch = async (...request) => {
  sent = performance.now();
  const answer = await passing(...request);
  if (answer.status !== 401) return answer;
  location.assign("login?ended");
  return new Promise(() => {}); // Gradio has nothing to say meanwhile
};

// A stream tells the server that this page is open. It began before this script; here its end is seen.
new PerformanceObserver((ended) => ended.getEntries().some((one) => one.name.includes("/heartbeat/")) && lost()).observe({
  type: "resource",
  buffered: true,
});
let leaving = false; // which ends the stream too
addEventListener("pagehide", () => {
  leaving = true;
  keepDraft();
});
addEventListener("pageshow", (event) => event.persisted && location.reload());

// The server was stopped, or this machine slept: loaded anew as soon as the server is there, but not while it answers.
async function lost() {
  if (leaving) return;
  document.querySelectorAll("#thread .pending").forEach((question) => question.classList.add("given-up"));
  const said = "Mất kết nối với trang hỏi đáp; trang đang thử kết nối lại. Câu đang gõ vẫn được giữ.";
  document.body.append(Object.assign(document.createElement("p"), { id: "lost", role: "alert", textContent: said }));
  const there = () => passing("health").then(() => true, () => false); // prettier-ignore
  const busy = () => performance.now() - sent < 500 || document.querySelector("#thread .pending:not(.given-up)");
  while (!(await there()) || busy()) await new Promise((go) => setTimeout(go, 500));
  location.reload();
}

// The question that is being typed outlives a reload and a new log-in, for who typed it.
const typist = () => document.querySelector("#heading .user")?.textContent ?? "";
function keepDraft() {
  const text = document.querySelector("#question textarea")?.value;
  if (text !== undefined) sessionStorage.setItem("draft", JSON.stringify({ text, by: typist() }));
}
function restoreDraft() {
  if (!document.querySelector("#heading h1")) return; // it isn't known yet who is here
  const box = document.querySelector("#question textarea");
  const { text, by } = JSON.parse(sessionStorage.getItem("draft") ?? "{}");
  sessionStorage.removeItem("draft");
  if (!text || by !== typist() || box.value) return;
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
