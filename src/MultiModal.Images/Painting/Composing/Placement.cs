using System.Numerics;
using MultiModal.Images.Painting.Elements;

namespace MultiModal.Images.Painting.Composing;

/// <summary>
/// Finds places: the first subject that stands takes the focal point, each later one the best of some dozens of candidates: on
/// its own element, clear of what is there, balanced against the focal point.
/// </summary>
internal sealed class Placement
{
    private const int Candidates = 36;
    private readonly Stage _stage;
    private readonly List<(float X0, float Y0, float X1, float Y1)> _taken = [];
    private readonly float _heroScale;
    private bool _hero = true;
    private float _heroLeft = float.NaN;
    private float _heroTop = float.NaN;

    /// <summary>Initializes a new instance of the <see cref="Placement"/> class.</summary>
    public Placement(Stage stage)
    {
        _stage = stage;
        int named = stage.Scene.Subjects.Count(subject => !subject.Implied && ElementLibrary.Specs.ContainsKey(subject.Kind));
        _heroScale = named switch { <= 1 => 1.55f, 2 => 1.4f, 3 => 1.3f, _ => 1.2f };
    }

    /// <summary>Places every subject that has one place, then roads to where they lead.</summary>
    public void PlaceAll()
    {
        if (_stage.Glitter is { } body)
        {
            _taken.Add((body.X - 0.09f, 0.02f, body.X + 0.09f, _stage.Horizon * 0.5f));
        }

        Vector2 goal = new(_stage.Width - _stage.FocalX, _stage.Horizon + (0.03f * (_stage.Height - _stage.Horizon)));
        (Vector2 Foot, float Size, float Flip, float Depth)? boat = null;
        IEnumerable<Wanted> inOrder = _stage.Scene.Subjects.OrderBy(subject => subject.Kind == "boat" ? 0 : 1).ThenBy(subject => subject.Implied);
        foreach (Wanted wanted in inOrder)
        {
            if (!ElementLibrary.Specs.TryGetValue(wanted.Kind, out ElementSpec? spec))
            {
                continue;
            }

            if (wanted.Kind == "lantern" && wanted.Count <= 1 && wanted.Place is null && boat is { } moored)
            {
                AtTheStern(wanted, spec, moored);
                continue;
            }

            if (wanted.Kind == "fisherman" && boat is { } at)
            {
                Aboard(wanted, spec, at);
                continue;
            }

            (Vector2 Foot, float Size, float Flip, float Depth) first = Place(wanted, spec);
            if (wanted.Kind == "boat")
            {
                boat = first;
            }

            if (wanted.Role == SubjectRole.Built && spec.Stand == Stand.Ground && _stage.Water?.NearBank is null)
            {
                goal = first.Foot + new Vector2(0, 0.002f);
            }
        }

        foreach (Wanted wanted in _stage.Scene.Subjects.Where(subject => subject.Kind is "road" or "path"))
        {
            Vector2 end = goal;
            if (_stage.Water?.NearBank is { } bank)
            {
                end = bank[bank.Length / 3] + new Vector2(0, 0.02f);
            }

            Ways.Road(_stage, wanted, end);
        }
    }

    private (Vector2 Foot, float Size, float Flip, float Depth) Place(Wanted wanted, ElementSpec spec)
    {
        int count = spec.DrawsCount ? 1 : Math.Min(Math.Max(wanted.Count, wanted.Implied ? 1 : spec.Least), spec.Most);
        bool hero = _hero && (!wanted.Implied || (wanted.Kind == "boat" && _stage.Scene.Has("fisherman"))) && spec.Stand != Stand.Flying;
        if (hero)
        {
            _hero = false;
        }

        int element = -1;
        (Vector2 Foot, float Size, float Flip, float Depth) first = default;
        for (int i = 0; i < count; i++)
        {
            (Vector2 foot, float depth) = Best(wanted, spec, hero && i == 0, i, count);
            float size = SizeAt(spec, wanted, depth, hero && i == 0, count) * (i == 0 ? 1 : _stage.Next(0.75f, 1.1f));
            if (element < 0)
            {
                element = _stage.Add(wanted, depth);
            }

            float half = size * spec.HalfWidth;
            _taken.Add((foot.X - half, foot.Y - size, foot.X + half, foot.Y));
            if (hero && i == 0)
            {
                (_heroLeft, _heroTop) = (foot.X - half, foot.Y - size);
            }

            float flip = spec.Faces ? (foot.X > _stage.Width / 2 ? -1 : 1) : (_stage.Random.NextDouble() < 0.5 ? -1 : 1);
            if (spec.Faces && i > 0 && _stage.Random.NextDouble() < 0.3)
            {
                flip = -flip;
            }

            Draw(wanted, spec, element, foot, size, flip, depth, hero && i == 0);
            if (i == 0)
            {
                first = (foot, size, flip, depth);
            }
        }

        return first;
    }

