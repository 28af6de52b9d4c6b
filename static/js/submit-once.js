// A double click submits once. The button comes back when the page does (back button, failed network).
(function () {
  "use strict";

  function buttonsOf(form) {
    return Array.prototype.slice.call(form.querySelectorAll('button:not([type="button"]), input[type="submit"]'));
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if ((form.method || "").toLowerCase() !== "post") {
      return;
    }
    if (form.hasAttribute("data-submitted")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-submitted", "");
    // disabled only after the browser has collected the form: the pressed button's own name and value must be sent
    window.setTimeout(function () {
      if (event.defaultPrevented) {
        form.removeAttribute("data-submitted");
        return;
      }
      buttonsOf(form).forEach(function (button) {
        button.setAttribute("aria-disabled", "true");
      });
    }, 0);
  });

  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-submitted]"), function (form) {
      form.removeAttribute("data-submitted");
      buttonsOf(form).forEach(function (button) {
        button.removeAttribute("aria-disabled");
      });
    });
  });

  // a download answers without leaving the page: give the button back after a while
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-download")) {
      window.setTimeout(function () {
        window.dispatchEvent(new Event("pageshow"));
      }, 3000);
    }
  });
})();
