// Engraves the song and knows which drawn elements belong to which of its notes.

// How much wider than the closest setting a line of music reads best, and how many measures it likes to hold.
const idealStretch = 1.2;
const likedMeasures = 4;

/** Chooses the last measure of each line: even spacing, and breaks where a phrase ends. */
function chooseLineBreaks(measureWidths, left, lineWidth, phraseEnds) {
  const count = measureWidths.length;
  const best = [{ cost: 0, from: -1 }];
  for (let end = 1; end <= count; end++) {
    best[end] = { cost: Infinity, from: end - 1 };
    let natural = left;
    for (let start = end - 1; start >= 0; start--) {
      natural += measureWidths[start];
      if (natural > lineWidth && end - start > 1) break;
      const spare = lineWidth / natural - idealStretch;
      const uneven = spare < 0 ? (2 * spare) ** 2 : (0.6 * spare) ** 2;
      const crowd = 0.12 * Math.max(0, end - start - likedMeasures) ** 2;
      const midPhrase = end === count || phraseEnds.has(end - 1) ? 0 : 0.7;
      const cost = best[start].cost + uneven + crowd + midPhrase + 0.05;
      if (cost < best[end].cost) best[end] = { cost, from: start };
    }
  }
  const breaks = [];
  for (let end = best[count].from; end > 0; end = best[end].from) breaks.unshift(end - 1);
  return breaks;
}

/** Draws the song into its host, again whenever the host's width changes. */
function engraveScore(frame, song, whenChosen) {
  // The engraver sets styles on the element it draws in; the frame keeps ours.
  const host = frame.appendChild(document.createElement('div'));
  const family = getComputedStyle(host).fontFamily.replaceAll('"', "'");
  const style = {
    add_classes: true,
    responsive: 'resize',
    oneSvgPerLine: true,
    selectTypes: false,
    paddingleft: 1,
    paddingright: 1,
    paddingtop: 4,
    paddingbottom: 4,
    ariaLabel: frame.dataset.label,
    format: {
      vocalfont: `"${family}" ${song.isChinese ? 17 : 15}`,
      gchordfont: `"${family}" 14 italic`,
      tempofont: `"${family}" 13`,
      partsfont: `"${family}" 13 italic`,
      annotationfont: `"${family}" 12 italic`,
      measurefont: `"${family}" 11 italic`,
      stretchlast: 0.7,
      graceslurs: false,
      vocalspace: 12,
    },
  };
  const phraseEnds = new Set(song.phraseEnds);
  const measured = new Map();
  let drawnWidth = 0;
  let elements = [];

  // Narrow windows set the notes closer, so that a line still holds two measures.
  function measureSections(minPadding) {
    if (measured.has(minPadding)) return measured.get(minPadding);
    const aside = document.createElement('div');
    aside.className = 'aside';
    frame.after(aside);
    const [tune] = ABCJS.renderAbc(aside, song.abc, { ...style, minPadding, staffwidth: 600, wrap: { minSpacing: 1 } });
    aside.remove();
    measured.set(minPadding, (tune.explanation || []).map(({ widths }) => widths));
    return measured.get(minPadding);
  }

  function draw(width) {
    const minPadding = width < 480 ? 3 : 8;
    const sections = measureSections(minPadding);
    const scale = width < 480 ? 0.8 : width < 760 ? 0.95 : 1.08;
    const staffwidth = Math.floor(width / scale) - 2;
    const lineBreaks = sections.map(({ measureWidths, left }) => chooseLineBreaks(measureWidths, left, staffwidth, phraseEnds));
    const [tune] = ABCJS.renderAbc(host, song.abc, { ...style, minPadding, staffwidth, lineBreaks });
    drawnWidth = width;
    elements = song.notes.map(() => []);
    gather(tune);
    const systems = host.querySelectorAll('svg');
    systems.forEach((system, number) => {
      system.setAttribute('aria-label', `${frame.dataset.label} (${number + 1}/${systems.length})`);
      clearChords(system);
      system.querySelectorAll('title').forEach((title) => title.remove());
    });
  }

  // Slanted beams may reach into the chord symbols: what stands above the staff then moves up together.
  function clearChords(system) {
    const above = [...system.querySelectorAll('.abcjs-chord, .abcjs-annotation, .abcjs-part, .abcjs-tempo')];
    const beams = [...system.querySelectorAll('.abcjs-beam-elem')].map((beam) => beam.getBBox());
    let overlap = 0;
    for (const text of above) {
      const box = text.getBBox();
      for (const beam of beams) {
        const meets = beam.x < box.x + box.width + 2 && box.x < beam.x + beam.width + 2 && beam.y < box.y + box.height && box.y < beam.y;
        if (meets) overlap = Math.max(overlap, box.y + box.height - beam.y + 1);
      }
    }
    if (overlap > 0) for (const text of above) text.setAttribute('transform', `translate(0 ${-overlap})`);
  }

  // The drawn notes and rests of the first voice, told apart by where they begin: tied heads share one note of the song.
  function gather(tune) {
    let place = 0;
    let index = 0;
    for (const { elem } of tune.makeVoicesArray()[0] || []) {
      const length = elem.hint ? 0 : elem.durationClass || elem.duration || 0;
      if (!(length > 0) || !elem.abcelem) continue;
      if (elem.abcelem.rest && elem.abcelem.rest.type === 'spacer') continue;
      while (index < song.notes.length && song.notes[index].end <= place + 1e-4) index++;
      const note = song.notes[index];
      if (note && !elem.abcelem.rest && note.start <= place + 1e-4) {
        for (const group of elem.elemset) {
          if (group) elements[index].push(group);
        }
      }
      place += length * 4;
    }
  }

  const redraw = () => {
    const width = Math.round(frame.clientWidth);
    if (width > 0 && width !== drawnWidth) {
      draw(width);
      frame.dispatchEvent(new Event('engraved'));
    }
  };
  // A note is chosen anywhere between its head and its syllable.
  host.addEventListener('click', ({ clientX, clientY }) => {
    const number = elements.findIndex((groups) => groups.some((group) => {
      const box = group.getBoundingClientRect();
      return clientX > box.left - 5 && clientX < box.right + 5 && clientY > box.top - 8 && clientY < box.bottom + 8;
    }));
    if (number >= 0) whenChosen(number);
  });
  redraw();
  new ResizeObserver(() => requestAnimationFrame(redraw)).observe(frame);
  return { elementsOf: (number) => elements[number] || [] };
}
