// Dragging the parts of a plan's draft into another order, by mouse or finger. The children of [data-siblings] that carry
// data-part get a handle; the new order goes to that address with the order that was seen, so that two people who sort at
// once do not overwrite each other. Without a pointer the arrows beside the handle do the same.
(function () {
  "use strict";

  var EDGE = 60; // px from the window's edge where the page begins to scroll
  var STEP = 12;
  var GAP = 20;

  if (!window.PointerEvent || !window.fetch || !window.URLSearchParams) {
    return;
  }

  function parts(list) {
    return Array.prototype.filter.call(list.children, function (child) {
      return child.hasAttribute("data-part");
    });
  }

  function keys(list) {
    return parts(list)
      .map(function (part) {
        return part.getAttribute("data-part");
      })
      .join(",");
  }

  function say(text) {
    var notice = document.createElement("div");
    notice.className = "notice notice--error";
    notice.setAttribute("role", "alert");
    notice.textContent = text;
    var main = document.querySelector("main") || document.body;
    main.insertBefore(notice, main.firstChild);
    notice.scrollIntoView({ block: "center" });
  }

  function send(list, seen) {
    var token = list.querySelector("input[name=csrfmiddlewaretoken]");
    var body = new URLSearchParams();
    body.append("csrfmiddlewaretoken", token ? token.value : "");
    body.append("seen", seen);
    body.append("order", keys(list));
    list.setAttribute("aria-busy", "true");
    window
      .fetch(list.getAttribute("data-siblings"), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", Accept: "application/json" },
        body: body.toString(),
      })
      .then(function (response) {
        if (response.ok) {
          window.location.reload(); // the numbers before the parts are the server's
          return null;
        }
        return response.json().then(function (answer) {
          back(list, seen);
          say(answer.message);
        });
      })
      .catch(function () {
        back(list, seen);
        say("网络不通，次序没有保存，请稍后再试。");
      });
  }

  function back(list, seen) {
    list.removeAttribute("aria-busy");
    seen.split(",").forEach(function (key) {
      list.appendChild(list.querySelector('[data-part="' + key + '"]'));
    });
  }

  function follow(list, part, y) {
    var others = parts(list).filter(function (other) {
      return other !== part;
    });
    var next = null;
    for (var i = 0; i < others.length; i += 1) {
      var box = others[i].getBoundingClientRect();
      if (y < box.top + Math.min(box.height, 2 * EDGE) / 2) {
        next = others[i];
        break;
      }
    }
    if (next !== part.nextElementSibling) {
      list.insertBefore(part, next);
    }
  }

  function grip(list, part, place) {
    var handle = document.createElement("button");
    handle.type = "button";
    handle.className = "button button--quiet button--small plan-grip";
    handle.tabIndex = -1; // a keyboard has the arrows
    handle.setAttribute("aria-hidden", "true");
    handle.title = "按住拖动，调整次序";
    handle.textContent = "⠿";
    place.appendChild(handle);

    var seen = "";
    var y = 0;
    var timer = null;

    function scroll() {
      var height = document.documentElement.clientHeight;
      if (y < EDGE) {
        window.scrollBy(0, -STEP);
      } else if (y > height - EDGE) {
        window.scrollBy(0, STEP);
      }
      follow(list, part, y);
    }

    // on the document: a handle that is moved in the page with its part loses the pointer that it has captured
    function move(event) {
      y = event.clientY;
    }

    function drop() {
      stop(true);
    }

    function undo() {
      stop(false);
    }

    function stop(keep) {
      window.clearInterval(timer);
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", undo);
      part.classList.remove("is-dragged");
      list.classList.remove("is-sorting");
      if (!keep) {
        back(list, seen);
      }
      part.scrollIntoView({ block: "center" });
      if (keep && keys(list) !== seen) {
        send(list, seen);
      }
    }

    handle.addEventListener("pointerdown", function (event) {
      if (event.button !== 0 || list.hasAttribute("aria-busy")) {
        return;
      }
      event.preventDefault();
      seen = keys(list);
      y = event.clientY;
      part.classList.add("is-dragged");
      list.classList.add("is-sorting"); // folds the parts to their headings: the way is short, and the part stays at the pointer
      window.scrollBy(0, part.getBoundingClientRect().top - y + GAP);
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", drop);
      document.addEventListener("pointercancel", undo);
      timer = window.setInterval(scroll, 40);
    });
  }

  document.querySelectorAll("[data-siblings]").forEach(function (list) {
    var found = parts(list);
    if (found.length < 2) {
      return;
    }
    found.forEach(function (part) {
      var place = part.querySelector("[data-drag-here]");
      if (place) {
        grip(list, part, place);
      }
    });
  });
})();
