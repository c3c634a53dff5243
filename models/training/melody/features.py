"""Turns a song into input columns and targets, one row a note. The C# decoder builds the same rows while it writes."""
import numpy as np

import lyrics
import spec
from spec import COLUMN as C

IGNORE = -100


def reference_tonic(song):
    """MIDI number of the tonic above which the middle of the voice (length-weighted median) lies by -3 to 8 semitones."""
    pitches = sorted((midi, duration) for _, duration, midi in song.notes)
    half, seen, centre = sum(d for _, d in pitches) / 2, 0, pitches[0][0]
    for midi, duration in pitches:
        seen += duration
        if seen >= half:
            centre = midi
            break
    low = centre - (spec.CENTRE_LOWEST + 11)
    return low + (song.tonic - low) % 12


def pitch_class(midi, tonic):
    p = midi - tonic - spec.PITCH_LOWEST
    while p < 0:
        p += 12
    while p >= spec.PITCH_COUNT:
        p -= 12
    return p


def bar_positions(song, times):
    """(bar index, ticks into the bar) of each time; a short first bar is a pickup and counts from its end."""
    meter_ticks = spec.bar_ticks(song.meter)
    bars = song.bars
    shift = meter_ticks - (bars[1] - bars[0]) if len(bars) > 1 and bars[1] - bars[0] < meter_ticks else 0
    out, b = [], 0
    for t in times:
        while b + 1 < len(bars) and bars[b + 1] <= t:
            b += 1
        index, position = b, t - bars[b] + (shift if b == 0 else 0)
        if b + 1 == len(bars):
            index, position = b + position // meter_ticks, position % meter_ticks
        out.append((index, position))
    return out


def matches(tokens):
    """For each note i: (j, length), the latest j < i before which the most notes agree with those before i; length 0 when under 2."""
    n = len(tokens)
    code = np.asarray(tokens)
    run = np.zeros(n + 1, dtype=np.int32)          # run[j]: how many notes before j agree with those before i
    out = []
    for i in range(n):
        if i > 0:
            new = np.zeros(n + 1, dtype=np.int32)
            same = code[:i] == code[i - 1]
            new[1:i] = np.where(same[:i - 1], np.minimum(run[:i - 1] + 1, spec.MATCH_MOST), 0)
            run = new
        if i > 2 and run[1:i].max() >= 2:
            longest = run[1:i].max()
            j = int(np.nonzero(run[1:i] == longest)[0][-1]) + 1
            out.append((j, int(longest)))
        else:
            out.append((0, 0))
    return out


def meter_class(meter):
    return spec.METERS.index(meter) if meter in spec.METERS else spec.METERS.index("other")


