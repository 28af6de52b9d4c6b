// Photos leave the phone small: input[type=file][data-shrink] draws each picture again, at most 2000 pixels wide or high, one after
// the other. What cannot be drawn (an old browser, a file that only pretends to be a picture) goes as it is; the server decides.
// With data-pick as well, what is chosen is seen below the input, can be taken back one by one, and choosing again adds to it; what
// the server would refuse is said at once. While it works, input.shrinking is its promise.
(function () {
  "use strict";

  var LONGEST = 2000;
  var WORTH_IT = 700 * 1024;
  var HEIC = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"];

  if (!window.createImageBitmap || !window.DataTransfer) {
    return;
  }

  function drawn(file) {
    return window.createImageBitmap(file).then(function (picture) {
      var scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      return new Promise(function (resolve) {
        canvas.toBlob(resolve, "image/jpeg", 0.85);
      });
    });
  }

  function smaller(file) {
    if (file.type.indexOf("image/") !== 0 || file.size < WORTH_IT || file.drawn) {
      return Promise.resolve(file);
    }
    return drawn(file)
      .then(function (blob) {
        var name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
        var made = blob && blob.size < file.size ? new File([blob], name, { type: "image/jpeg" }) : file;
        made.drawn = true;
        return made;
      })
      .catch(function () {
        return file;
      });
  }

  function oneByOne(files, work) {
    return files.reduce(function (before, file) {
      return before.then(function (done) {
        return work(file).then(function (one) {
          return done.concat(one);
        });
      });
    }, Promise.resolve([]));
  }

  function list(files) {
    return Array.prototype.slice.call(files);
  }

  function put(input, files) {
    var picked = new DataTransfer();
    files.forEach(function (file) {
      picked.items.add(file);
    });
    input.files = picked.files;
  }

  // ---- seen and taken back ----

  // {good, words}: without those that the server would refuse, with its words
  function looked(input, files) {
    return oneByOne(files, function (file) {
      return file
        .slice(4, 12)
        .text()
        .then(function (head) {
          return head.slice(0, 4) === "ftyp" && HEIC.indexOf(head.slice(4)) >= 0 ? [] : [file];
        });
    }).then(function (good) {
      var most = Number(input.getAttribute("data-most"));
      var words = good.length < files.length ? [input.getAttribute("data-heic")] : [];
      if (good.length > most) {
        words.push("一次最多传" + most + "张，只留下前" + most + "张。");
      }
      return { good: good.slice(0, most), words: words };
    });
  }

  function boxOf(input) {
    var box = document.querySelector('[data-picks-of="' + input.id + '"]') || input.parentNode.querySelector(".photo-picks");
    if (!box) {
      box = document.createElement("div");
      box.className = "photo-picks";
      box.setAttribute("aria-live", "polite");
      input.insertAdjacentElement("afterend", box);
    }
    return box;
  }

  function show(input, words) {
    var box = boxOf(input);
    list(box.querySelectorAll("img")).forEach(function (picture) {
      URL.revokeObjectURL(picture.src);
    });
    box.textContent = "";
    var count = input.parentNode.querySelector("[data-picked-count]");
    if (count) {
      count.textContent = input.files.length ? " " + input.files.length : "";
    }
    list(input.files).forEach(function (file, place) {
      var button = document.createElement("button");
      var picture = document.createElement("img");
      button.type = "button";
      button.className = "photo-picks__one";
      button.setAttribute("aria-label", "不要第" + (place + 1) + "张照片");
      picture.src = URL.createObjectURL(file);
      picture.alt = "";
      button.appendChild(picture);
      button.addEventListener("click", function () {
        put(input, list(input.files).filter(function (one, other) {
          return other !== place;
        }));
        keep(input);
      });
      box.appendChild(button);
    });
    (words || []).forEach(function (text) {
      var line = document.createElement("p");
      line.className = "field__error";
      line.textContent = text;
      box.appendChild(line);
    });
  }

  function keep(input, words) {
    input.picked = list(input.files);
    show(input, words);
  }

  function pick(input) {
    return looked(input, (input.picked || []).concat(list(input.files)))
      .then(function (found) {
        return oneByOne(found.good, smaller).then(function (files) {
          put(input, files);
          keep(input, found.words);
          boxOf(input).scrollIntoView({ block: "center" });
        });
      });
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.hasAttribute || !input.hasAttribute("data-shrink")) {
      return;
    }
    if (input.hasAttribute("data-pick")) {
      input.shrinking = pick(input);
    } else {
      input.shrinking = oneByOne(list(input.files), smaller).then(function (files) {
        put(input, files);
      });
    }
  });
  document.addEventListener("reset", function (event) {
    window.setTimeout(function () {
      list(event.target.querySelectorAll("input[data-pick]")).forEach(function (input) {
        keep(input);
      });
    });
  });
  list(document.querySelectorAll("input[data-pick]")).forEach(function (input) {
    input.parentNode.classList.add("is-scripted");
    input.addEventListener("photos:chosen", function () {
      keep(input);
    });
  });
})();
