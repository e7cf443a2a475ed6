// Keeps what a rider presses until it has arrived, in its order, over lost networks and closed pages; makes photos smaller; tells where he is while he
// has a meal. Without this file the forms are sent as forms are, and nobody sees where he is.
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
    var picture = form.querySelector('input[type=file]');
    var photo = picture && picture.files && picture.files[0];
    if (photo && !window.FileReader) return;
    event.preventDefault();
    report();
    var body = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (typeof value === 'string') body.set(name, value); });
    var by = event.submitter || document.activeElement;
    if (by && by.name) body.set(by.name, by.value);
    if (body.has('key')) body.set('key', newKey());
    if (body.has('at')) body.set('at', new Date(Date.now() + townAhead).toISOString());
    Array.prototype.forEach.call(form.querySelectorAll('button'), function (button) { button.disabled = true; });
    if (photo) smaller(photo, function (data) { add(form, body, data); });
    else add(form, body);
  });

  // What the phone has no room for is sent as a form is.
  function add(form, body, photo) {
    try {
      keep(kept().concat([{ address: form.getAttribute('action'), body: body.toString(), photo: photo }]));
    } catch (full) {
      form.submit();
      return;
    }
    send();
  }

  // At most 1280 pixels a side, as JPEG: a tenth of what the camera makes.
  function smaller(file, done) {
    var reader = new FileReader();
    reader.onload = function () {
      var image = new Image();
      image.onload = function () {
        var scale = Math.min(1, 1280 / Math.max(image.width, image.height));
        var canvas = document.createElement('canvas');
        canvas.width = Math.round(image.width * scale);
        canvas.height = Math.round(image.height * scale);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        done(canvas.toDataURL('image/jpeg', 0.7));
      };
      image.onerror = function () { done(reader.result); };
      image.src = reader.result;
    };
    reader.readAsDataURL(file);
  }

  function formOf(entry, body) {
    if (!entry.photo) return body;
    var parts = entry.photo.split(',');
    var bytes = atob(parts[1]);
    var data = new Uint8Array(bytes.length);
    for (var i = 0; i < bytes.length; i++) data[i] = bytes.charCodeAt(i);
    var form = new FormData();
    body.forEach(function (value, name) { form.append(name, value); });
    form.append('photo', new Blob([data], { type: parts[0].indexOf('png') > 0 ? 'image/png' : 'image/jpeg' }), 'door');
    return form;
  }

  window.addEventListener('online', send);
  setInterval(send, 10000);
  send();

  function send() {
    var queue = kept();
    tell(queue.length);
    if (sending || queue.length === 0) return;
    sending = true;
    var body = new URLSearchParams(queue[0].body);
    sign(body);
    fetch(queue[0].address, { method: 'POST', body: formOf(queue[0], body), credentials: 'same-origin' })
      .then(function (answer) {
        if (answer.status >= 500) throw answer;
        // Signed out: it stays here until the rider is back.
        if (answer.status === 401 || answer.url.indexOf('/sign-in') >= 0) { location.assign('/sign-in?returnUrl=/rider'); throw answer; }
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
    var text = count === 0 ? '' : told.getAttribute('data-text').replace('{0}', count);
    if (told.textContent !== text) told.textContent = text;
  }

  function sign(body) {
    var token = document.querySelector('input[name=__RequestVerificationToken]');
    if (token) body.set('__RequestVerificationToken', token.value);
  }

  // Where he is, every few seconds, only while one of his meals is on its way.
  var where = document.getElementById('where');
  var points = [];
  var watching = null;

  if (navigator.geolocation && window.MutationObserver) {
    new MutationObserver(follow).observe(live, { childList: true, subtree: true });
    setInterval(report, 5000);
    follow();
  }

  function follow() {
    var carrying = live.querySelector('[data-carrying]') !== null;
    if (carrying && watching === null) {
      watching = navigator.geolocation.watchPosition(seen, function () { sayWhere('data-off'); }, { enableHighAccuracy: true, maximumAge: 5000 });
    } else if (!carrying && watching !== null) {
      navigator.geolocation.clearWatch(watching);
      watching = null;
      report();
      where.hidden = true;
    }
  }

  function seen(position) {
    sayWhere('data-on');
    var at = new Date(position.timestamp + townAhead).toISOString();
    points.push({ at: at, lat: position.coords.latitude, lng: position.coords.longitude, accuracyMeters: Math.min(position.coords.accuracy, 100000) });
    points = points.slice(-300);
  }

  function report() {
    if (points.length === 0) return;
    var batch = points;
    points = [];
    var body = new URLSearchParams();
    body.set('points', JSON.stringify(batch));
    sign(body);
    fetch('/rider?handler=Positions', { method: 'POST', body: body, credentials: 'same-origin', redirect: 'error' })
      .then(function (answer) { if (answer.status >= 500) throw answer; })
      .catch(function () { points = batch.concat(points).slice(-300); });
  }

  function sayWhere(text) {
    where.hidden = false;
    if (where.textContent !== where.getAttribute(text)) where.textContent = where.getAttribute(text);
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
