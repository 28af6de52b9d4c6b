// How js/outbox.js talks to the server, and what an answer means.
(function () {
  "use strict";

  var TROUBLE = [400, 403, 500]; // by the server itself; a gateway (502 …) or somebody else's page means that it is not there

  // the answer with its text: a line may break in the middle of that as well
  function ask(url, user, options, patience) {
    var stop = new AbortController();
    var clock = window.setTimeout(function () {
      stop.abort();
    }, patience);
    return window
      .fetch(url, {
        method: options.method || "GET",
        body: options.body,
        headers: Object.assign({ Accept: "application/json", "X-Outbox-User": user }, options.headers),
        credentials: "same-origin",
        cache: "no-store",
        redirect: "manual",
        signal: stop.signal,
      })
      .then(function (response) {
        return response.text().then(function (text) {
          return { status: response.status, away: response.type === "opaqueredirect", text: text };
        });
      })
      .finally(function () {
        window.clearTimeout(clock);
      });
  }

  function read(answer) {
    try {
      return JSON.parse(answer.text);
    } catch (error) {
      return null; // somebody else's page: a hotel's, a proxy's
    }
  }

  function reasons(errors) {
    return Object.keys(errors)
      .map(function (name) {
        return errors[name].join("");
      })
      .join(" ");
  }

  function outcome(answer) {
    var said = read(answer);
    if (answer.away) {
      return { kind: "sign-in" };
    }
    if (answer.status === 200 && said && said.state === "saved") {
      return { kind: "saved", url: said.url, owner: said.owner };
    }
    if (answer.status === 422 && said) {
      return { kind: "refused", reason: said.reason || reasons(said.errors) };
    }
    if (answer.status === 409) {
      return { kind: "somebody-else" };
    }
    if (answer.status === 404 || answer.status === 413) {
      return { kind: "refused", reason: "服务器没有收下这一条，请打开核对后再记。" };
    }
    return { kind: "later", heard: TROUBLE.indexOf(answer.status) >= 0 };
  }

  // A token of this moment: the one on an old page may have been changed meanwhile.
  function token(url, user) {
    return ask(url, user, {}, 10000).then(function (answer) {
      var said = read(answer);
      if (answer.status === 200 && said && said.token) {
        return said.token;
      }
      if (answer.status === 403) {
        throw { kind: "refused", reason: "您的账号现在不能记活动，请联系上级妇联。" };
      }
      throw outcome(answer);
    });
  }

  window.OutboxWire = { ask: ask, read: read, outcome: outcome, token: token };
})();
