"""Writes the input rows of an invented song, for the test that other implementations of the features agree:
python3 fixture.py > ../../../tests/MultiModal.Music.Tests/Melody/Fixtures/feature-rows.json"""
import json

import corpus
import features
import lyrics
import spec

T = spec.TICKS_PER_QUARTER
WORDS = """The|single moon|single a|begin bove|end the|single wa|begin ter,|end Goes|single sing|begin ing|end to|single the|single sea;|single
The|single wind|single has|single lost|single her|single daugh|begin ter,|end And|single brings|single her|single home|single to|single me.|single
O|single lit|begin tle|end boat,|single come|single home.|single The|single moon|single goes|single down|single a|begin lone.|end"""
PRONUNCIATIONS = {"above": "01", "water": "10", "singing": "10", "daughter": "10", "little": "10", "alone": "01"}
# (quarters of rest before, quarters, MIDI) of each note; '_' marks a melisma.
TUNE = """0 1 67|0 1 67|0 .5 69|0 .5 71|0 1 72|0 2 71|0 1 69|0 1 67|0 .5 67|0 .5 69|0 1 71|0 1 69|0 3 67
0 1 67|0 1 67|0 .5 69|0 .5 71|0 1 72|0 2 71|0 1 69|1 1 74|0 .75 74|0 .25 72|0 1 71|0 .5 69 _|0 .5 66|0 2 67
1 1.5 76|0 .5 74|0 1 72|0 3 71|0 2 69|0 1 67 _|0 4 62|0 1 67|0 1 69|0 .5 71|0 .5 72|0 1 71|0 2 67"""


def song():
    syllables = [tuple(w.split("|")) for w in WORDS.split()]
    notes, verse, time = [], [], 2 * T                       # a pickup: the first bar begins on its last quarter
    for k, entry in enumerate(TUNE.replace("\n", "|").split("|")):
        parts = entry.split()
        time += int(float(parts[0]) * T)
        notes.append((time, int(float(parts[1]) * T), int(parts[2])))
        if len(parts) == 3:
            verse.append((k, *syllables[len(verse)]))
        time += notes[-1][1]
    notes = [(o - 2 * T, d, m) for o, d, m in notes]
    bars = [0] + list(range(T, notes[-1][0] + notes[-1][1], 3 * T))
    assert len(verse) == len(syllables), (len(verse), len(syllables))
    return corpus.Song("Fixture", "en", 7, "major", "3/4", 92, bars, notes, [verse], "ours")


def main():
    s = song()
    x, y = features.encode(s, s.verses[0], PRONUNCIATIONS, {})
    syllables = lyrics.read_syllables([(t, p) for _, t, p in s.verses[0]], "en", PRONUNCIATIONS)
    starts = {n: i for i, (n, _, _) in enumerate(s.verses[0])}
    places = features.bar_positions(s, [0] + [o + d for o, d, _ in s.notes[:-1]])
    line, out_syllables = 0, []
    for syllable in syllables:
        out_syllables.append([syllable.stress, int(syllable.word_start), int(syllable.word_end), syllable.punctuation, line])
        line += syllable.line_end
    notes, k = [], -1
    for i in range(len(s.notes)):
        k += i in starts
        notes.append(y[i, :3].tolist() + [k, int(i in starts), places[i][0], places[i][1]])
    print(json.dumps({"syllables": out_syllables, "notes": notes, "rows": x.tolist()}))


if __name__ == "__main__":
    main()