    private void Draw(Wanted wanted, ElementSpec spec, int element, Vector2 foot, float size, float flip, float depth, bool hero)
    {
        bool behindWater = _stage.Water is { } water && foot.Y <= water.Waterline;
        float order = spec.Stand == Stand.Flying
            ? wanted.Kind switch { "owl" => 800, "butterfly" => 850, _ => -500 }
            : behindWater ? 5 + depth : 10 + (80 * depth);
        List<Mark> marks = [];
        float air = spec.Stand == Stand.Flying ? depth : 0.22f + (0.78f * depth);
        if (hero)
        {
            // The eye clears the air before what it looks at.
            air = MathF.Max(air, wanted.Place == MultiModal.Images.Place.Far ? 0.35f : 0.62f);
        }

        Action<Sketch> draw = wanted.Kind == "crane" && wanted.Place == MultiModal.Images.Place.Above ? Birds.CraneFlying : spec.Draw;
        draw(new Sketch(marks, _stage.Light, _stage.Random.Fork(FormattableString.Invariant($"{wanted.Kind} {element} {marks.Count} {foot.X:F4}")), foot, size, flip, air, element) { Color = wanted.Color, Count = wanted.Count });
        List<Mark> layer = _stage.Layer(order);
        if (_stage.Water is { } body && !behindWater && (spec.Stand == Stand.Afloat || (spec.Stand == Stand.Anywhere && body.Covers(foot))))
        {
            Reflect(layer, marks, foot.Y - (size * 0.02f), body);
        }
        else if (spec.Stand is Stand.Ground or Stand.Anywhere && wanted.Kind is not ("smoke" or "fire" or "train" or "crowd" or "village"))
        {
            CastShadow(layer, element, foot, size * MathF.Min(spec.HalfWidth, 0.9f), air);
        }

        layer.AddRange(marks);
    }

    private void Aboard(Wanted wanted, ElementSpec spec, (Vector2 Foot, float Size, float Flip, float Depth) boat)
    {
        int element = _stage.Add(wanted, boat.Depth);
        List<Mark> marks = [];
        Vector2 foot = boat.Foot + new Vector2(boat.Flip * boat.Size * 0.62f, -boat.Size * 0.22f);
        float air = 0.22f + (0.78f * boat.Depth);
        spec.Draw(new Sketch(marks, _stage.Light, _stage.Random.Fork("aboard"), foot, boat.Size * 1.02f, boat.Flip, air, element) { Color = wanted.Color });
        _stage.Layer(10 + (80 * boat.Depth) + 0.01f).AddRange(marks);
    }

    /// <summary>One lantern in a scene with a boat hangs from a pole at its stern, over the water.</summary>
    private void AtTheStern(Wanted wanted, ElementSpec spec, (Vector2 Foot, float Size, float Flip, float Depth) boat)
    {
        int element = _stage.Add(wanted, boat.Depth);
        List<Mark> marks = [];
        Vector2 foot = boat.Foot + new Vector2(-boat.Flip * boat.Size * 0.66f, -boat.Size * 0.22f);
        float air = 0.22f + (0.78f * boat.Depth);
        spec.Draw(new Sketch(marks, _stage.Light, _stage.Random.Fork("stern"), foot, boat.Size * 1.5f, -boat.Flip, air, element) { Color = wanted.Color });
        _stage.Layer(10 + (80 * boat.Depth) + 0.02f).AddRange(marks);
    }

