// Keeps what a rider presses until it has arrived, in its order, over lost networks and closed pages. Without this file the forms are sent as forms are.
(function () {
  'use strict';
  var live = document.getElementById('live');
  var told = document.getElementById('queue');
  if (!live || !window.fetch || !window.URLSearchParams || !window.DOMParser || !window.localStorage) return;
  var townAhead = new Date(live.getAttribute('data-now')).getTime() - Date.now();
  var sending = false;

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.hasAttribute('data-queue')) return;
    event.preventDefault();
    var body = new URLSearchParams(new FormData(form));
    var by = event.submitter || document.activeElement;
    if (by && by.name) body.set(by.name, by.value);
    if (body.has('key')) body.set('key', newKey());
    if (body.has('at')) body.set('at', new Date(Date.now() + townAhead).toISOString());
    Array.prototype.forEach.call(form.querySelectorAll('button'), function (button) { button.disabled = true; });
    keep(kept().concat([{ address: form.getAttribute('action'), body: body.toString() }]));
    send();
  });

  window.addEventListener('online', send);
  setInterval(send, 10000);
  send();

  function send() {
    var queue = kept();
    tell(queue.length);
    if (sending || queue.length === 0) return;
    sending = true;
    var body = new URLSearchParams(queue[0].body);
    var token = document.querySelector('input[name=__RequestVerificationToken]');
    if (token) body.set('__RequestVerificationToken', token.value);
    fetch(queue[0].address, { method: 'POST', body: body, credentials: 'same-origin' })
      .then(function (answer) {
        if (answer.status >= 500) throw answer;
        // Signed out: it stays here until the rider is back.
        if (answer.url.indexOf('/sign-in') >= 0) { location.assign('/sign-in?returnUrl=/rider'); throw answer; }
        return answer.text();
      })
      .then(function (html) {
        keep(kept().slice(1));
        sending = false;
        show(new DOMParser().parseFromString(html, 'text/html'));
        send();
      })
      .catch(function () { sending = false; tell(kept().length); });
  }

  // The whole page came back: its tasks, what was done, and what was refused.
  function show(page) {
    var tasks = page.getElementById('live');
    if (tasks) live.innerHTML = tasks.innerHTML;
    Array.prototype.forEach.call(document.querySelectorAll('#main > .done, #main > .problem'), function (old) { old.parentNode.removeChild(old); });
    var news = page.querySelector('#main > .problem, #main > .done');
    if (news) live.parentNode.insertBefore(document.adoptNode(news), live);
    if (news && news.id === 'problem') news.focus();
  }

  function tell(count) {
    told.hidden = count === 0;
    var text = count === 0 ? '' : '还有 ' + count + ' 个动作没有发出去，已存在手机里，有网络会自动发出。';
    if (told.textContent !== text) told.textContent = text;
  }

  function newKey() {
    return Date.now().toString(36) + '-' + Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return byte.toString(16); }).join('');
  }

  function kept() {
    try { return JSON.parse(localStorage.getItem('rider-queue')) || []; } catch (broken) { return []; }
  }

  function keep(queue) {
    localStorage.setItem('rider-queue', JSON.stringify(queue));
  }
})();
