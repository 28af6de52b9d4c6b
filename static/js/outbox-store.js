// The small store behind js/outbox.js: IndexedDB as promises. "entries" are what waits, each bound to a person; "photos" are theirs;
// "device" says whose device it is and what its offline page knows of her.
(function () {
  "use strict";

  var NAME = "fulian-outbox";
  var CACHES = "fulian-quick-"; // of js/quick-worker.js
  var opened = null;

  if (!window.indexedDB || !window.fetch || !window.AbortController) {
    return;
  }

  function open() {
    if (!opened) {
      opened = new Promise(function (resolve, reject) {
        var request = window.indexedDB.open(NAME, 2);
        request.onupgradeneeded = function (event) {
          if (event.oldVersion < 1) {
            request.result.createObjectStore("entries", { keyPath: "key" });
            request.result.createObjectStore("device", { keyPath: "name" });
          }
          request.result.createObjectStore("photos", { keyPath: "key" }).createIndex("entry", "entry");
        };
        request.onsuccess = function () {
          var database = request.result;
          database.onversionchange = database.onclose = function () {
            database.close();
            opened = null;
          };
          resolve(database);
        };
        request.onerror = request.onblocked = function () {
          opened = null;
          reject(request.error || new Error("blocked"));
        };
      });
    }
    return opened;
  }

  // work(store, give): what it gives is the result once everything is written down; of several stores, work gets {name: store}
  function within(name, mode, work) {
    return open().then(function (database) {
      return new Promise(function (resolve, reject) {
        var result;
        var transaction = database.transaction(name, mode, { durability: "strict" });
        transaction.oncomplete = function () {
          resolve(result);
        };
        transaction.onerror = transaction.onabort = function () {
          reject(transaction.error);
        };
        var stores = {};
        [].concat(name).forEach(function (one) {
          stores[one] = transaction.objectStore(one);
        });
        work(Array.isArray(name) ? stores : stores[name], function (value) {
          result = value;
        });
      });
    });
  }

  function get(name, key) {
    return within(name, "readonly", function (store, give) {
      var request = store.get(key);
      request.onsuccess = function () {
        give(request.result || null);
      };
    });
  }

  function put(name, value) {
    return within(name, "readwrite", function (store) {
      store.put(value);
    });
  }

  // those of one person, in the order in which they were made
  function of(user) {
    return within("entries", "readonly", function (store, give) {
      var request = store.getAll();
      request.onsuccess = function () {
        give(request.result);
      };
    }).then(function (all) {
      return all
        .filter(function (entry) {
          return entry.user === user;
        })
        .sort(function (one, other) {
          return one.made - other.made;
        });
    });
  }

  function settle(key, changes) {
    return within("entries", "readwrite", function (store) {
      var request = store.get(key);
      request.onsuccess = function () {
        if (request.result) {
          store.put(Object.assign(request.result, changes));
        }
      };
    });
  }

  // ---- photos: {key, entry, number, name, blob} ----

  // An entry and its photos, all or nothing; photos that were put down for it before go.
  function putDown(entry, photos) {
    return within(["entries", "photos"], "readwrite", function (stores) {
      stores.entries.put(entry);
      dropPhotos(stores.photos, entry.key, function () {
        photos.forEach(function (photo) {
          stores.photos.put(photo);
        });
      });
    });
  }

  function dropPhotos(photos, key, then) {
    photos.index("entry").getAllKeys(key).onsuccess = function (event) {
      event.target.result.forEach(function (one) {
        photos.delete(one);
      });
      if (then) {
        then();
      }
    };
  }

  function photosOf(key) {
    return within("photos", "readonly", function (photos, give) {
      photos.index("entry").getAll(key).onsuccess = function (event) {
        give(
          event.target.result.sort(function (one, other) {
            return one.number - other.number;
          })
        );
      };
    });
  }

  // The server has this photo, or will never take it (then `lost` of its entry says why): it need not be kept here.
  function photoDone(key, photo, lost) {
    return within(["entries", "photos"], "readwrite", function (stores) {
      stores.photos.delete(photo);
      stores.entries.get(key).onsuccess = function (event) {
        var entry = event.target.result;
        if (entry) {
          stores.entries.put(Object.assign(entry, { lost: lost, left: entry.left - 1 }));
        }
      };
    });
  }

  // ---- what is to be sent ----

  // The next entry of this person to send, held so that another tab leaves it alone; nothing when there is none. What seems to be
  // held for longer than that was held before the clock of the device was put back. Photos come after all records, and two tabs
  // that send the same photo do no harm.
  function claim(user, held) {
    return within("entries", "readwrite", function (store, give) {
      var request = store.getAll();
      request.onsuccess = function () {
        var now = Date.now();
        var free = request.result
          .filter(function (entry) {
            return entry.user === user && entry.state === "waiting" && !(entry.held > now && entry.held <= now + held);
          })
          .sort(function (one, other) {
            return one.made - other.made;
          });
        if (free.length) {
          free[0].held = now + held;
          store.put(free[0]);
          give(free[0]);
          return;
        }
        give(
          request.result.filter(function (entry) {
            return entry.user === user && entry.state === "photos";
          })[0]
        );
      };
    });
  }

  function forget(keys) {
    return within(["entries", "photos"], "readwrite", function (stores) {
      keys.forEach(function (key) {
        stores.entries.delete(key);
        dropPhotos(stores.photos, key);
      });
    });
  }

  function emptied(name) {
    return within(name, "readwrite", function (store) {
      store.clear();
    });
  }

  function wipe() {
    var work = [emptied("entries"), emptied("photos"), emptied("device")];
    if (window.caches) {
      work.push(
        window.caches.keys().then(function (names) {
          return Promise.all(
            names
              .filter(function (name) {
                return name.indexOf(CACHES) === 0;
              })
              .map(function (name) {
                return window.caches.delete(name);
              })
          );
        })
      );
    }
    return Promise.all(work);
  }

  window.OutboxStore = {
    name: NAME,
    get: get,
    put: put,
    of: of,
    putDown: putDown,
    photosOf: photosOf,
    photoDone: photoDone,
    settle: settle,
    claim: claim,
    forget: forget,
    wipe: wipe,
  };
})();
