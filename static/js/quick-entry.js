// 快记 made quicker: − and + for the sessions, a chosen kind seen without opening the list, days that stay right over midnight.
// The offline page gets the kinds, places and organizations of the person whose device it is, as they were when last online.
(function () {
  "use strict";

  var form = document.querySelector("form[data-quick]");
  var outbox = window.Outbox;
  if (!form) {
    return;
  }
  var shell = form.hasAttribute("data-shell");
  var OTHER = "other";
  var days = Array.prototype.slice.call(form.querySelectorAll('[name="day"]'));
  var date = form.querySelector('[name="starts_on"]');
  var spots = form.querySelector("[data-spots]");
  var sessions = form.querySelector('[name="sessions"]');
  var touched = false;
  var drawnOn = iso(0);

  function each(list, work) {
    Array.prototype.forEach.call(list, work);
  }

  function two(number) {
    return ("0" + number).slice(-2);
  }

  function iso(back) {
    var day = new Date();
    day.setDate(day.getDate() - back);
    return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
  }

  // ---- the day ----

  function choose(day) {
    var button = days.filter(function (one) {
      return one.value === day;
    })[0];
    if (!button) {
      button = days[days.length - 1];
      date.value = day === OTHER ? date.value : day;
    }
    button.checked = true;
  }

  function dateTheDays() {
    var chosen = days.filter(function (one) {
      return one.checked;
    })[0];
    var was = chosen && chosen.value;
    days.slice(0, -1).forEach(function (button, back) {
      button.value = iso(back);
      button.setAttribute("value", iso(back));
      button.parentNode.querySelector(".tile__note").textContent = new Date(iso(back) + "T12:00").getDate() + "日";
    });
    drawnOn = iso(0);
    choose(touched && was ? was : iso(0));
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible" && drawnOn !== iso(0)) {
      dateTheDays();
    }
  });

  // ---- − and + ----

  each(form.querySelectorAll("[data-step]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var now = parseInt(sessions.value, 10) || 1;
      sessions.value = String(Math.max(1, now + Number(button.getAttribute("data-step"))));
      sessions.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  // ---- the kind ----

  var more = form.querySelector("details");
  var chosenKind = form.querySelector("[data-kind-chosen]");
  var plain = chosenKind.textContent;

  function showKind() {
    var button = form.querySelector('[name="kind"]:checked');
    var folded = button && more.contains(button);
    chosenKind.textContent = folded ? plain + "：" + button.closest("label").textContent.trim() : plain;
  }

  // ---- the place: tapped again, it is given up ----

  var held = null;
  spots.addEventListener("pointerdown", function (event) {
    var tile = event.target.closest("label");
    var input = tile && tile.querySelector("input");
    held = input && input.checked ? input : null;
  });
  spots.addEventListener("click", function (event) {
    if (event.target === held) {
      held.checked = false;
      held = null;
    }
  });

  function addSpot(value, label) {
    var there = Array.prototype.filter.call(spots.querySelectorAll("input"), function (one) {
      return one.value === value;
    })[0];
    if (there) {
      return there;
    }
    var tile = days[0].closest("label").cloneNode(true);
    var input = tile.querySelector("input");
    var note = tile.querySelector(".tile__note");
    input.name = "spot";
    input.checked = false;
    input.removeAttribute("checked");
    input.value = value;
    input.setAttribute("value", value);
    tile.querySelector(".tile__label").textContent = label;
    note.parentNode.removeChild(note);
    spots.appendChild(tile);
    return input;
  }

  form.addEventListener("change", function (event) {
    if (event.target.name === "day") {
      touched = true;
    } else if (event.target.name === "kind") {
      showKind();
      more.open = false;
    }
  });
  form.addEventListener("outbox:next", function () {
    touched = false;
    dateTheDays();
    showKind();
  });
  form.addEventListener("outbox:filled", function (event) {
    var values = {};
    event.detail.pairs.forEach(function (pair) {
      values[pair[0]] = pair[1];
    });
    touched = true;
    choose(values.day || OTHER);
    if (values.spot && !spots.querySelector("input:checked")) {
      addSpot(values.spot, event.detail.words.spot || values.spot).checked = true;
    }
    showKind();
  });
  showKind();

  // ---- what the offline page knows of her ----

  function kindsAtHand() {
    return form.querySelector("[data-kinds-at-hand]");
  }

  function remember() {
    var organization = form.querySelector('select[name="organization"]');
    outbox.remember({
      large: document.documentElement.classList.contains("large"),
      kinds: Array.prototype.map.call(kindsAtHand().querySelectorAll("input"), function (input) {
        return input.value;
      }),
      spots: Array.prototype.map.call(spots.querySelectorAll("input"), function (input) {
        return [input.value, input.parentNode.textContent.trim()];
      }),
      organizations: Array.prototype.map.call(organization ? organization.options : [], function (option) {
        return [option.value, option.text, option.selected];
      }),
    });
  }

  function restore(known) {
    document.documentElement.classList.toggle("large", known.large);
    var atHand = kindsAtHand();
    var others = Array.prototype.slice.call(atHand.children);
    known.kinds.forEach(function (value) {
      var input = form.querySelector('[name="kind"][value="' + value + '"]');
      if (input) {
        atHand.appendChild(input.closest("label"));
      }
    });
    others.forEach(function (tile) {
      if (known.kinds.indexOf(tile.querySelector("input").value) < 0) {
        more.querySelector(".tile-grid").appendChild(tile);
      }
    });
    known.spots.forEach(function (spot) {
      addSpot(spot[0], spot[1]);
    });
    if (known.organizations.length) {
      var select = form.querySelector('select[name="organization"]');
      known.organizations.forEach(function (option) {
        select.add(new Option(option[1], option[0], option[2], option[2]));
      });
      select.disabled = false;
      select.parentNode.hidden = false;
    }
  }

  // a link from home names the kind by its code
  function kindOfTheLink() {
    var wanted = /[?&]kind=([\w-]+)/.exec(window.location.search);
    var codes = JSON.parse(document.getElementById("kind-codes").textContent);
    var input = wanted && form.querySelector('[name="kind"][value="' + codes[wanted[1]] + '"]');
    if (input) {
      input.checked = true;
      showKind();
    }
  }

  if (shell) {
    dateTheDays();
    kindOfTheLink();
    window.addEventListener("online", function () {
      document.querySelector("[data-no-line]").hidden = true;
    });
  }
  if (outbox && shell) {
    outbox.ready
      .then(outbox.recall)
      .then(function (known) {
        if (known) {
          restore(known);
        }
      })
      .catch(function () {
        return undefined; // then the usual kinds stay
      });
  } else if (outbox) {
    outbox.ready.then(remember).catch(function () {
      return undefined;
    });
  }
  var worker = form.getAttribute("data-worker");
  if (worker && navigator.serviceWorker && window.isSecureContext) {
    navigator.serviceWorker.register(worker).catch(function () {
      return undefined; // then the page opens with a line only
    });
  }
})();