    private static void Reflect(List<Mark> layer, List<Mark> marks, float y, WaterBody body)
    {
        const float Squeeze = 0.82f;
        float alpha = body.Kind == "ice" ? 0.2f : 0.42f;
        foreach (Mark mark in marks)
        {
            if (mark.Material is Material.Vapour or Material.Water)
            {
                continue;
            }

            Vector2[][] contours = new Vector2[mark.Contours.Length][];
            for (int i = 0; i < contours.Length; i++)
            {
                contours[i] = [.. mark.Contours[i].Reverse().Select(p => new Vector2(p.X, y + ((y - p.Y) * Squeeze)))];
            }

            layer.Add(new Mark
            {
                Contours = contours,
                Tint = mark.Tint.Mirrored(y, Squeeze).Map(c => new Vector4(new Vector3(c.X, c.Y, c.Z) * 0.85f, c.W * alpha)),
                Material = Material.Water,
                Depth = mark.Depth,
                OnWater = true,
                Emit = mark.Emit * 0.4f,
                Element = mark.Element,
            });
        }
    }

    private void CastShadow(List<Mark> layer, int element, Vector2 foot, float half, float air)
    {
        float away = -_stage.Light.Side;
        Vector3 dark = _stage.Light.Shade(_stage.Light.Snowy ? new Vector3(0.35f, 0.42f, 0.58f) : _stage.Light.Grass * 0.35f, 0.2f, air);
        float rx = half * 0.95f;
        Vector2 at = foot + new Vector2(away * half * 0.35f, half * 0.02f);
        Vector4 c = new(dark, 0.42f);
        Stage.Paint(layer, element, Material.Grass, Tint.Linear(at - new Vector2(away * rx, 0), at + new Vector2(away * rx, 0), c, c with { W = 0.34f }, c with { W = 0.05f }), air, Raster.Shapes.Ellipse(at.X, at.Y, rx, half * 0.13f));
    }

    private float SizeAt(ElementSpec spec, Wanted wanted, float depth, bool hero, int count)
    {
        float size = spec.Height * wanted.Scale * (0.42f + (0.86f * depth)) * (hero ? _heroScale : 1f);
        if (spec.Stand == Stand.Flying)
        {
            size = spec.Height * wanted.Scale * (wanted.Place switch { MultiModal.Images.Place.Far => 0.6f, MultiModal.Images.Place.Near => 1.5f, _ => 1f });
        }

        if (count > 4)
        {
            size *= 0.85f;
        }

        // A wide or a tall format leaves less room.
        float room = MathF.Min(_stage.Height * 0.82f, _stage.Width * 0.46f / MathF.Max(spec.HalfWidth, 0.2f));
        return MathF.Min(size, room);
    }

    private (Vector2 Foot, float Depth) Best(Wanted wanted, ElementSpec spec, bool hero, int index, int count)
    {
        float goalX = wanted.Place switch
        {
            MultiModal.Images.Place.Left => 0.2f * _stage.Width,
            MultiModal.Images.Place.Right => 0.8f * _stage.Width,
            MultiModal.Images.Place.Center => 0.5f * _stage.Width,
            _ when hero => _stage.FocalX,
            _ when wanted.Implied && wanted.Place == MultiModal.Images.Place.Near => (_stage.FocalX > _stage.Width / 2 ? 0.1f : 0.9f) * _stage.Width,
            _ => float.NaN,
        };
        (float far, float near) = wanted.Place switch
        {
            MultiModal.Images.Place.Far => (0.05f, 0.16f),
            MultiModal.Images.Place.Near => (0.8f, 0.94f),
            MultiModal.Images.Place.Above => (0.05f, 0.3f),
            MultiModal.Images.Place.Below => (0.68f, 0.94f),
            _ => (spec.FarLimit, spec.NearLimit),
        };
        if (hero && wanted.Place is null && _stage.Water?.NearBank is null)
        {
            far += (near - far) * 0.4f;
        }

        (Vector2 Foot, float Depth) best = (new Vector2(_stage.FocalX, _stage.Height * 0.8f), 0.6f);
        float bestScore = float.MinValue;
        for (int i = 0; i < Candidates * 2; i++)
        {
            if (i >= Candidates && bestScore > -5)
            {
                break;
            }

            // The second half widens the search when nothing fitted.
            bool wide = i >= Candidates;
            float depth = wide ? _stage.Next(0.06f, 0.86f) : _stage.Next(far, near);
            float x = float.IsNaN(goalX) ? _stage.Next(0.05f, 0.95f) * _stage.Width : goalX + ((float)_stage.Random.NextGaussian() * (index == 0 ? 0.03f : 0.13f) * _stage.Width * (wide ? 4 : 1));
            float y = spec.Stand == Stand.Flying ? FlyingY(wanted, spec) : _stage.Horizon + ((_stage.Height - _stage.Horizon) * depth);
            Vector2 foot = new(x, y);
            float score = Score(wanted, spec, foot, spec.Stand == Stand.Flying ? _stage.Next(far, near) : depth, goalX, hero, count);
            if (score > bestScore)
            {
                bestScore = score;
                best = (foot, depth);
            }
        }

        return best;
    }

