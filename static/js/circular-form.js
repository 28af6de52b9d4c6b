// Only what the chosen request needs is shown: the question of a 回执, the columns of a 报名表. Without this script all of it is there.
(function () {
  "use strict";

  var form = document.querySelector("form[data-circular-form]");
  if (!form) {
    return;
  }
  var NEEDED = {
    question: ["receipt"],
    options: ["receipt"],
    columns: ["signup"],
    most_people: ["signup"],
    delete_on: ["signup"],
  };

  function show() {
    var chosen = form.querySelector('input[name="ask"]:checked');
    Object.keys(NEEDED).forEach(function (name) {
      var input = form.querySelector('[name="' + name + '"]');
      var field = input && input.closest(".field");
      if (field) {
        field.hidden = !chosen || NEEDED[name].indexOf(chosen.value) < 0;
      }
    });
  }

  form.addEventListener("change", function (event) {
    if (event.target.name === "ask") {
      show();
    }
  });
  show();
})();