def encode(song, verse, pronunciations, valences):
    """Columns [notes, features] and targets [notes, 4] = gap, duration, pitch, continues (1 = the next note has no new syllable)."""
    notes, n = song.notes, len(song.notes)
    tonic = reference_tonic(song)
    pitch = [pitch_class(m, tonic) for _, _, m in notes]
    duration = [spec.nearest(spec.DURATIONS, d) for _, d, _ in notes]
    ends = [0] + [o + d for o, d, _ in notes[:-1]]
    gap = [spec.nearest(spec.GAPS, max(0, o - e)) for (o, _, _), e in zip(notes, ends)]
    x = np.zeros((n, len(spec.FEATURES)), dtype=np.int64)
    y = np.stack([gap, duration, pitch, [IGNORE] * n], axis=1).astype(np.int64)
    x[:, C["meter"]] = meter_class(song.meter)
    x[:, C["mode"]] = spec.MODES.index(song.mode)
    if song.tempo:
        x[:, C["tempo"]] = 1 + spec.bucket(spec.TEMPO_EDGES, float(song.tempo))

    places = bar_positions(song, ends)
    since_rest = 0
    for i, (bar, position) in enumerate(places):
        row = x[i]
        row[C["beat"]] = min(position // spec.TICKS_PER_QUARTER, 12)
        phase = position % spec.TICKS_PER_QUARTER
        row[C["phase"]] = spec.PHASES.index(phase) if phase in spec.PHASES else len(spec.PHASES)
        row[C["strength"]] = spec.strength(position, song.meter)
        row[C["barOfEight"]] = bar % 8
        if i > 0:
            since_rest = 1 if gap[i - 1] > 0 else since_rest + 1
            row[C["notesSinceRest"]] = spec.bucket(spec.RESTLESS_EDGES, since_rest)
            row[C["pitch1"]], row[C["duration1"]], row[C["gap1"]] = pitch[i - 1] + 1, duration[i - 1] + 1, gap[i - 1] + 1
            row[C["chroma1"]] = (pitch[i - 1] + spec.PITCH_LOWEST) % 12 + 1
        if i > 1:
            row[C["interval1"]] = max(-12, min(12, pitch[i - 1] - pitch[i - 2])) + 13
            row[C["duration2"]] = duration[i - 2] + 1
        if i > 2:
            row[C["interval2"]] = max(-12, min(12, pitch[i - 2] - pitch[i - 3])) + 13
    found = matches([p * 64 + d for p, d in zip(pitch, duration)])
    for i, (j, length) in enumerate(found):
        if length:
            x[i, C["matchPitch"]], x[i, C["matchDuration"]], x[i, C["matchGap"]] = pitch[j] + 1, duration[j] + 1, gap[j] + 1
            x[i, C["matchLength"]] = spec.bucket(spec.MATCH_EDGES, length)
    if verse:
        add_words(song, verse, x, y, pitch, duration, places, found, pronunciations, valences)
    return x, y


def add_words(song, verse, x, y, pitch, duration, places, found, pronunciations, valences):
    n = len(pitch)
    syllables = lyrics.read_syllables([(t, p) for _, t, p in verse], song.language, pronunciations)
    owner, fresh, k = [0] * n, [False] * n, -1          # which syllable each note carries
    starts = {note: s for s, (note, _, _) in enumerate(verse)}
    for i in range(n):
        if i in starts:
            k = starts[i]
            fresh[i] = True
        owner[i] = max(k, 0)
    y[:-1, 3] = [0 if fresh[i + 1] else 1 for i in range(n - 1)]

    lines, begin = [], 0                                # lines: [first syllable, one past the last)
    for s, syllable in enumerate(syllables):
        if syllable.line_end:
            lines.append((begin, s + 1))
            begin = s + 1
    line_of = [i for i, (a, b) in enumerate(lines) for _ in range(a, b)]
    notes_of = [[] for _ in syllables]
    for i in range(n):
        notes_of[owner[i]].append(i)

    value = lyrics.mean_valence(syllables, valences) if song.language == "en" else None
    x[:, C["valence"]] = 0 if value is None else 1 + spec.bucket(spec.VALENCE_EDGES, value)
    x[:, C["hasLyrics"]] = 1
    last = {}
    for i in range(n):
        s, row = owner[i], x[i]
        syllable, line = syllables[s], line_of[s]
        a, b = lines[line]
        row[C["stress"]] = syllable.stress
        row[C["nextStress"]] = syllables[s + 1].stress if s + 1 < len(syllables) else 0
        row[C["nextStress2"]] = syllables[s + 2].stress if s + 2 < len(syllables) else 0
        row[C["wordStart"]], row[C["wordEnd"]] = syllable.word_start, syllable.word_end
        row[C["punctuation"]], row[C["lineEnd"]] = syllable.punctuation, syllable.line_end
        place = notes_of[s].index(i)
        row[C["melisma"]], row[C["melismaLength"]] = not fresh[i], min(place, 4)
        row[C["syllablesLeft"]] = min(b - s, 16)
        row[C["syllableIndex"]] = min(s - a + 1, 16)
        row[C["linesLeft"]] = min(len(lines) - line, 4)
        row[C["lineParity"]] = line % 4 + 1
        first = notes_of[a][0] if notes_of[a] else 0
        row[C["barInPhrase"]] = min(max(places[i][0] - places[first][0], 0), 8)
        if i > first:
            row[C["lineFirstPitch"]] = pitch[first] + 1
        if line > 0 and line - 1 in last:
            row[C["previousLineEndPitch"]] = pitch[last[line - 1]] + 1
        last[line] = i
        j, length = found[i]
        if length and j + 1 < n:
            row[C["matchContinues"]] = 1 if fresh[j + 1] else 2
        for back in spec.BACK_LINES:
            if line - back < 0:
                continue
            a2, b2 = lines[line - back]
            row[C[f"back{back}Shape"]] = 2 if b2 - a2 == b - a else 1
            s2 = a2 + s - a
            if s2 < b2 and place < len(notes_of[s2]):
                other = notes_of[s2][place]
                row[C[f"back{back}Pitch"]], row[C[f"back{back}Duration"]] = pitch[other] + 1, duration[other] + 1
