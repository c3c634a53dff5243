"""The vocabulary of the corpus' facts as numbers: styles, times, seasons, weathers and kinds of elements."""
import numpy as np

STYLES = ["engraving", "impressionist", "ink", "neon", "oil", "pixel", "watercolor", "woodblock"]
TIMES = ["Dawn", "Morning", "Noon", "Afternoon", "Dusk", "Night"]
SEASONS = ["Spring", "Summer", "Autumn", "Winter"]
WEATHERS = ["Clear", "Cloudy", "Mist", "Rain", "Snow", "Storm", "Wind"]
LIGHTS = ["day", "twilight", "night"]
LIGHT_OF_TIME = [1, 0, 0, 0, 1, 2]
VISIBLE = 0.0005  # of the picture; what covers less counts neither as present nor as absent
STROKES = ("rain",)  # thin strokes all over, whose measured area says nothing

# Every kind the painter draws, in the order of the outputs of the judge.
KINDS = """aurora bamboo bare-tree bird birds boat bridge butterfly candle castle cat cherry-blossom child chrysanthemum church city cliff clouds couple
crane crescent-moon crowd deer desert dog falling-leaves falling-petals fence field figure fire fireflies fish fisherman flowers forest garden gate grass
hills horse house ice island lake lamp lantern lighthouse lightning lotus maple meadow milky-way mist moon mountains owl ox pagoda palm path pavilion pine
plain plum-blossom pond rain rainbow reeds river road rocks rose sea sheep ship shore smoke snow stars stream sun sunflower swan temple tower train tree
village wall waterfall waves whale wheat wild-geese willow wind windmill window""".split()
KIND = {name: n for n, name in enumerate(KINDS)}


def index(names, value):
    """The number of a name, or -100 (ignored by cross-entropy) when nothing is said."""
    return names.index(value) if value is not None else -100


def presence(facts):
    """1 present, 0 absent, -1 hardly visible, for each kind."""
    area = np.zeros(len(KINDS), np.float32)
    found = np.zeros(len(KINDS), np.float32)
    for kind, _, _, _, _, _, part in facts["elements"]:
        area[KIND[kind]] += 1 if kind in STROKES else part
        found[KIND[kind]] = 1
    return np.where(found == 0, 0, np.where(area >= VISIBLE, 1, -1)).astype(np.float32)


def boxes(facts, grid):
    """[kinds, grid, grid]: 1 where a kind's box covers the middle of a cell (at least one cell for each element)."""
    out = np.zeros((len(KINDS), grid, grid), np.float32)
    for kind, _, left, top, right, bottom, _ in facts["elements"]:
        x0, y0 = min(grid - 1, int(left * grid + 0.5)), min(grid - 1, int(top * grid + 0.5))
        if kind in STROKES:
            out[KIND[kind]] = 1
            continue
        x1, y1 = max(x0 + 1, int(right * grid + 0.5)), max(y0 + 1, int(bottom * grid + 0.5))
        out[KIND[kind], y0:y1, x0:x1] = 1
    return out
