// A target's form shows what applies to the choices made: no festival for 全年, no number for a commitment. Without this script
// everything stands there, and the server leaves out what does not apply.
(function () {
  "use strict";

  function chosen(form, name) {
    if (name === "unit") {
      return unitOf(form);
    }
    var found = form.querySelector('input[name="' + name + '"]:checked') || form.querySelector('select[name="' + name + '"]');
    return found ? found.value : "";
  }

  // 100% may be typed into the number as well
  function unitOf(form) {
    var unit = form.querySelector('input[name="unit"]');
    var low = form.querySelector('input[name="low"]');
    var sign = low && /[%％‰]\s*$/.exec(low.value);
    return sign ? sign[0].trim() : unit ? unit.value.trim() : "";
  }

  function parts(form) {
    return Array.prototype.slice.call(form.querySelectorAll("[data-when]"));
  }

  function applies(form, part) {
    var when = part.getAttribute("data-when").split(":");
    return when[1].split(" ").indexOf(chosen(form, when[0])) >= 0;
  }

  // what is hidden is not sent: an old date must not speak against 全年
  function settle(form) {
    parts(form).forEach(function (part) {
      part.hidden = !applies(form, part);
    });
    parts(form).forEach(function (part) {
      Array.prototype.forEach.call(part.querySelectorAll("input, select, textarea"), function (input) {
        input.disabled = Boolean(input.closest("[data-when][hidden]"));
      });
    });
    years(form);
  }

  // only the years between the two dates
  function years(form) {
    var from = form.querySelector('input[name="starts_on"]');
    var to = form.querySelector('input[name="due_on"]');
    var first = from && from.value ? Number(from.value.slice(0, 4)) : 0;
    var last = to && to.value ? Number(to.value.slice(0, 4)) : 0;
    Array.prototype.forEach.call(form.querySelectorAll("input[data-year]"), function (input) {
      var year = Number(input.getAttribute("data-year"));
      var box = input.closest(".field");
      box.hidden = Boolean((first && year < first) || (last && year > last));
      if (box.hidden) {
        input.disabled = true;
      }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("form.form"), function (form) {
    if (!parts(form).length) {
      return;
    }
    form.addEventListener("change", function () {
      settle(form);
    });
    settle(form);
  });

  // after going back the browser puts the choices back where they were
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.querySelectorAll("form.form"), settle);
  });
})();
