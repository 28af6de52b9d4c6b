// 复制文字: the title and the text as they stand, with the clipboard of the browser or, in an old WebView, by selecting and copying.
(function () {
  "use strict";

  var button = document.querySelector("[data-copy]");
  var source = document.querySelector("[data-copy-source]");
  var state = document.querySelector("[data-copy-state]");
  if (!button || !source) {
    return;
  }
  var title = document.querySelector('input[name="title"]');

  function text() {
    return (title && title.value ? title.value + "\n" : "") + source.value;
  }

  function say(words) {
    state.textContent = words;
  }

  function byHand() {
    var box = document.createElement("textarea");
    box.value = text();
    box.setAttribute("readonly", "");
    box.className = "visually-hidden";
    document.body.appendChild(box);
    box.select();
    box.setSelectionRange(0, box.value.length);
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    document.body.removeChild(box);
    say(done ? "已复制，到微信里粘贴。" : "没有复制成功，请长按文字，全选、复制。");
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    if (!navigator.clipboard || !window.isSecureContext) {
      byHand();
      return;
    }
    navigator.clipboard.writeText(text()).then(
      function () {
        say("已复制，到微信里粘贴。");
      },
      byHand
    );
  });
})();
