// The player: one audio element behind controls of our own.

function clockOf(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Sound that is part of the page plays from a blob, in which every browser can seek. */
function asBlob(audio) {
  const source = audio.getAttribute('src') || '';
  const found = /^data:([^;,]+);base64,/.exec(source.slice(0, 100));
  if (!found) return;
  const binary = atob(source.slice(found[0].length));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  audio.src = URL.createObjectURL(new Blob([bytes], { type: found[1] }));
}

/** Wires the controls; calls back at every frame while playing and after every jump. */
function startPlayer(player, words, whenMoved) {
  const audio = player.querySelector('audio');
  const controls = player.querySelector('.controls');
  const play = player.querySelector('.play');
  const position = player.querySelector('.position');
  const track = player.querySelector('.track');
  const reached = player.querySelector('.reached');
  const total = player.querySelector('.total');
  const mute = player.querySelector('.mute');
  const volume = player.querySelector('.volume');
  let length = Number(position.max) || 0;
  let isDragging = false;

  asBlob(audio);
  audio.removeAttribute('controls');
  controls.hidden = false;

  function show() {
    const time = audio.currentTime;
    if (!isDragging) position.value = String(time);
    track.style.setProperty('--reached', length > 0 ? Math.min(1, time / length) : 0);
    reached.textContent = clockOf(time);
    position.setAttribute('aria-valuetext', words.positionOf.replace('{0}', clockOf(time)).replace('{1}', clockOf(length)));
    whenMoved(time, !audio.paused || time > 0);
  }

  function showLength() {
    if (Number.isFinite(audio.duration) && audio.duration > 0) {
      length = audio.duration;
      position.max = String(length);
      total.textContent = clockOf(length);
    }
    show();
  }

  function showState() {
    player.classList.toggle('playing', !audio.paused);
    play.setAttribute('aria-label', audio.paused ? words.play : words.pause);
    const isMuted = audio.muted || audio.volume === 0;
    mute.classList.toggle('muted', isMuted);
    mute.setAttribute('aria-label', isMuted ? words.unmute : words.mute);
    volume.value = String(audio.muted ? 0 : audio.volume);
  }

  function frame() {
    show();
    if (!audio.paused) requestAnimationFrame(frame);
  }

  const toggle = () => (audio.paused ? audio.play().catch(showState) : audio.pause());
  const seek = (seconds) => {
    audio.currentTime = Math.max(0, Math.min(seconds, length || seconds));
    show();
  };

  play.addEventListener('click', toggle);
  position.addEventListener('input', () => {
    isDragging = true;
    seek(Number(position.value));
  });
  position.addEventListener('change', () => {
    isDragging = false;
  });
  position.addEventListener('keydown', (press) => {
    const step = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -15, PageUp: 15 }[press.key];
    if (step) {
      press.preventDefault();
      seek(audio.currentTime + step);
    }
  });
  mute.addEventListener('click', () => {
    if (audio.volume === 0) audio.volume = 0.8;
    else audio.muted = !audio.muted;
  });
  volume.addEventListener('input', () => {
    audio.muted = false;
    audio.volume = Number(volume.value);
  });
  audio.addEventListener('play', () => {
    showState();
    frame();
  });
  for (const name of ['pause', 'ended', 'volumechange']) audio.addEventListener(name, showState);
  for (const name of ['loadedmetadata', 'durationchange', 'emptied']) audio.addEventListener(name, showLength);
  for (const name of ['seeked', 'ended']) audio.addEventListener(name, show);

  // The space bar plays from anywhere that does not use it itself.
  document.addEventListener('keydown', (press) => {
    const isBusy = press.target instanceof Element && press.target.closest('button, input, a, summary, select, textarea');
    if (press.key === ' ' && !isBusy && !press.ctrlKey && !press.altKey && !press.metaKey) {
      press.preventDefault();
      toggle();
    }
  });

  showState();
  showLength();
  return {
    playFrom(seconds) {
      seek(seconds);
      if (audio.paused) toggle();
    },
  };
}
