// The photos of an entry that the server has recorded already, one after the other and each in parts: a line that breaks is taken
// up where it stopped (fulian/attachments, docs/adr/0016). Each photo has a key of its own and becomes one photo of the record,
// however often it is sent.
(function () {
  "use strict";

  var store = window.OutboxStore;
  var wire = window.OutboxWire;
  var PART = 256 * 1024;
  var PATIENCE = 60 * 1000; // for a part on a very slow line
  var ANEW = 3; // how often one photo is begun or goes on somewhere else before it is left for later
  var ROOT = "/attachments/uploads/";

  if (!store || !wire) {
    return;
  }

  // one photo; ends with {kind: "saved"}, or throws what came instead
  function send(photo, trip) {
    var url = ROOT + photo.key + "/";
    var anew = 0;

    function post(address, fields) {
      var headers = { "X-CSRFToken": trip.token, "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
      return wire.ask(address, trip.user, { method: "POST", headers: headers, body: fields.toString() }, PATIENCE);
    }

    function begin() {
      anew += 1;
      if (anew > ANEW) {
        throw { kind: "later", heard: true };
      }
      return post(url, new URLSearchParams({ owner: trip.owner, size: String(photo.blob.size) })).then(function (answer) {
        if (answer.status === 404) {
          throw { kind: "refused", reason: "这场活动不在了，或者您不能给它加照片。" };
        }
        return went(answer);
      });
    }

    // an answer with an offset says where to go on, also when the part did not fit
    function went(answer) {
      var said = wire.read(answer);
      var end = wire.outcome(answer);
      if (said && typeof said.offset === "number") {
        if (answer.status === 409) {
          anew += 1;
        }
        return anew > ANEW ? begin() : goOn(said.offset);
      }
      if (answer.status === 404) {
        return begin(); // the server gave it up meanwhile
      }
      if (end.kind === "saved") {
        return end;
      }
      throw end;
    }

    function goOn(offset) {
      trip.tell(Math.floor((offset / photo.blob.size) * 100));
      if (offset >= photo.blob.size) {
        return post(url + "finish/", new URLSearchParams()).then(went);
      }
      var part = photo.blob.slice(offset, offset + PART);
      var headers = { "X-CSRFToken": trip.token, "Content-Type": "application/octet-stream", "Upload-Offset": String(offset) };
      return wire.ask(url, trip.user, { method: "PATCH", headers: headers, body: part }, PATIENCE).then(went);
    }

    return begin();
  }

  // The next photo of an entry; ends with {kind: "more"}, or when there is none left with {kind: "saved"}. A photo that the server
  // refuses is let go and remembered with its reason (entry.lost): the others go on.
  function deliver(entry, user, tell) {
    var lost = entry.lost || [];

    function one(photo, fresh) {
      var trip = {
        user: user,
        owner: entry.owner,
        token: fresh,
        tell: function (percent) {
          tell(photo.number, entry.photos, percent);
        },
      };
      return send(photo, trip)
        .catch(function (end) {
          if (!end || end.kind !== "refused") {
            throw end;
          }
          lost = lost.concat("第" + photo.number + "张：" + end.reason);
        })
        .then(function () {
          return store.photoDone(entry.key, photo.key, lost);
        })
        .then(function () {
          return { kind: "more" };
        });
    }

    return store
      .photosOf(entry.key)
      .then(function (photos) {
        if (!photos.length) {
          return { kind: "saved", lost: lost };
        }
        return wire.token(entry.url, user).then(function (fresh) {
          return one(photos[0], fresh);
        });
      })
      .catch(function (reason) {
        return reason && reason.kind ? reason : { kind: "later" };
      });
  }

  window.OutboxPhotos = { deliver: deliver };
})();
