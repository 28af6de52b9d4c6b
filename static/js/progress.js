// Follows a running job: asks data-poll-url for {state, percent, step, message, done_url} every two seconds.
(function () {
  "use strict";

  var job = document.querySelector("[data-poll-url]");
  if (!job || !window.fetch) {
    return;
  }
  var failures = 0;

  function part(name) {
    return job.querySelector('[data-job="' + name + '"]');
  }

  function show(answer) {
    part("step").textContent = answer.step || "";
    part("message").textContent = answer.message || "";
    part("bar").value = answer.percent || 0;
    mark(answer.step);
  }

  // the list of steps follows, if the page has one and knows this step
  function mark(name) {
    var items = Array.prototype.slice.call(job.querySelectorAll(".steps li"));
    var labels = items.map(function (item) {
      return item.textContent.replace("✓", "").trim();
    });
    var now = labels.indexOf(name);
    items.forEach(function (item, place) {
      if (now < 0) {
        return;
      }
      item.textContent = labels[place] + (place < now ? " ✓" : "");
      item.classList.toggle("is-done", place < now);
      if (place === now) {
        item.setAttribute("aria-current", "step");
      } else {
        item.removeAttribute("aria-current");
      }
    });
  }

  function again() {
    window.setTimeout(ask, failures ? Math.min(2000 * (failures + 1), 15000) : 2000);
  }

  function ask() {
    window
      .fetch(job.getAttribute("data-poll-url"), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (response) {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.json();
      })
      .then(function (answer) {
        failures = 0;
        if (answer.state === "done" || answer.state === "failed") {
          // the page knows best how to show an end: it is loaded again, or the result is
          window.location.replace((answer.state === "done" && answer.done_url) || window.location.href);
          return;
        }
        show(answer);
        again();
      })
      .catch(function () {
        failures += 1;
        part("message").textContent = "网络不太好，正在重试。任务在服务器上继续做，不会中断。";
        again();
      });
  }

  again();
})();
