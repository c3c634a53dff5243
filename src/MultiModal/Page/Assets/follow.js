// Shows what is being sung: the note in the score, the syllable and the line in the poem.

function followSong(song, score) {
  const lines = [...document.querySelectorAll('.poem .line')];
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const marks = typeof Highlight === 'function' && CSS.highlights ? new Highlight() : null;
  if (marks) CSS.highlights.set('sung', marks);
  let current = -1;
  let line = null;
  let lit = [];

  function rangeOf(note) {
    const text = note.line >= 0 && lines[note.line] ? lines[note.line].firstChild : null;
    if (!text || note.to > text.length) return null;
    const range = document.createRange();
    range.setStart(text, note.from);
    range.setEnd(text, note.to);
    return range;
  }

  function noteAt(seconds) {
    let low = 0;
    let high = song.notes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (song.notes[middle].on <= seconds + 0.02) low = middle;
      else high = middle - 1;
    }
    const note = song.notes[low];
    return note && note.on <= seconds + 0.02 && seconds < note.off ? low : -1;
  }

  // Turns the page only for a reader who is looking at the music: the system just left must be in view.
  function turnPage(before, after) {
    if (!before || !after || before === after) return;
    const old = before.getBoundingClientRect();
    const next = after.getBoundingClientRect();
    const wasSeen = old.bottom > 0 && old.top < innerHeight;
    if (wasSeen && (next.bottom > innerHeight - 110 || next.top < 0)) {
      after.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
    }
  }

  function light(number) {
    const before = lit[0] && lit[0].closest('svg');
    for (const element of lit) element.classList.remove('sung');
    lit = number >= 0 && score ? score.elementsOf(number) : [];
    for (const element of lit) element.classList.add('sung');
    turnPage(before, lit[0] && lit[0].closest('svg'));
  }

  function show(number) {
    current = number;
    light(number);
    const note = song.notes[number];
    if (marks) marks.clear();
    if (note && marks) {
      const range = rangeOf(note);
      if (range) marks.add(range);
    }
    // Between two notes the line stays lit: the singer only breathes.
    const next = note ? lines[note.line] || null : line;
    if (next !== line) {
      if (line) line.classList.remove('now');
      if (next) next.classList.add('now');
      line = next;
    }
    document.body.dataset.note = String(number);
  }

  return {
    moveTo(seconds, isStarted) {
      const number = isStarted ? noteAt(seconds) : -1;
      if (number !== current) show(number);
      if (!isStarted && line) {
        line.classList.remove('now');
        line = null;
      }
    },
    redrawn() {
      const number = current;
      lit = [];
      light(number);
    },
  };
}
