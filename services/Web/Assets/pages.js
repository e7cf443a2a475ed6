// Everything works without this file. It keeps #live fresh (and what somebody does there), follows a form with its #preview, tells how far a long answer is,
// focuses a problem, prints a frame or the page.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  var problem = document.getElementById('problem');
  if (problem) problem.focus();

  document.addEventListener('click', function (event) {
    var id = event.target.getAttribute && event.target.getAttribute('data-print');
    var frame = id && document.getElementById(id);
    if (frame) (frame.contentWindow || window).print();
  });

  document.addEventListener('submit', function (event) {
    var status = event.target.querySelector('[role=status]');
    if (status) status.textContent = event.target.getAttribute('data-wait');
  });

  var slow = document.querySelector('form[data-progress]');
  if (slow && window.fetch && window.ReadableStream && window.TextDecoder) {
    slow.addEventListener('submit', function (event) {
      // A button that leads elsewhere, like to a file, goes there.
      var by = event.submitter || document.activeElement;
      if (by && by.getAttribute('formaction')) return;
      event.preventDefault();
      tell(slow, slow.querySelector('[role=status]'), document.getElementById('result'));
    });
  }

  // Posts the form and reads its answer line by line: a text says how far it is, the last line has what is shown.
  function tell(form, status, result) {
    var text = new TextDecoder();
    var rest = '';
    var done = false;
    result.innerHTML = '';
    fetch(form.getAttribute('data-progress'), { method: 'POST', body: new FormData(form), credentials: 'same-origin', redirect: 'error' })
      .then(function (answer) {
        if (!answer.ok) throw answer;
        var reader = answer.body.getReader();
        return reader.read().then(function more(part) {
          if (part.done) return;
          var lines = (rest + text.decode(part.value, { stream: true })).split('\n');
          rest = lines.pop();
          lines.forEach(show);
          return reader.read().then(more);
        });
      })
      .catch(function (answer) {
        // A refusal is the page's to explain.
        if (answer && answer.status >= 400) form.submit();
      })
      .then(function () { if (!done) status.textContent = form.getAttribute('data-broken'); });

    function show(line) {
      var told = JSON.parse(line);
      if (told.text) status.textContent = told.text;
      if (told.html) {
        done = true;
        status.textContent = '';
        result.innerHTML = told.html;
      }
    }
  }

  var form = document.querySelector('form[data-preview]');
  if (form && window.fetch) follow(form, document.getElementById('preview'));

  // Posts the form while it is filled in; what the answer says of a field is put beside the field.
  function follow(form, preview) {
    var typing = null;
    var asked = 0;
    form.addEventListener('input', function () {
      clearTimeout(typing);
      typing = setTimeout(ask, 400);
    });

    function ask() {
      var mine = ++asked;
      fetch(form.getAttribute('data-preview'), { method: 'POST', body: new FormData(form), credentials: 'same-origin', redirect: 'error' })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (html) { if (html !== null && mine === asked) show(html); })
        .catch(function () { });
    }

    function show(html) {
      preview.innerHTML = html;
      var wrong = {};
      Array.prototype.forEach.call(preview.querySelectorAll('[data-for]'), function (item) { wrong[item.getAttribute('data-for')] = item.textContent; });
      Array.prototype.forEach.call(form.querySelectorAll('[data-error]'), function (place) { place.textContent = wrong[place.getAttribute('data-error')] || ''; });
    }
  }

  var live = document.getElementById('live');
  if (!live || !window.fetch) return;
  var waiting = null;

  function refresh() {
    waiting = null;
    fetch(live.getAttribute('data-fragment'), { credentials: 'same-origin', redirect: 'error' })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (html) { if (html !== null && plain(html) !== shown) replace(html); })
      .catch(function () { });
  }

  var shown = null;

  // What somebody opened, typed or stands on stays: it is found again by its id.
  function replace(html) {
    var here = document.activeElement;
    var focused = here && live.contains(here) && here.id;
    var opened = ids('details[open]');
    var typed = Array.prototype.map.call(live.querySelectorAll('input[id], select[id], textarea[id]'), function (field) { return [field.id, field.value, field.checked]; });
    live.innerHTML = html;
    shown = plain(html);
    opened.forEach(function (id) { found(id, function (details) { details.open = true; }); });
    typed.forEach(function (pair) { found(pair[0], function (field) { field.value = pair[1]; field.checked = pair[2]; }); });
    if (focused) found(focused, function (element) { element.focus(); });
  }

  // Without the forms' tokens, which are new each time.
  function plain(html) {
    return html.replace(/(name="__RequestVerificationToken"[^>]*value=")[^"]*/g, '$1');
  }

  function ids(selector) {
    return Array.prototype.map.call(live.querySelectorAll(selector), function (element) { return element.id; });
  }

  function found(id, act) {
    var element = id && document.getElementById(id);
    if (element && live.contains(element)) act(element);
  }

  function soon() {
    if (waiting === null) waiting = setTimeout(refresh, 300);
  }

  var poll = Number(live.getAttribute('data-poll'));
  if (poll) setInterval(function () { if (!document.hidden) soon(); }, poll * 1000);

  var address = live.getAttribute('data-stream');
  if (address && window.EventSource) {
    var stream = new EventSource(address);
    ['message', 'order', 'rider'].forEach(function (name) { stream.addEventListener(name, soon); });
    window.addEventListener('pagehide', function () { stream.close(); });
  }
})();
