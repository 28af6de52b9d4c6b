// Keeps what somebody is typing on the server: form[data-draft-url] is sent there, form-urlencoded, 1.5 s after the last
// key. The answer is {saved_at, copy}. Files and passwords stay out. The state stands beside the button.
//
// 409: another device or window has written on the same draft, or it was submitted. Then the page asks its own address for the
// difference and shows it on top; nothing is saved until she has chosen, and everything she types stays where it is.
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
  var conflict = form.querySelector("[data-conflict]"); // settled with the button, not while she types
  var sent = typed();
  if (touched()) { // on a slow line she types before this script has come
    sent = null;
    later(1500);
  }

  // the copy changes with each save and says nothing that she typed; the panel's boxes neither
  function typed() {
    var values = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      var field = form.elements[name];
      var own = ["draft_copy", "draft_seen", "theirs"].indexOf(name) >= 0;
      if (typeof value === "string" && !own && !(field && field.type === "password")) {
        values.append(name, value);
      }
    });
    return values.toString();
  }

  function hidden(name) {
    return form.querySelector('input[type="hidden"][name="' + name + '"]');
  }

  function knowing(body) {
    var copy = hidden("draft_copy");
    return body + "&draft_copy=" + encodeURIComponent(copy ? copy.value : "");
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

  function post(url, body, wanted) {
    return window.fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", Accept: wanted },
      body: body,
    });
  }

  function save() {
    var body = typed();
    if (body === sent || leaving || conflict) {
      return;
    }
    say("正在保存…");
    post(form.getAttribute("data-draft-url"), knowing(body), "application/json")
      .then(function (response) {
        if (response.redirected || response.status === 403) { // to the sign-in page, or the token of another session
          throw SIGNED_OUT;
        }
        if (response.status === 409) {
          return compare();
        }
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.json();
      })
      .then(function (answer) {
        var copy = hidden("draft_copy");
        if (!answer) {
          return;
        }
        failures = 0;
        sent = body;
        if (copy) {
          copy.value = answer.copy;
        }
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

  // ---- two devices ----

  function compare() {
    return post(window.location.href, knowing(typed()) + "&compare=1", "text/html").then(function (response) {
      var copy = response.headers.get("X-Draft-Copy");
      if (response.status === 204) { // settled meanwhile, or nothing that she could see differs
        if (copy && hidden("draft_copy")) {
          hidden("draft_copy").value = copy;
        }
        later(3000);
        return undefined;
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      return response.text().then(showConflict);
    });
  }

  function showConflict(html) {
    var link = document.createElement("a");
    var panel = new DOMParser().parseFromString(html, "text/html").querySelector("[data-conflict]");
    if (!panel || leaving) {
      return;
    }
    conflict = document.importNode(panel, true);
    conflict.setAttribute("role", "alert");
    form.insertBefore(conflict, form.firstChild);
    say("有冲突，没有存。", true);
    if (state) {
      link.href = "#conflict";
      link.textContent = "去看";
      state.appendChild(link);
    }
  }

  // hers goes on from the other one, and both are handed in under one key
  function keepMine() {
    var key = conflict.getAttribute("data-submission-key");
    hidden("draft_copy").value = conflict.getAttribute("data-draft-copy");
    if (key && hidden("submission_key")) {
      hidden("submission_key").value = key;
    }
    conflict.parentNode.removeChild(conflict);
    conflict = null;
    sent = null;
    save();
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest('button[name="settle"]');
    if (!button) {
      return;
    }
    event.preventDefault();
    if (button.hasAttribute("data-settle-mine")) {
      keepMine();
      return;
    }
    // not a submission of what she wrote: no script that waits for one may take it up
    var settle = document.createElement("input");
    settle.type = "hidden";
    settle.name = "settle";
    settle.value = button.value;
    form.appendChild(settle);
    leaving = true;
    HTMLFormElement.prototype.submit.call(form);
  });

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
    if (document.visibilityState === "hidden" && !leaving && !conflict && body !== sent && navigator.sendBeacon) {
      navigator.sendBeacon(form.getAttribute("data-draft-url"), new URLSearchParams(knowing(body)));
    }
  });
})();
