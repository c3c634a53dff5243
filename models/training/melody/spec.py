"""What the melody model reads and predicts: vocabularies, feature columns and their order.

Everything here is written to the pack's config.json by export.py, so that a program which runs the model needs no other source.
Times are in ticks, 24 to the quarter note; pitches are semitones above the tonic that lies just under the middle of the voice.
"""
import bisect

TICKS_PER_QUARTER = 24

# Note lengths (ticks). A length outside the list takes the nearest class.
DURATIONS = [3, 4, 6, 8, 9, 12, 16, 18, 20, 24, 30, 32, 36, 42, 48, 54, 60, 72, 84, 96, 108, 120, 144, 192]
# Silence before a note (ticks). The last class stands for every longer rest.
GAPS = [0, 6, 8, 12, 18, 24, 36, 48, 60, 72, 96, 144, 192]

PITCH_LOWEST = -17          # semitones relative to the reference tonic
PITCH_COUNT = 42            # -17 .. 24
CENTRE_LOWEST = -3          # the reference tonic is chosen so that the middle of the voice lies in -3 .. 8 above it

METERS = ["unknown", "2/4", "3/4", "4/4", "6/8", "3/8", "9/8", "12/8", "2/2", "6/4", "3/2", "other"]
MODES = ["unknown", "major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "pentatonic-major", "pentatonic-minor"]
PHASES = [0, 3, 4, 6, 8, 9, 12, 15, 16, 18, 20, 21]     # ticks after the quarter; another value is the class after the last
TEMPO_EDGES = [66, 88, 112, 138]                        # quarters a minute
VALENCE_EDGES = [-0.6, -0.15, 0.15, 0.6]                # mean word valence, -4 .. 4
MATCH_EDGES = [2, 3, 4, 5, 7, 10]                       # notes that agree
RESTLESS_EDGES = [1, 2, 3, 4, 6, 9, 13]                 # notes since the last rest

P1, D1, G1 = PITCH_COUNT + 1, len(DURATIONS) + 1, len(GAPS) + 1   # with 0 = no such note

# (name, number of values). The order is the order of the input columns.
FEATURES = [
    ("meter", len(METERS)), ("mode", len(MODES)), ("tempo", 6), ("valence", 6), ("hasLyrics", 2),
    ("stress", 4), ("nextStress", 4), ("nextStress2", 4), ("tone", 6),
    ("wordStart", 2), ("wordEnd", 2), ("punctuation", 4), ("lineEnd", 2),
    ("melisma", 2), ("melismaLength", 5), ("syllablesLeft", 17), ("syllableIndex", 17), ("linesLeft", 5), ("lineParity", 5),
    ("beat", 13), ("phase", len(PHASES) + 1), ("strength", 5), ("barInPhrase", 9), ("barOfEight", 8), ("notesSinceRest", 8),
    ("pitch1", P1), ("duration1", D1), ("gap1", G1), ("interval1", 26), ("interval2", 26), ("chroma1", 13), ("duration2", D1),
    ("lineFirstPitch", P1), ("previousLineEndPitch", P1),
    ("matchPitch", P1), ("matchDuration", D1), ("matchGap", G1), ("matchLength", 7), ("matchContinues", 3),
    ("back1Pitch", P1), ("back1Duration", D1), ("back1Shape", 3),
    ("back2Pitch", P1), ("back2Duration", D1), ("back2Shape", 3),
    ("back4Pitch", P1), ("back4Duration", D1), ("back4Shape", 3),
]
COLUMN = {name: i for i, (name, _) in enumerate(FEATURES)}
OFFSETS = [sum(n for _, n in FEATURES[:i]) for i in range(len(FEATURES))]
TOTAL_VALUES = sum(n for _, n in FEATURES)

BACK_LINES = (1, 2, 4)
MATCH_MOST = 16


def nearest(classes, value):
    """Index of the class nearest to value; of two equally near the shorter."""
    i = bisect.bisect_left(classes, value)
    if i == 0:
        return 0
    if i == len(classes):
        return len(classes) - 1
    return i - 1 if value - classes[i - 1] <= classes[i] - value else i


def bucket(edges, value):
    """0 under the first edge, 1 from the first edge on, and so forth."""
    return bisect.bisect_right(edges, value)


def bar_ticks(meter):
    numerator, denominator = (int(x) for x in meter.split("/"))
    return numerator * 4 * TICKS_PER_QUARTER // denominator


def strength(position, meter):
    """0 downbeat, 1 second strong beat, 2 beat, 3 half a beat, 4 elsewhere."""
    if position == 0:
        return 0
    numerator, denominator = (int(x) for x in meter.split("/"))
    unit = 4 * TICKS_PER_QUARTER // denominator
    compound = numerator in (6, 9, 12)
    beat = 3 * unit if compound else unit
    if position % beat == 0:
        beats = numerator // 3 if compound else numerator
        return 1 if beats % 2 == 0 and position * 2 == beats * beat else 2
    part = unit if compound else beat // 2
    return 3 if part and position % part == 0 else 4
