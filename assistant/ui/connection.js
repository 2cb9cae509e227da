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

let leaving = false;
addEventListener("pagehide", () => {
  leaving = true;
  keepDraft();
});
addEventListener("pageshow", (event) => event.persisted && location.reload());

// Once the server is another one, which knows nothing of this page, it is loaded anew; but not while it answers.
let server = null; // its name for itself
async function watch() {
  if (document.hidden || leaving) return;
  const health = await passing("health").then((answer) => answer.json()).catch(() => null); // prettier-ignore
  if (leaving) return;
  if (!health) document.querySelectorAll("#thread .pending").forEach((question) => question.classList.add("given-up"));
  showLost(!health);
  server ??= health?.server ?? null;
  const busy = performance.now() - sent < 500 || document.querySelector("#thread .pending:not(.given-up)");
  if (health && health.server !== server && !busy) location.reload();
}
(async () => {
  for (;;) {
    await watch();
    await new Promise((go) => setTimeout(go, 2000));
  }
})();
document.addEventListener("visibilitychange", watch);

function showLost(shown) {
  const said = "Mất kết nối với trang hỏi đáp; trang đang thử kết nối lại. Câu đang gõ vẫn được giữ.";
  const notice = document.getElementById("lost");
  if (!shown) notice?.remove();
  else if (!notice) document.body.append(Object.assign(document.createElement("p"), { id: "lost", role: "alert", textContent: said }));
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
