// Unticking a chapter or a task unticks what stands under it, and ticking it ticks that again. Without this script the server
// does the same: what stands under something that is not ticked is left out.
(function () {
  "use strict";

  document.addEventListener("change", function (event) {
    var box = event.target;
    if (!box.matches || !box.matches('input[data-part="chapter"], input[data-part="task"]')) {
      return;
    }
    var part = box.closest("section");
    Array.prototype.forEach.call(part.querySelectorAll("input[data-part]"), function (inner) {
      inner.checked = box.checked;
    });
  });
})();
