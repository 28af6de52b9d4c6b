// A form[data-outbox-form] is put down on this device before it is sent (js/outbox.js). With a line she notices nothing; without
// one the entry waits, and the form is empty again for the next. What the server refuses comes back as its own page with the
// messages at the fields, and her photos are still chosen there: they leave the device after the record (js/outbox-photos.js).
(function () {
  "use strict";

  var form = document.querySelector("form[data-outbox-form]");
  var outbox = window.Outbox;
  if (!form || !outbox) {
    return;
  }
  var button = form.querySelector(".form-actions .button--primary");
  var verb = button.textContent;
  var busy = false;
  var reading = null;

  function field(name) {
    return form.querySelector('[name="' + name + '"]');
  }

  function address() {
    return new URL(form.getAttribute("action") || window.location.pathname, window.location.href).pathname;
  }

  function hidden(name, value) {
    var input = field(name);
    if (!input) {
      input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      form.appendChild(input);
    }
    input.value = value;
  }

  function typed() {
    var pairs = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") {
        pairs.push([name, value]);
      }
    });
    return pairs;
  }

  function pictures() {
    return Array.prototype.slice.call(form.querySelectorAll('input[type="file"]'));
  }

  // Blobs without the names that they had on the phone, once the phone has made them small (js/photo-field.js).
  function photos() {
    return Promise.all(
      pictures().map(function (input) {
        return Promise.resolve(input.shrinking).then(function () {
          return Array.prototype.map.call(input.files, function (file) {
            return file.slice(0, file.size, file.type);
          });
        });
      })
    ).then(function (lists) {
      return [].concat.apply([], lists);
    });
  }

  function choose(blobs) {
    var input = pictures()[0];
    if (!input || !blobs.length || !window.DataTransfer) {
      return;
    }
    var picked = new DataTransfer();
    blobs.forEach(function (photo) {
      picked.items.add(new File([photo.blob], "photo-" + photo.number + ".jpg", { type: photo.blob.type }));
    });
    input.files = picked.files;
    input.dispatchEvent(new CustomEvent("photos:chosen"));
  }

  // the words beside the chosen buttons: one of them may not be there any more when the entry is opened again
  function words() {
    var found = {};
    Array.prototype.forEach.call(form.querySelectorAll('input[type="radio"]:checked'), function (input) {
      var tile = input.closest("label");
      found[input.name] = tile ? tile.textContent.trim() : "";
    });
    return found;
  }

  // 走访慰问 11月21日 · 26人次: enough to know it again in the list
  function label(pairs, photos) {
    var values = {};
    pairs.forEach(function (pair) {
      values[pair[0]] = pair[1];
    });
    var what = values.title || words().kind || "活动";
    var day = values.day && values.day !== "other" ? values.day : values.starts_on;
    var parts = /^\d{4}-(\d\d)-(\d\d)$/.exec(day || "");
    var when = parts ? " " + Number(parts[1]) + "月" + Number(parts[2]) + "日" : "";
    var number = values.attendances ? " · " + values.attendances + "人次" : "";
    return what + when + number + (photos ? " · 照片" + photos + "张" : "");
  }

  function plainly() {
    HTMLFormElement.prototype.submit.call(form);
  }

  function emptied() {
    form.reset();
    hidden("submission_key", outbox.newKey());
    form.dispatchEvent(new CustomEvent("outbox:next", { bubbles: true }));
    window.scrollTo(0, 0);
  }

  function quiet(working) {
    busy = working;
    button.textContent = working ? "正在保存…" : verb;
    button.setAttribute("aria-disabled", working ? "true" : "false");
  }

  // The server shows the form with what is wrong: the record goes the plain way, its photos wait here for the form that comes.
  function shown(key, withPhotos) {
    return (withPhotos ? outbox.open(key) : outbox.remove(key)).then(function () {
      pictures().forEach(function (input) {
        input.value = "";
      });
    });
  }

  function send(blobs) {
    var pairs = typed();
    var key = field("submission_key").value;
    var pageToken = field("csrfmiddlewaretoken");
    return outbox
      .add({ key: key, url: address(), label: label(pairs, blobs.length), fields: pairs, words: words() }, blobs)
      .then(function (entry) {
        return outbox.deliver(entry, true, pageToken ? pageToken.value : "");
      })
      .then(function (end) {
        if (end.kind === "saved") {
          window.location.assign(end.url);
          return;
        }
        if (end.kind === "refused" && pageToken) {
          return shown(key, blobs.length > 0).then(plainly, plainly);
        }
        quiet(false);
        if (end.kind === "somebody-else") {
          // another person's device by now: her words stay on this page only
          return outbox.remove(key).then(function () {
            stay("somebody-else");
          });
        }
        if (end.kind !== "refused") {
          emptied();
        }
        return outbox.draw();
      });
  }

  // Nothing was sent and nothing put down: everything stays as it is, with the reason on top.
  function stay(why) {
    quiet(false);
    outbox.say(why);
    window.scrollTo(0, 0);
    window.dispatchEvent(new Event("pageshow")); // the scripts beside this one go on
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (busy) {
      return;
    }
    if (!navigator.onLine && !form.querySelector('[name="kind"]:checked')) { // with a line the server says it
      stay("kind");
      return;
    }
    outbox.say("");
    quiet(true);
    reading.then(photos).then(send).catch(function () {
      // no store on this device, or it is full
      if (navigator.onLine) {
        plainly();
      } else {
        stay("no-room");
      }
    });
  });

  // ---- an entry that the server refused, opened again ----

  function fill(pairs, said) {
    Array.prototype.forEach.call(form.elements, function (control) {
      var values = pairs
        .filter(function (pair) {
          return pair[0] === control.name;
        })
        .map(function (pair) {
          return pair[1];
        });
      if (!control.name || control.type === "file" || control.name === "csrfmiddlewaretoken") {
        return;
      }
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = values.indexOf(control.value) >= 0;
      } else if (values.length) {
        control.value = values[0];
      }
    });
    form.dispatchEvent(new CustomEvent("outbox:filled", { detail: { pairs: pairs, words: said } }));
  }

  function opened() {
    var wanted = /^#entry=([0-9a-f-]{36})$/.exec(window.location.hash);
    if (!wanted) {
      return undefined;
    }
    return outbox.find(wanted[1]).then(function (entry) {
      if (entry && entry.state === "refused") {
        fill(entry.fields, entry.words || {});
        return outbox.photosOf(entry.key).then(choose);
      }
      return undefined;
    });
  }

  // A page that comes back from the history has the key of what it recorded: what is written on it now is something new.
  function fresh() {
    var key = field("submission_key").value;
    if (!key) {
      hidden("submission_key", outbox.newKey());
      return undefined;
    }
    return outbox.find(key).then(function (entry) {
      if (entry && ["saved", "photos", "lacking"].indexOf(entry.state) >= 0) {
        hidden("submission_key", outbox.newKey());
      }
      return entry && entry.state === "open" ? outbox.photosOf(key).then(choose) : undefined;
    });
  }

  function begin() {
    quiet(false);
    reading = outbox.ready.then(fresh).then(opened);
    reading.catch(function () {
      return undefined; // told when she sends
    });
  }

  begin();
  window.addEventListener("hashchange", begin);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      begin();
    }
  });
})();