    private float FlyingY(Wanted wanted, ElementSpec spec) => wanted.Kind switch
    {
        "owl" => _stage.Next(0.28f, 0.5f) * _stage.Height,
        "butterfly" => _stage.Next(0.5f, 0.82f) * _stage.Height,
        _ => (wanted.Place switch { MultiModal.Images.Place.Above => _stage.Next(0.14f, 0.3f), MultiModal.Images.Place.Below => _stage.Next(0.75f, 0.95f), _ => _stage.Next(0.2f, 0.72f) } * _stage.Horizon) + (spec.Height * 0.5f),
    };

    private float Score(Wanted wanted, ElementSpec spec, Vector2 foot, float depth, float goalX, bool hero, int count)
    {
        float size = SizeAt(spec, wanted, depth, hero, count);
        float half = size * spec.HalfWidth;
        float score = _stage.Next(0, 0.3f);
        float leave = wanted.Role == SubjectRole.Plant && depth > 0.6f ? 3 : 26;
        if (!Fits(spec, foot, MathF.Min(half, 0.12f), wanted))
        {
            score -= 100;
        }

        float x0 = foot.X - half;
        float x1 = foot.X + half;
        float y0 = foot.Y - size;
        float spill = MathF.Max(0, 0.02f - x0) + MathF.Max(0, x1 - _stage.Width + 0.02f);
        score -= leave * spill;
        score -= 20 * MathF.Max(0, 0.01f - y0);
        foreach ((float tx0, float ty0, float tx1, float ty1) in _taken)
        {
            float w = MathF.Min(x1, tx1) - MathF.Max(x0, tx0);
            float h = MathF.Min(foot.Y, ty1) - MathF.Max(y0, ty0);
            if (w > 0 && h > 0)
            {
                float smaller = MathF.Min((x1 - x0) * size, (tx1 - tx0) * (ty1 - ty0));
                bool heroBox = tx0 == _heroLeft && ty0 == _heroTop;
                score -= (heroBox ? 16 : 6) * w * h / MathF.Max(smaller, 1e-4f);
            }
        }

        if (float.IsNaN(goalX))
        {
            // Balance: lesser things keep to the thirds and away from the very middle.
            float u = foot.X / _stage.Width;
            score -= 0.9f * MathF.Min(MathF.Abs(u - 0.25f), MathF.Abs(u - 0.75f));
        }
        else
        {
            score -= 3 * MathF.Abs(foot.X - goalX);
        }

        return score;
    }

    private bool Fits(ElementSpec spec, Vector2 foot, float half, Wanted wanted)
    {
        if (_stage.Water is not { } water)
        {
            return spec.Stand != Stand.Afloat;
        }

        if (spec.Stand == Stand.Flying)
        {
            return true;
        }

        bool middle = water.Covers(foot);
        if (spec.Stand == Stand.Anywhere)
        {
            return wanted.Kind switch
            {
                "lighthouse" => middle == (water.Kind == "sea"),
                "waterfall" => foot.Y <= water.Waterline + 0.05f || !middle,
                "candle" => !middle,
                _ => true,
            };
        }

        if (spec.Stand == Stand.Afloat)
        {
            return middle && (wanted.Kind == "bridge" || (water.Covers(foot + new Vector2(half * 0.7f, 0)) && water.Covers(foot - new Vector2(half * 0.7f, 0))));
        }

        bool land = !middle && !water.Covers(foot + new Vector2(half * 0.6f, 0)) && !water.Covers(foot - new Vector2(half * 0.6f, 0));
        if (water.Kind == "sea")
        {
            return land && foot.Y > water.Waterline;
        }

        return land;
    }
}
