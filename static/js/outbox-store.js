// The small store behind js/outbox.js: IndexedDB as promises. "entries" are what waits, each bound to a person; "device" says whose
// device it is and what its offline page knows of her.
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
        var request = window.indexedDB.open(NAME, 1);
        request.onupgradeneeded = function () {
          request.result.createObjectStore("entries", { keyPath: "key" });
          request.result.createObjectStore("device", { keyPath: "name" });
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

  // work(store, give): what it gives is the result once everything is written down
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
        work(transaction.objectStore(name), function (value) {
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

  // The next entry of this person to send, held so that another tab leaves it alone; nothing when there is none. What seems to be
  // held for longer than that was held before the clock of the device was put back.
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
        }
      };
    });
  }

  function forget(keys) {
    return within("entries", "readwrite", function (store) {
      keys.forEach(function (key) {
        store.delete(key);
      });
    });
  }

  function emptied(name) {
    return within(name, "readwrite", function (store) {
      store.clear();
    });
  }

  function wipe() {
    var work = [emptied("entries"), emptied("device")];
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
    settle: settle,
    claim: claim,
    forget: forget,
    wipe: wipe,
  };
})();
