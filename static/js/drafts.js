// Keeps what somebody is typing on the server: form[data-draft-url] is sent there, form-urlencoded, 1.5 s after the last
// key. The answer is {saved_at}. Files and passwords stay out. The state stands beside the button.
(function () {
  "use strict";

  var form = document.querySelector("form[data-draft-url]");
  if (!form || !window.fetch || !window.URLSearchParams) {
    return;
  }
  var SIGNED_OUT = "signed out";
  var state = form.querySelector("[data-draft-state]");
  var timer = null;
  var failures = 0;
  var leaving = false;
  var sent = typed();
  if (touched()) { // on a slow line she types before this script has come
    sent = null;
    later(1500);
  }

  function typed() {
    var values = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      var field = form.elements[name];
      if (typeof value === "string" && !(field && field.type === "password")) {
        values.append(name, value);
      }
    });
    return values.toString();
  }

  // whether something stands otherwise than the server wrote it
  function touched() {
    return Array.prototype.some.call(form.elements, function (field) {
      if (field.type === "checkbox" || field.type === "radio") {
        return field.checked !== field.defaultChecked;
      }
      if (field.tagName === "TEXTAREA" || (field.tagName === "INPUT" && field.type !== "file" && field.type !== "hidden")) {
        return field.value !== field.defaultValue;
      }
      return false;
    });
  }

  function say(text, failed) {
    if (state) {
      state.textContent = text;
      state.classList.toggle("is-failed", Boolean(failed));
    }
  }

  function clock(iso) {
    var at = iso ? new Date(iso) : new Date();
    if (isNaN(at.getTime())) {
      at = new Date();
    }
    return ("0" + at.getHours()).slice(-2) + ":" + ("0" + at.getMinutes()).slice(-2);
  }

  function later(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, delay);
  }

  function save() {
    var body = typed();
    if (body === sent || leaving) {
      return;
    }
    say("正在保存…");
    window
      .fetch(form.getAttribute("data-draft-url"), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", Accept: "application/json" },
        body: body,
      })
      .then(function (response) {
        if (response.redirected || response.status === 403) { // to the sign-in page, or the token of another session
          throw SIGNED_OUT;
        }
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.json();
      })
      .then(function (answer) {
        failures = 0;
        sent = body;
        say("已存到服务器 " + clock(answer.saved_at));
        if (typed() !== sent) {
          later(1500);
        }
      })
      .catch(function (reason) {
        var why = reason === SIGNED_OUT ? "登录已过期。" : "现在没有网。";
        failures += 1;
        if (window.Outbox && form.hasAttribute("data-outbox-form")) {
          say(why + "写好照常记下，会先存在这台手机上。");
        } else if (reason === SIGNED_OUT) {
          say("登录已过期，没有保存。请先复制写好的内容，再重新登录。", true);
        } else {
          say("未能保存，稍后自动再试。请先不要关闭页面。", true);
        }
        later(Math.min(3000 * failures, 30000));
      });
  }

  form.addEventListener("input", function () {
    later(1500);
  });
  form.addEventListener("change", function () {
    later(500);
  });
  form.addEventListener("submit", function () {
    leaving = true;
    window.clearTimeout(timer);
  });
  window.addEventListener("pageshow", function () {
    leaving = false;
  });
  // the entry waits on the device (js/outbox-form.js) and the form is empty for the next one: there is nothing to keep
  form.addEventListener("outbox:next", function () {
    sent = typed();
    leaving = false;
    failures = 0;
    say("");
  });
  window.addEventListener("online", function () {
    later(0);
  });
  // the phone puts the page away: send what there is; the browser delivers it without the page
  document.addEventListener("visibilitychange", function () {
    var body = typed();
    if (document.visibilityState === "hidden" && !leaving && body !== sent && navigator.sendBeacon) {
      navigator.sendBeacon(form.getAttribute("data-draft-url"), new URLSearchParams(body));
    }
  });
})();
