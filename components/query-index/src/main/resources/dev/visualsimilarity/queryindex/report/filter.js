(function () {
  "use strict";
  var form = document.getElementById("filter");
  var cards = Array.from(document.querySelectorAll("article"));
  var fields = ["category", "text", "misses"].filter(function (name) { return form.elements[name]; });

  function show() {
    var wanted = new URLSearchParams(new FormData(form));
    var text = (wanted.get("text") || "").trim().toLowerCase();
    var shown = cards.filter(function (card) {
      card.hidden =
        (wanted.get("category") && card.dataset.category !== wanted.get("category")) ||
        (wanted.get("misses") && card.dataset.complete === "true") ||
        (text && !card.textContent.toLowerCase().includes(text));
      return !card.hidden;
    });
    document.getElementById("count").textContent = shown.length + " of " + cards.length + " shown";
  }

  function read() {
    var given = new URLSearchParams(location.hash.slice(1));
    fields.forEach(function (name) {
      var field = form.elements[name];
      if (field.type === "checkbox") {
        field.checked = given.has(name);
      } else {
        field.value = given.get(name) || "";
      }
    });
    show();
    if (given.has("category")) {
      form.scrollIntoView();
    }
  }

  function write() {
    var wanted = new URLSearchParams(new FormData(form));
    Array.from(wanted.keys()).forEach(function (name) {
      if (!wanted.get(name)) {
        wanted.delete(name);
      }
    });
    try {
      history.replaceState(null, "", "#" + wanted);
    } catch (e) {
      // A viewer in a sandbox has no history; the filter works without.
    }
    show();
  }

  form.hidden = false;
  form.addEventListener("input", write);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", read);
  read();
})();
