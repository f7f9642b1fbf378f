// The console of `lockstep serve`: what the simulated world holds, and what was asked of it.

document.getElementById('main').textContent = 'This page has no content yet.';
