// Everything works without this file. It keeps #live fresh, focuses a problem, and prints a frame or the page.
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

  var live = document.getElementById('live');
  if (!live || !window.fetch) return;
  var waiting = null;

  function refresh() {
    waiting = null;
    fetch(live.getAttribute('data-fragment'), { credentials: 'same-origin', redirect: 'error' })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (html) { if (html !== null && html !== live.innerHTML) live.innerHTML = html; })
      .catch(function () { });
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
