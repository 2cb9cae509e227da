document.documentElement.lang = "vi";

// What Gradio says by itself when the server doesn't answer; it has no Vietnamese.
const VIETNAMESE = {
  Error: "Lỗi",
  "Connection to the server was lost. Attempting reconnection...":
    "Mất kết nối với trang hỏi đáp. Hãy kiểm tra xem chương trình còn chạy không; trang đang thử kết nối lại.",
};

// A new question or answer: show them from the question on. Gradio would scroll to the end of the sources.
let shown = 0;
new MutationObserver(() => {
  const messages = document.querySelectorAll("#conversation .question, #conversation .answer");
  if (messages.length > shown) {
    const question = [...messages].filter((message) => message.classList.contains("question")).at(-1);
    question?.scrollIntoView({ block: "start" });
  }
  shown = messages.length;
  // Gradio reads each message aloud as its HTML.
  document.querySelectorAll("#conversation .message [aria-label]").forEach((m) => m.removeAttribute("aria-label"));
  document.querySelectorAll(".toast-title, .toast-message-text, .toast-message-text *").forEach((part) => {
    const said = VIETNAMESE[part.textContent.trim()];
    if (said) part.textContent = said;
  });
}).observe(document, { childList: true, subtree: true });
