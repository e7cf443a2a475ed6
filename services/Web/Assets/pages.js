// Everything works without this file. It keeps #live fresh (and what somebody does there), follows a form with its #preview, tells how far a long answer is,
// sends a form once, asks before something typed is left, reads the page aloud, focuses a problem, prints a frame or the page.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  var here = document.querySelector('.beside [aria-current]');
  if (here) here.parentNode.scrollLeft = here.offsetLeft - 24;

  var problem = document.getElementById('problem');
  if (problem) {
    Array.prototype.forEach.call(problem.querySelectorAll('[data-field]'), lead);
    problem.focus();
  }

  // From a line of the summary to its field, which is marked, and has the line as its description.
  function lead(line, i) {
    var name = line.getAttribute('data-field').split('.').pop().split('[')[0].toLowerCase();
    var fields = document.querySelectorAll('#main input:not([type=hidden]), #main select, #main textarea');
    var field = Array.prototype.filter.call(fields, function (one) { return one.name.toLowerCase() === name; })[0];
    if (!name || !field) return;
    line.id = 'problem-' + i;
    field.id = field.id || 'field-' + i;
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', line.id);
    var link = document.createElement('a');
    link.href = '#' + field.id;
    link.textContent = line.textContent;
    line.textContent = '';
    line.appendChild(link);
    link.addEventListener('click', function (event) {
      event.preventDefault();
      field.focus();
    });
  }

  document.addEventListener('click', function (event) {
    var id = event.target.getAttribute && event.target.getAttribute('data-print');
    var frame = id && document.getElementById(id);
    if (frame) (frame.contentWindow || window).print();
  });

  // A form is sent once: until the answer comes, or somebody comes back to the page. The button keeps the focus, so it is not disabled but does nothing. After a
  // second a line says that it is on its way.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var by = event.submitter || document.activeElement;
    if (form.getAttribute('data-sent')) {
      event.preventDefault();
      return;
    }
    // What only asks may be asked again; a button that leads elsewhere, like to a file, leaves the page as it is.
    if (event.defaultPrevented || form.method !== 'post' || (by && by.getAttribute && by.getAttribute('formaction'))) return;
    setTimeout(function () { if (!event.defaultPrevented) sent(form); }, 0);
  });

  function sent(form) {
    var line = form.querySelector('[role=status]') || form.appendChild(status());
    form.setAttribute('data-sent', 'true');
    buttons(form, function (button) { button.setAttribute('aria-disabled', 'true'); });
    var timer = setTimeout(function () { line.textContent = form.getAttribute('data-wait') || document.body.getAttribute('data-wait'); }, 1000);
    var back = setTimeout(again, 30000);
    window.addEventListener('pageshow', function shown(event) {
      if (event.persisted) {
        window.removeEventListener('pageshow', shown);
        again();
      }
    });

    function again() {
      clearTimeout(timer);
      clearTimeout(back);
      form.removeAttribute('data-sent');
      line.textContent = '';
      buttons(form, function (button) { button.removeAttribute('aria-disabled'); });
    }
  }

  function status() {
    var line = document.createElement('p');
    line.className = 'busy';
    line.setAttribute('role', 'status');
    return line;
  }

  function buttons(form, act) {
    Array.prototype.forEach.call(form.querySelectorAll('button:not([type=button])'), act);
  }

  readAloud(document.getElementById('read'), window.speechSynthesis);

  // Reads the page's own words, sentence by sentence: some engines stop in the middle of a long text.
  function readAloud(button, voice) {
    if (!button || !voice || !window.SpeechSynthesisUtterance) return;
    var reading = false;
    button.hidden = false;
    button.addEventListener('click', function () {
      voice.cancel();
      say(!reading);
      if (!reading) return;
      var sentences = words().match(/[^\u3002\uff01\uff1f\uff1b\n]+[\u3002\uff01\uff1f\uff1b]?/g) || [];
      sentences.forEach(function (sentence, i) {
        var said = new SpeechSynthesisUtterance(sentence);
        said.lang = root.lang === 'en' ? 'en' : 'zh-CN';
        said.rate = 0.9;
        if (i === sentences.length - 1) said.onend = function () { say(false); };
        voice.speak(said);
      });
    });
    window.addEventListener('pagehide', function () { voice.cancel(); });

    function say(now) {
      reading = now;
      button.textContent = button.getAttribute(reading ? 'data-hush' : 'data-read');
      button.setAttribute('aria-pressed', String(reading));
    }

    function words() {
      var page = document.getElementById('main').cloneNode(true);
      Array.prototype.forEach.call(page.querySelectorAll('script, select, svg, #read, [hidden]'), function (part) { part.parentNode.removeChild(part); });
      Array.prototype.forEach.call(page.querySelectorAll('p, li, h1, h2, h3, label, legend, dd, td'), function (part) { part.appendChild(document.createTextNode('\n')); });
      return page.textContent.replace(/[ \t]+/g, ' ').replace(/\s*\n\s*/g, '\n');
    }
  }

  // What is chosen is kept at once, so that leaving the page loses nothing.
  var choice = document.querySelector('form[data-keep]');
  if (choice && window.fetch && window.URLSearchParams) {
    choice.addEventListener('change', function () {
      fetch(choice.getAttribute('data-keep'), { method: 'POST', body: new URLSearchParams(new FormData(choice)), credentials: 'same-origin', redirect: 'manual' })
        .catch(function () { });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('form[data-unsaved]'), guard);

  // A long form asks before somebody leaves what he typed into it. What the server gave back unsaved counts as typed.
  function guard(form) {
    if (!window.URLSearchParams || !window.FormData) return;
    var before = form.getAttribute('data-unsaved') === 'typed' ? null : typed();
    var leaving = false;
    form.addEventListener('submit', function () { leaving = true; });
    window.addEventListener('pageshow', function () { leaving = false; });
    window.addEventListener('beforeunload', function (event) {
      if (leaving || typed() === before) return;
      event.preventDefault();
      event.returnValue = '';
    });

    function typed() {
      return String(new URLSearchParams(new FormData(form)));
    }
  }

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
    status.textContent = form.getAttribute('data-wait');
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
  if (live && window.fetch) keepFresh(live);

  // By the stream of its changes, where the browser and the network have one; otherwise by asking now and then, less often while that fails. A page that nobody
  // looks at asks nothing.
  function keepFresh(live) {
    // Empty is none.
    var told = live.getAttribute('data-stream');
    var address = window.EventSource && told;
    var polls = Number(live.getAttribute('data-poll')) > 0;
    var every = (Number(live.getAttribute('data-poll')) || (told ? 10 : 0)) * 1000;
    var unheard = 0;
    var unanswered = 0;
    var round = 0;
    var stream = null;
    var asking = null;
    var opening = null;
    var waiting = null;
    var shown = null;

    document.addEventListener('visibilitychange', function () {
      if (document.hidden) stop();
      else start(true);
    });
    window.addEventListener('pagehide', stop);
    window.addEventListener('pageshow', function (event) { if (event.persisted) start(true); });
    if (!document.hidden) start(false);

    function start(missed) {
      stop();
      unheard = unanswered = 0;
      if (missed) soon();
      if (address) open();
      ask(round);
    }

    function stop() {
      round++;
      if (stream) stream.close();
      [asking, opening, waiting].forEach(clearTimeout);
      stream = asking = opening = waiting = null;
    }

    function open() {
      stream = new EventSource(address);
      ['message', 'order', 'rider'].forEach(function (name) { stream.addEventListener(name, soon); });
      stream.onopen = function () {
        // Whatever happened meanwhile, since the page was made, was not told.
        soon();
        unheard = 0;
        if (polls) return;
        clearTimeout(asking);
        asking = null;
      };
      stream.onerror = function () {
        stream.close();
        opening = setTimeout(open, later(3000, ++unheard));
        if (asking === null) ask(round);
      };
    }

    function ask(mine) {
      if (!every || mine !== round) return;
      asking = setTimeout(function () {
        asking = null;
        refresh().then(function () { if (asking === null && (polls || unheard > 0 || !address)) ask(mine); });
      }, later(every, unanswered));
    }

    function soon() {
      if (waiting === null) waiting = setTimeout(function () { waiting = null; refresh(); }, 300);
    }

    // Doubled with each failure up to a minute, and not in step with everybody else.
    function later(after, failures) {
      return Math.min(60000, after * Math.pow(2, Math.min(failures, 6))) * (0.8 + 0.4 * Math.random());
    }

    function refresh() {
      return fetch(live.getAttribute('data-fragment'), { credentials: 'same-origin', redirect: 'error' })
        .then(function (answer) {
          if (!answer.ok) throw answer;
          return answer.text();
        })
        .then(function (html) {
          unanswered = 0;
          if (plain(html) !== shown) replace(html);
        })
        .catch(function () { unanswered++; });
    }

    // What somebody opened, typed or stands on stays: it is found again by its id. A chosen file cannot be put back: until it is sent, all stays.
    function replace(html) {
      if (Array.prototype.some.call(live.querySelectorAll('input[type=file]'), function (field) { return field.files.length > 0; })) return;
      var here = document.activeElement;
      var focused = here && live.contains(here) && here.id;
      var caret = focused && typeof here.selectionStart === 'number' ? [here.selectionStart, here.selectionEnd] : null;
      var opened = ids('details[open]');
      var typed = Array.prototype.map.call(live.querySelectorAll('input[id], select[id], textarea[id]'), function (field) { return [field.id, field.value, field.checked]; });
      live.innerHTML = html;
      shown = plain(html);
      opened.forEach(function (id) { found(id, function (details) { details.open = true; }); });
      typed.forEach(function (pair) { found(pair[0], function (field) { field.value = pair[1]; field.checked = pair[2]; }); });
      if (focused) found(focused, function (element) {
        element.focus();
        if (caret && element.setSelectionRange) element.setSelectionRange(caret[0], caret[1]);
      });
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
  }
})();
