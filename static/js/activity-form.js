// The form of an activity: the fields of the chosen kind at once (without this script they come with 下一步), the numbers that its
// family states often brought up, and another line where lines are asked for. Nothing typed is taken away: what is not in sight
// stays in the form.
(function () {
  "use strict";

  var form = document.querySelector("form[data-activity-form]");
  if (!form) {
    return;
  }
  var step = form.querySelector("[data-kind-step]");
  var shown = form.querySelector("[data-numbers-shown]");
  var folded = form.querySelector("[data-numbers-folded]");
  var groups = Array.prototype.slice.call(form.querySelectorAll("[data-for-kinds]"));

  function each(list, work) {
    Array.prototype.forEach.call(list, work);
  }

  function words(element, name) {
    return (element.getAttribute(name) || "").split(" ").filter(Boolean);
  }

  function showKind() {
    var chosen = form.querySelector('[name="kind"]:checked');
    var wanted = [];
    groups.forEach(function (group) {
      var fits = Boolean(chosen) && words(group, "data-for-kinds").indexOf(chosen.value) >= 0;
      group.hidden = !fits || !group.querySelector("input, select, textarea");
      if (fits) {
        wanted = wanted.concat(words(group, "data-shows"));
      }
    });
    if (!shown || !folded) {
      return;
    }
    each(form.querySelectorAll("[data-common-number]"), function (number) {
      var place = wanted.indexOf(number.getAttribute("data-common-number")) >= 0 ? shown : folded;
      if (number.parentNode !== place) {
        place.appendChild(number);
      }
    });
  }

  // ---- another line ----

  each(form.querySelectorAll("[data-rows]"), function (rows) {
    var button = rows.querySelector("[data-rows-more]");
    button.hidden = false;
    button.addEventListener("click", function () {
      var lines = rows.querySelectorAll("[data-rows-line]");
      var line = lines[lines.length - 1].cloneNode(true);
      var name = rows.getAttribute("data-rows");
      each(line.querySelectorAll("input, select"), function (input) {
        var column = input.name.slice(input.name.lastIndexOf("-") + 1);
        input.name = name + "-" + lines.length + "-" + column;
        input.id = "id_" + input.name;
        input.setAttribute("aria-label", (input.getAttribute("aria-label") || "").replace(/\d+/, String(lines.length + 1)));
        if (input.tagName === "INPUT") {
          input.value = "";
        } else {
          input.selectedIndex = 0;
        }
      });
      rows.insertBefore(line, button);
      line.querySelector("input, select").focus();
      if (lines.length + 1 >= 30) {
        button.hidden = true;
      }
    });
  });

  if (step) {
    step.hidden = true;
  }
  form.addEventListener("change", function (event) {
    if (event.target.name === "kind") {
      showKind();
    }
  });
  form.addEventListener("outbox:filled", showKind);
  form.addEventListener("outbox:next", showKind);
  showKind();
})();
