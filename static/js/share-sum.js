// The running sum under the rows of 分解: 合计98场次，比目标少2场次. Without this script 算一算 and the answer of the server say it.
(function () {
  "use strict";

  var place = document.querySelector("[data-share-sum]");
  var form = place && place.closest("form");
  if (!form) {
    return;
  }

  function number(text) {
    var value = Number(String(text).replace(/[，,]/g, "").replace(/[０-９]/g, function (digit) {
      return String.fromCharCode(digit.charCodeAt(0) - 0xfee0);
    }));
    return isFinite(value) ? value : 0;
  }

  function round(value) {
    return Math.round(value * 100) / 100;
  }

  function show() {
    var total = 0;
    Array.prototype.forEach.call(form.querySelectorAll("input[data-part]"), function (input) {
      var taken = form.querySelector('input[name="' + input.name.replace("low_", "in_") + '"]');
      if (!taken || taken.checked) {
        total += number(input.value);
      }
    });
    total = round(total);
    var low = number(place.getAttribute("data-low"));
    var high = number(place.getAttribute("data-high"));
    var unit = place.getAttribute("data-unit");
    var off = total < low ? round(low - total) : total > high ? round(total - high) : 0;
    var said = off ? "，比目标" + (total < low ? "少" : "多") + off + unit : "，和目标一致";
    place.textContent = "合计" + total + unit + said;
    place.classList.toggle("share-sum--off", Boolean(off));
  }

  form.addEventListener("input", show);
  form.addEventListener("change", show);
})();
