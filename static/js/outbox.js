// What could not reach the server waits on this device and sends itself when there is a line (docs/adr/0009 and 0016).
//
// An entry is put down before it is sent and is bound to the person whose page it came from. It carries the submission key of
// its form: the server answers a repeated key with the first result, so an entry may be sent twice and is recorded once.
// States: waiting 待上传, refused 有冲突 (with the reason), photos 待上传 (the server has the record, and not yet all its photos),
// lacking 有冲突 (it has the record and will not take a photo), saved 已存服务器; open: on the screen again, with what is wrong at the
// fields; only its photos are here. Signing out empties the device.
(function () {
  "use strict";

  var script = document.currentScript;
  var user = script ? script.getAttribute("data-user") || "" : ""; // "" on the offline page: whoever was here last
  var store = window.OutboxStore;
  var wire = window.OutboxWire;
  var HELD = 30 * 1000; // a tab that sends an entry holds it for so long
  var AGAIN = 20 * 1000;
  var SHOWN = 3600 * 1000; // what was sent stays to be seen for a while
  var KEYS_KEPT = 24 * SHOWN;
  var TOO_OLD = 45 * 24 * 3600 * 1000; // the server forgets keys after 60 days
  var TRIES = 10; // answers of our server that say neither yes nor no, before she is told
  var flushing = false;
  var timer = null;
  var note = ""; // which of the panel's sentences stands above the list
  var progress = { key: "", text: "" }; // of the photos that are being sent from this tab
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

  function post(entry, fresh, inSight) {
    var body = new URLSearchParams();
    entry.fields.forEach(function (pair) {
      body.append(pair[0], pair[1]);
    });
    var headers = { "X-CSRFToken": fresh, "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
    if (inSight) {
      headers["X-Outbox-Now"] = "1";
    }
    return wire.ask(entry.url, user, { method: "POST", headers: headers, body: body.toString() }, inSight ? 12000 : 20000);
  }

  // inSight: she pressed the button just now and waits; pageToken: the token of her page, which spares a question
  function deliver(entry, inSight, pageToken) {
    function withFresh() {
      return wire.token(entry.url, user).then(function (fresh) {
        return post(entry, fresh, inSight);
      });
    }
    var first = pageToken ? post(entry, pageToken, inSight) : withFresh();
    return first
      .then(function (answer) {
        return pageToken && answer.status === 403 ? withFresh() : answer;
      })
      .then(wire.outcome)
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
      var state = entry.left ? "photos" : "saved";
      var kept = { state: state, fields: [], result: end.url, owner: end.owner, held: 0, saved: Date.now(), seen: seen, tries: 0 };
      return settle(entry.key, kept);
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

  // the next photo of an entry that the server has already
  function deliverPhotos(entry) {
    function lacks(reason) {
      return settle(entry.key, { state: "lacking", reason: reason });
    }
    return window.OutboxPhotos.deliver(entry, user, function (number, of, percent) {
      progress = { key: entry.key, text: "正在上传照片：第" + number + "张，共" + of + "张，" + percent + "%。" };
      showProgress();
    }).then(function (end) {
      progress = { key: "", text: "" };
      note = end.kind === "sign-in" || end.kind === "somebody-else" ? end.kind : "";
      var tries = (entry.tries || 0) + (end.heard ? 1 : 0);
      if (end.kind === "more") {
        return undefined; // what waits as a record goes before the next one
      }
      if (end.kind === "saved" && !end.lost.length) {
        return settle(entry.key, { state: "saved", saved: Date.now(), seen: false });
      }
      if (end.kind === "saved" || end.kind === "refused") {
        return lacks(end.kind === "saved" ? end.lost.join(" ") : end.reason);
      }
      if (tries >= TRIES) {
        return lacks("服务器几次都没有收下照片。");
      }
      return settle(entry.key, { tries: tries }).then(function () {
        return end.kind;
      });
    });
  }

  // One tab at a time, where the browser knows how; where not, twice does no harm. A tab that is closed lets go.
  function alone(work) {
    return navigator.locks ? navigator.locks.request(store.name, work) : work();
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
        if (entry.state === "photos") {
          return deliverPhotos(entry).then(function (ended) {
            return ended ? undefined : next();
          });
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
    return alone(next)
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
      return entry.state === "waiting" || entry.state === "photos";
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
    made.setAttribute("data-outbox-key", entry.key);
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
    part = made.querySelector("[data-outbox-clear]");
    if (part) {
      part.addEventListener("click", function () {
        remove(entry.key);
      });
    }
    part = made.querySelector("[data-outbox-send]");
    if (part) {
      part.addEventListener("click", flush);
    }
    return made;
  }

  function showProgress() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-outbox] li"), function (line) {
      var place = line.querySelector("[data-outbox-progress]");
      if (place && line.getAttribute("data-outbox-key") === progress.key) {
        place.textContent = progress.text;
      }
    });
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
        return entry.state !== "open" && (entry.state !== "saved" || (!entry.seen && now - entry.saved < SHOWN));
      });
      Array.prototype.forEach.call(document.querySelectorAll("[data-outbox]"), function (panel) {
        var list = panel.querySelector("[data-outbox-list]");
        list.textContent = "";
        shown.forEach(function (entry) {
          list.appendChild(row(entry, panel));
        });
      });
      showProgress();
      say(note);
      later(entries);
      return tidy(entries, now);
    }).catch(function () {
      return undefined;
    });
  }

  // Keys of what was saved stay as long as a page with that key may come back from the history; so do photos of a page that is open.
  function tidy(entries, now) {
    var old = entries.filter(function (entry) {
      var since = { saved: entry.saved, open: entry.made }[entry.state];
      return since && now - since > KEYS_KEPT;
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

  // photos: blobs, which are sent when the server has the entry
  function add(entry, photos) {
    if (!user) {
      return Promise.reject(new Error("nobody's device: it would wait for ever"));
    }
    var now = Date.now();
    var count = { photos: photos.length, left: photos.length };
    var whole = Object.assign({ user: user, state: "waiting", made: now, held: now + HELD }, count, entry);
    var kept = photos.map(function (blob, place) {
      return { key: newKey(), entry: entry.key, number: place + 1, blob: blob };
    });
    return store.putDown(whole, kept).then(function () {
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
          return ["waiting", "refused", "photos"].indexOf(entry.state) >= 0;
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
    photosOf: store.photosOf,
    open: function (key) {
      return settle(key, { state: "open" });
    },
    remember: function (value) {
      return store.put("device", Object.assign({ name: "choices", user: user }, value));
    },
    recall: function () {
      return store.get("device", "choices");
    },
  };
  ready.then(draw).then(flush).catch(function () {
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
