// The service worker of 快记, imported by activities/quick/worker.js, which says in self.KEPT what is kept. It answers for the
// address of 快记 and for the files that its offline page needs; everything else goes its way untouched. It never keeps a page
// of a person: without a line the same empty form comes up for everybody.
(function () {
  "use strict";

  var KEPT = self.KEPT;
  var PREFIX = "fulian-quick-";
  var NAME = PREFIX + KEPT.version;
  var PATIENCE = 6000; // a line that says nothing for so long counts as none

  function keep(cache, address) {
    return fetch(new Request(address, { cache: "no-cache", credentials: "same-origin" })).then(function (response) {
      if (!response.ok || response.redirected) {
        throw new Error(address);
      }
      return cache.put(address, response);
    });
  }

  function keepAll() {
    return caches.open(NAME).then(function (cache) {
      return Promise.all(
        [KEPT.shell].concat(KEPT.files).map(function (address) {
          return keep(cache, address);
        })
      );
    });
  }

  self.addEventListener("install", function (event) {
    event.waitUntil(
      keepAll().then(function () {
        return self.skipWaiting();
      })
    );
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(
      caches
        .keys()
        .then(function (names) {
          return Promise.all(
            names
              .filter(function (name) {
                return name.indexOf(PREFIX) === 0 && name !== NAME;
              })
              .map(function (name) {
                return caches.delete(name);
              })
          );
        })
        .then(function () {
          return self.clients.claim();
        })
    );
  });

  function kept(address) {
    return caches.open(NAME).then(function (cache) {
      return cache.match(address);
    });
  }

  // After another person's sign-in emptied the device, this worker is still there and has nothing left.
  function keepAgain(response) {
    return response.ok
      ? kept(KEPT.shell).then(function (shell) {
          return shell ? undefined : keepAll();
        })
      : undefined;
  }

  function page(event) {
    var line = fetch(event.request);
    event.waitUntil(
      line.then(keepAgain).catch(function () {
        return undefined; // without a line there is nothing to keep
      })
    );
    var silence = new Promise(function (resolve) {
      setTimeout(resolve, PATIENCE);
    });
    return Promise.race([line, silence])
      .catch(function () {
        return undefined;
      })
      .then(function (response) {
        // a gateway whose server is away (502, 503, 504) has no page for her either
        var there = response && (response.status < 502 || response.status > 504);
        return there ? response : kept(KEPT.shell).then(function (shell) {
          return shell || line;
        });
      });
  }

  function file(request, address) {
    return fetch(request)
      .then(function (response) {
        if (response.ok) {
          var copy = response.clone();
          caches.open(NAME).then(function (cache) {
            cache.put(address, copy);
          });
        }
        return response;
      })
      .catch(function (reason) {
        return kept(address).then(function (found) {
          if (!found) {
            throw reason;
          }
          return found;
        });
      });
  }

  self.addEventListener("fetch", function (event) {
    var request = event.request;
    var address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== self.location.origin) {
      return;
    }
    if (request.mode === "navigate" && address.pathname === KEPT.entry) {
      event.respondWith(page(event));
    } else if (KEPT.files.indexOf(address.pathname) >= 0) {
      event.respondWith(file(request, address.pathname));
    }
  });
})();
