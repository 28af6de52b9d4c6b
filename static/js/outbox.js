// What could not reach the server waits on this device and sends itself when there is a line (docs/adr/0009).
//
// An entry is put down before it is sent and is bound to the person whose page it came from. It carries the submission key of
// its form: the server answers a repeated key with the first result, so an entry may be sent twice and is recorded once.
// States: waiting 待上传, refused 有冲突 (with the reason), saved 已存服务器. Signing out empties the device.
(function () {
  "use strict";

  var script = document.currentScript;
  var user = script ? script.getAttribute("data-user") || "" : ""; // "" on the offline page: whoever was here last
  var store = window.OutboxStore;
  var HELD = 30 * 1000; // a tab that sends an entry holds it for so long
  var AGAIN = 20 * 1000;
  var SHOWN = 3600 * 1000; // what was sent stays to be seen for a while
  var KEYS_KEPT = 24 * SHOWN;
  var TOO_OLD = 45 * 24 * 3600 * 1000; // the server forgets keys after 60 days
  var TRIES = 10; // answers of our server that say neither yes nor no, before she is told
  var TROUBLE = [400, 403, 500]; // by the server itself; a gateway (502 …) or somebody else's page means that it is not there
  var flushing = false;
  var timer = null;
  var note = ""; // which of the panel's sentences stands above the list
  var channel = store && window.BroadcastChannel ? new BroadcastChannel(store.name) : null;

  // ---- what changes is seen in every tab ----

  function tell() {
    if (channel) {
      channel.postMessage("changed");
    }
    return draw();
  }

  function settle(key, changes) {
    return store.settle(key, changes).then(tell);
  }

  function remove(key) {
    return store.forget([key]).then(tell);
  }

  // ---- sending ----

  function ask(url, options, patience) {
    var stop = new AbortController();
    var clock = window.setTimeout(function () {
      stop.abort();
    }, patience);
    var headers = Object.assign({ Accept: "application/json", "X-Outbox-User": user }, options.headers);
    return window
      .fetch(url, {
        method: options.method || "GET",
        body: options.body,
        headers: headers,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "manual",
        signal: stop.signal,
      })
      .then(function (response) {
        // the text as well belongs to the answer: a line may break in the middle of it
        return response.text().then(function (text) {
          return { status: response.status, away: response.type === "opaqueredirect", text: text };
        });
      })
      .finally(function () {
        window.clearTimeout(clock);
      });
  }

  function read(answer) {
    try {
      return JSON.parse(answer.text);
    } catch (error) {
      return null; // somebody else's page: a hotel's, a proxy's
    }
  }

  function reasons(errors) {
    return Object.keys(errors)
      .map(function (name) {
        return errors[name].join("");
      })
      .join(" ");
  }

  function outcome(answer) {
    var said = read(answer);
    if (answer.away) {
      return { kind: "sign-in" };
    }
    if (answer.status === 200 && said && said.state === "saved") {
      return { kind: "saved", url: said.url };
    }
    if (answer.status === 422 && said) {
      return { kind: "refused", reason: reasons(said.errors) };
    }
    if (answer.status === 409) {
      return { kind: "somebody-else" };
    }
    if (answer.status === 404 || answer.status === 413) {
      return { kind: "refused", reason: "服务器没有收下这一条，请打开核对后再记。" };
    }
    return { kind: "later", heard: TROUBLE.indexOf(answer.status) >= 0 };
  }

  // A token of this moment: the one on an old page may have been changed meanwhile.
  function token(url) {
    return ask(url, {}, 10000).then(function (answer) {
      var said = read(answer);
      if (answer.status === 200 && said && said.token) {
        return said.token;
      }
      if (answer.status === 403) {
        throw { kind: "refused", reason: "您的账号现在不能记活动，请联系上级妇联。" };
      }
      throw outcome(answer);
    });
  }

  function post(entry, fresh, inSight) {
    var body = new URLSearchParams();
    entry.fields.forEach(function (pair) {
      body.append(pair[0], pair[1]);
    });
    var headers = { "X-CSRFToken": fresh, "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
    if (inSight) {
      headers["X-Outbox-Now"] = "1";
    }
    return ask(entry.url, { method: "POST", headers: headers, body: body.toString() }, inSight ? 12000 : 20000);
  }

  // inSight: she pressed the button just now and waits; pageToken: the token of her page, which spares a question
  function deliver(entry, inSight, pageToken) {
    function withFresh() {
      return token(entry.url).then(function (fresh) {
        return post(entry, fresh, inSight);
      });
    }
    var first = pageToken ? post(entry, pageToken, inSight) : withFresh();
    return first
      .then(function (answer) {
        return pageToken && answer.status === 403 ? withFresh() : answer;
      })
      .then(outcome)
      .catch(function (reason) {
        return reason && reason.kind ? reason : { kind: "later" };
      })
      .then(function (end) {
        return keepEnd(entry, end, inSight).then(function () {
          return end;
        });
      });
  }

  function keepEnd(entry, end, seen) {
    note = end.kind === "sign-in" || end.kind === "somebody-else" ? end.kind : "";
    if (end.kind === "saved") {
      return settle(entry.key, { state: "saved", fields: [], result: end.url, held: 0, saved: Date.now(), seen: seen });
    }
    if (end.kind === "refused") {
      return settle(entry.key, { state: "refused", reason: end.reason, held: 0 });
    }
    var tries = (entry.tries || 0) + (end.heard ? 1 : 0);
    if (tries >= TRIES) {
      return settle(entry.key, { state: "refused", reason: "服务器几次都没有收下，请打开核对后再记一次。", held: 0, tries: 0 });
    }
    return settle(entry.key, { held: 0, tries: tries });
  }

  // Sends what waits, one after the other, until there is nothing left or no line.
  function flush() {
    if (flushing || !user) {
      return Promise.resolve();
    }
    flushing = true;
    function next() {
      return store.claim(user, HELD).then(function (entry) {
        if (!entry) {
          return undefined;
        }
        if (Date.now() - entry.made > TOO_OLD) {
          var reason = "放得太久了，请先看看是不是已经记过，再打开重新记下。";
          return settle(entry.key, { state: "refused", reason: reason, held: 0, stale: true }).then(next);
        }
        return deliver(entry, false, "").then(function (end) {
          return end.kind === "saved" || end.kind === "refused" ? next() : undefined;
        });
      });
    }
    return next()
      .catch(function () {
        return undefined; // no store on this device: nothing waits either
      })
      .then(function () {
        flushing = false;
        return draw();
      });
  }

  function later(entries) {
    window.clearTimeout(timer);
    var waits = entries.some(function (entry) {
      return entry.state === "waiting";
    });
    if (waits && note !== "somebody-else") { // a page of hers under another's session sends nothing
      timer = window.setTimeout(flush, AGAIN);
    }
  }

  // ---- what is to be seen ----

  function row(entry, panel) {
    var template = panel.querySelector('template[data-outbox-row="' + entry.state + '"]');
    var made = template.content.firstElementChild.cloneNode(true);
    made.querySelector("[data-outbox-label]").textContent = entry.label;
    var part = made.querySelector("[data-outbox-reason]");
    if (part) {
      part.textContent = entry.reason;
    }
    part = made.querySelector("[data-outbox-open]");
    if (part) {
      part.href = entry.url + "#entry=" + entry.key;
    }
    part = made.querySelector("[data-outbox-result]");
    if (part && entry.result) {
      part.href = entry.result;
    }
    part = made.querySelector("[data-outbox-drop]");
    if (part) {
      part.addEventListener("click", function (event) {
        if (window.confirm(event.currentTarget.getAttribute("data-question"))) {
          remove(entry.key);
        }
      });
    }
    part = made.querySelector("[data-outbox-send]");
    if (part) {
      part.addEventListener("click", flush);
    }
    return made;
  }

  // One sentence above the list, "" for none; it is said without the store as well.
  function say(which) {
    note = which;
    Array.prototype.forEach.call(document.querySelectorAll("[data-outbox]"), function (panel) {
      Array.prototype.forEach.call(panel.querySelectorAll("[data-outbox-note]"), function (sentence) {
        sentence.hidden = sentence.getAttribute("data-outbox-note") !== note;
      });
      panel.hidden = !note && !panel.querySelector("[data-outbox-list]").children.length;
    });
  }

  function draw() {
    return store.of(user).then(function (entries) {
      var now = Date.now();
      var shown = entries.filter(function (entry) {
        return entry.state !== "saved" || (!entry.seen && now - entry.saved < SHOWN);
      });
      Array.prototype.forEach.call(document.querySelectorAll("[data-outbox]"), function (panel) {
        var list = panel.querySelector("[data-outbox-list]");
        list.textContent = "";
        shown.forEach(function (entry) {
          list.appendChild(row(entry, panel));
        });
      });
      say(note);
      later(entries);
      return tidy(entries, now);
    }).catch(function () {
      return undefined;
    });
  }

  // Keys of what was saved stay as long as a page with that key may come back from the history.
  function tidy(entries, now) {
    var old = entries.filter(function (entry) {
      return entry.state === "saved" && now - entry.saved > KEYS_KEPT;
    });
    if (!old.length) {
      return undefined;
    }
    return store.forget(
      old.map(function (entry) {
        return entry.key;
      })
    );
  }

  // ---- whose device it is ----

  // Somebody else signed in on this device: nothing of the one before stays on it.
  function arrive() {
    return store.get("device", "owner").then(function (owner) {
      if (!user) {
        user = owner ? owner.user : "";
        return undefined;
      }
      if (owner && owner.user === user) {
        return undefined;
      }
      return (owner ? store.wipe() : Promise.resolve()).then(function () {
        return store.put("device", { name: "owner", user: user });
      });
    });
  }

  // ---- for the forms ----

  function newKey() {
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = Array.prototype.map.call(bytes, function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    });
    return [[0, 4], [4, 6], [6, 8], [8, 10], [10, 16]]
      .map(function (part) {
        return hex.slice(part[0], part[1]).join("");
      })
      .join("-");
  }

  function add(entry) {
    if (!user) {
      return Promise.reject(new Error("nobody's device: it would wait for ever"));
    }
    var whole = Object.assign({ user: user, state: "waiting", made: Date.now(), held: Date.now() + HELD }, entry);
    return store.put("entries", whole).then(function () {
      return whole;
    });
  }

  if (!store) {
    return;
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!/\/sign-out\/$/.test(form.getAttribute("action") || "") || form.hasAttribute("data-emptied")) {
      return;
    }
    event.preventDefault();
    store.of(user)
      .then(function (entries) {
        var unsent = entries.filter(function (entry) {
          return entry.state !== "saved";
        }).length;
        var question = "这台手机上还有" + unsent + "条没有存到服务器，退出就会删掉。真的要退出吗？";
        if (unsent && !window.confirm(question)) {
          return false;
        }
        return store.wipe().then(function () {
          return true;
        });
      })
      .catch(function () {
        return true; // a store that does not open holds nothing that could be seen
      })
      .then(function (goes) {
        if (goes) {
          form.setAttribute("data-emptied", "");
          HTMLFormElement.prototype.submit.call(form);
        }
      });
  });
  var ready = arrive();
  window.Outbox = {
    ready: ready,
    newKey: newKey,
    add: add,
    deliver: deliver,
    draw: draw,
    say: say,
    find: function (key) {
      return store.get("entries", key).then(function (entry) {
        return entry && entry.user === user ? entry : null;
      });
    },
    remove: remove,
    remember: function (value) {
      return store.put("device", Object.assign({ name: "choices", user: user }, value));
    },
    recall: function () {
      return store.get("device", "choices");
    },
  };
  ready.then(flush).catch(function () {
    return undefined;
  });
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") {
      ready.then(flush);
    }
  });
  if (channel) {
    channel.onmessage = draw;
  }
})();
