// Photos leave the phone small: input[type=file][data-shrink] draws each picture again, at most 2000 pixels wide or high.
// What cannot be drawn (an old browser, a file that only pretends to be a picture) goes as it is; the server decides.
(function () {
  "use strict";

  var LONGEST = 2000;
  var WORTH_IT = 700 * 1024;

  function drawn(file) {
    return window.createImageBitmap(file).then(function (picture) {
      var scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) {
        canvas.toBlob(resolve, "image/jpeg", 0.85);
      });
    });
  }

  function smaller(file) {
    if (file.type.indexOf("image/") !== 0 || file.size < WORTH_IT) {
      return Promise.resolve(file);
    }
    return drawn(file)
      .then(function (blob) {
        var name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
        return blob && blob.size < file.size ? new File([blob], name, { type: "image/jpeg" }) : file;
      })
      .catch(function () {
        return file;
      });
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.hasAttribute || !input.hasAttribute("data-shrink") || !window.createImageBitmap || !window.DataTransfer) {
      return;
    }
    Promise.all(Array.prototype.map.call(input.files, smaller)).then(function (files) {
      var picked = new DataTransfer();
      files.forEach(function (file) {
        picked.items.add(file);
      });
      input.files = picked.files;
    });
  });
})();
