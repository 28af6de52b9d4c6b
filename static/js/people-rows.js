// 报名表: one more person at a time. Without this script there are a few empty rows, and more of them each time the form is opened.
(function () {
  "use strict";

  var list = document.querySelector("[data-people]");
  var button = document.querySelector("[data-add-person]");
  if (!list || !button) {
    return;
  }
  var most = Number(list.getAttribute("data-most")) || 200;
  var rows = document.querySelector('input[name="rows"]');

  function people() {
    return list.querySelectorAll("[data-person]");
  }

  function offer() {
    button.hidden = people().length >= most;
  }

  button.addEventListener("click", function () {
    var all = people();
    var number = all.length;
    var last = all[number - 1];
    var person = last.cloneNode(true);
    person.querySelector("[data-number]").textContent = String(number + 1);
    Array.prototype.forEach.call(person.querySelectorAll("input"), function (input) {
      var name = input.name.replace(/^p\d+_/, "p" + number + "_");
      input.name = name;
      input.id = "id_" + name;
      input.value = "";
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
    Array.prototype.forEach.call(person.querySelectorAll("label"), function (label) {
      label.htmlFor = label.htmlFor.replace(/^id_p\d+_/, "id_p" + number + "_");
    });
    Array.prototype.forEach.call(person.querySelectorAll(".field__error"), function (error) {
      error.parentNode.removeChild(error);
    });
    list.appendChild(person);
    rows.value = String(number + 1);
    person.querySelector("input").focus();
    offer();
  });
  offer();
})();
