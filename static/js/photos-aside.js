// A form that changes a record, form[data-photos-of="activities.activity:12"]: photos chosen on it are put down on this device and sent
// in parts by js/outbox.js while she goes on; the form itself goes without them. Where nothing can be put down they go with it.
(function () {
  "use strict";

  var form = document.querySelector("form[data-photos-of]");
  var input = form && form.querySelector('input[type="file"]');
  var outbox = window.Outbox;
  var busy = false;
  if (!input || !outbox) {
    return;
  }

  function plainly() {
    HTMLFormElement.prototype.submit.call(form);
  }

  function putDown() {
    var blobs = Array.prototype.map.call(input.files, function (file) {
      return file.slice(0, file.size, file.type);
    });
    var entry = {
      key: outbox.newKey(),
      url: form.getAttribute("data-token-at"),
      label: form.getAttribute("data-photos-label") + " · 照片" + blobs.length + "张",
      state: "photos",
      fields: [],
      owner: form.getAttribute("data-photos-of"),
      result: form.getAttribute("data-photos-on"),
      held: 0,
    };
    return outbox.add(entry, blobs).then(function () {
      input.value = "";
    });
  }

  form.addEventListener("submit", function (event) {
    if (!busy && !input.files.length) {
      return;
    }
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    Promise.all([outbox.ready, input.shrinking]).then(putDown).then(plainly, plainly);
  });
  window.addEventListener("pageshow", function () {
    busy = false;
  });
})();
