// One tap without a line: form[data-when-online] waits on the open page and sends itself when the line is back. Sent twice it would
// still be one answer: the server takes the first and shows the same page for the second.
(function () {
  "use strict";

  var waiting = [];

  function tell(form) {
    var words = form.querySelector("[data-waiting]");
    if (!words) {
      words = document.createElement("p");
      words.setAttribute("data-waiting", "");
      words.setAttribute("role", "status");
      words.className = "muted small";
      form.appendChild(words);
    }
    words.textContent = "现在没有网络。先别关这个页面，连上以后会自动交上去。";
  }

  document.addEventListener(
    "submit",
    function (event) {
      var form = event.target;
      if (!form.hasAttribute("data-when-online") || navigator.onLine !== false) {
        return;
      }
      event.preventDefault();
      tell(form);
      if (waiting.indexOf(form) < 0) {
        waiting.push(form);
      }
    },
    true
  );

  window.addEventListener("online", function () {
    var form = waiting.shift(); // sending one leaves the page
    if (form) {
      HTMLFormElement.prototype.submit.call(form);
    }
  });
})();
