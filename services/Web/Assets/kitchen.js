// Everything works without this file. It sends a scan without leaving the page, shows the answer, sounds when it is no good, and keeps the scan field ready.
(function () {
  'use strict';
  var field = document.querySelector('[autofocus]');

  // A scanner types wherever the cursor is: back into its field unless somebody types elsewhere.
  function ready() {
    var here = document.activeElement;
    if (field && (!here || here === document.body || here.tagName === 'BUTTON')) field.focus();
  }

  document.addEventListener('keydown', function (event) {
    if (event.key && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) ready();
  });

  function sound() {
    var Audio = window.AudioContext || window.webkitAudioContext;
    if (!Audio) return;
    var audio = new Audio();
    var tone = audio.createOscillator();
    tone.type = 'square';
    tone.frequency.value = 220;
    tone.connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.4);
    tone.onended = function () { audio.close(); };
  }

  var answer = document.getElementById('answer');
  if (!answer || !window.fetch || !window.DOMParser || !window.URLSearchParams) return;

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.hasAttribute('data-scan')) return;
    event.preventDefault();
    var body = new URLSearchParams(new FormData(form));
    var by = event.submitter || document.activeElement;
    if (by && by.name && by.form === form) body.set(by.name, by.value);
    if (field) { field.value = ''; field.focus(); }
    fetch(form.getAttribute('action'), { method: 'POST', body: body, credentials: 'same-origin' })
      .then(function (page) {
        if (page.status === 401 || page.url.indexOf('/sign-in') >= 0) location.assign('/sign-in?returnUrl=' + encodeURIComponent(location.pathname + location.search));
        if (!page.ok) throw page;
        return page.text();
      })
      .then(function (html) { show(new DOMParser().parseFromString(html, 'text/html')); })
      .catch(function () {
        answer.innerHTML = '<p class="far unknown" data-kind="unknown"></p>';
        answer.firstChild.textContent = form.getAttribute('data-offline');
        sound();
      });
  });

  function show(page) {
    ['answer', 'live'].forEach(function (id) {
      var news = page.getElementById(id);
      var place = document.getElementById(id);
      if (news && place) place.innerHTML = news.innerHTML;
    });
    var told = answer.querySelector('[data-kind]');
    if (told && told.getAttribute('data-kind') !== 'packed') sound();
    ready();
  }
})();
