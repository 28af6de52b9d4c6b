// After a refused form the reader lands on the list of what to change, not at the top of the page.
(function () {
  "use strict";
  var summary = document.querySelector("[data-error-summary]");
  if (summary) {
    summary.focus();
  }
})();
