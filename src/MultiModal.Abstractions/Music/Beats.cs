using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiModal.Music;

/// <summary>
/// A place or a length on the score's time line: an exact number of quarter notes. Not seconds (those need a tempo), not
/// beats of the metre (a 6/8 bar has two of those and three of these), and not MIDI ticks.
/// </summary>
/// <remarks>Kept in lowest terms with a positive denominator. JSON form: <c>"3/2"</c>, or a whole number. Arithmetic is checked.</remarks>
[JsonConverter(typeof(BeatsJsonConverter))]
public readonly struct Beats : IEquatable<Beats>, IComparable<Beats>
{
    private readonly long _denominatorLessOne;

    /// <summary>Initializes a new instance of the <see cref="Beats"/> struct as a fraction of a quarter note.</summary>
    /// <param name="numerator">Any value.</param>
    /// <param name="denominator">Not zero.</param>
    public Beats(long numerator, long denominator = 1)
    {
        if (denominator == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(denominator), "A length cannot have the denominator 0.");
        }

        if (denominator == 1)
        {
            Numerator = numerator;
            return;
        }

        // In 128 bits, where the most negative number has an opposite too.
        Int128 top = denominator < 0 ? -(Int128)numerator : numerator;
        Int128 bottom = Int128.Abs(denominator);
        ulong divisor = Divisor((ulong)Int128.Abs(top), (ulong)bottom);
        Numerator = checked((long)(top / divisor));
        _denominatorLessOne = checked((long)(bottom / divisor)) - 1;
    }

    /// <summary>Gets no time at all.</summary>
    public static Beats Zero => default;

    /// <summary>Gets one quarter note.</summary>
    public static Beats Quarter { get; } = new(1);

    /// <summary>Gets one eighth note.</summary>
    public static Beats Eighth { get; } = new(1, 2);

    /// <summary>Gets one sixteenth note.</summary>
    public static Beats Sixteenth { get; } = new(1, 4);

    /// <summary>Gets one half note.</summary>
    public static Beats Half { get; } = new(2);

    /// <summary>Gets one whole note.</summary>
    public static Beats Whole { get; } = new(4);

    /// <summary>Gets the numerator, in lowest terms.</summary>
    public long Numerator { get; }

    /// <summary>Gets the denominator, in lowest terms, at least 1.</summary>
    public long Denominator => _denominatorLessOne + 1;

    /// <summary>Converts a whole number of quarter notes.</summary>
    public static implicit operator Beats(int quarters) => new(quarters);

    /// <summary>Adds.</summary>
    public static Beats operator +(Beats left, Beats right) => left.Denominator == right.Denominator
        ? new(checked(left.Numerator + right.Numerator), left.Denominator)
        : new(checked((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator)), checked(left.Denominator * right.Denominator));

    /// <summary>Subtracts.</summary>
    public static Beats operator -(Beats left, Beats right) => left + (-right);

    /// <summary>Negates.</summary>
    public static Beats operator -(Beats value) => new(checked(-value.Numerator), value.Denominator);

    /// <summary>Multiplies by a whole number.</summary>
    public static Beats operator *(Beats left, long right) => new(checked(left.Numerator * right), left.Denominator);

    /// <summary>Divides by a whole number.</summary>
    public static Beats operator /(Beats left, long right) => new(left.Numerator, checked(left.Denominator * right));

    /// <summary>Returns the place within a cycle, in [0, <paramref name="right"/>) for positive cycles.</summary>
    public static Beats operator %(Beats left, Beats right) => left - (right * left.FloorDivide(right));

    /// <summary>Compares.</summary>
    public static bool operator <(Beats left, Beats right) => left.CompareTo(right) < 0;

    /// <summary>Compares.</summary>
    public static bool operator >(Beats left, Beats right) => left.CompareTo(right) > 0;

    /// <summary>Compares.</summary>
    public static bool operator <=(Beats left, Beats right) => left.CompareTo(right) <= 0;

    /// <summary>Compares.</summary>
    public static bool operator >=(Beats left, Beats right) => left.CompareTo(right) >= 0;

    /// <summary>Compares.</summary>
    public static bool operator ==(Beats left, Beats right) => left.Equals(right);

    /// <summary>Compares.</summary>
    public static bool operator !=(Beats left, Beats right) => !left.Equals(right);

    /// <summary>Returns the smaller.</summary>
    public static Beats Min(Beats left, Beats right) => left < right ? left : right;

    /// <summary>Returns the larger.</summary>
    public static Beats Max(Beats left, Beats right) => left > right ? left : right;

    /// <summary>Returns the nearest multiple of 1/<paramref name="denominator"/> quarter, halves upward.</summary>
    public static Beats FromDouble(double quarters, int denominator) => new((long)Math.Floor((quarters * denominator) + 0.5), denominator);

    /// <summary>Reads <c>3/2</c> or <c>3</c>.</summary>
    public static bool TryParse(string? text, out Beats beats)
    {
        beats = default;
        string[] parts = (text ?? string.Empty).Split('/');
        if (parts.Length > 2
            || !long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long numerator)
            || numerator == long.MinValue)
        {
            return false;
        }

        long denominator = 1;
        if (parts.Length == 2 && (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out denominator) || denominator == 0))
        {
            return false;
        }

        beats = new Beats(numerator, denominator);
        return true;
    }

    /// <summary>Returns the whole number of times <paramref name="cycle"/> goes into this place, rounded down.</summary>
    public long FloorDivide(Beats cycle)
    {
        long top = checked(Numerator * cycle.Denominator);
        long bottom = checked(Denominator * cycle.Numerator);
        long quotient = Math.DivRem(top, bottom, out long rest);
        return rest != 0 && (rest < 0) != (bottom < 0) ? quotient - 1 : quotient;
    }

    /// <summary>Returns the number of quarter notes as a floating-point number.</summary>
    public double ToDouble() => (double)Numerator / Denominator;

    /// <inheritdoc/>
    public int CompareTo(Beats other) => Denominator == other.Denominator
        ? Numerator.CompareTo(other.Numerator)
        : ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Beats other) => Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Beats other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <inheritdoc/>
    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static ulong Divisor(ulong left, ulong right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}

/// <summary>Reads and writes <see cref="Beats"/> as <c>3</c> or <c>"3/2"</c>.</summary>
public sealed class BeatsJsonConverter : JsonConverter<Beats>
{
    /// <inheritdoc/>
    public override Beats Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole))
        {
            return new Beats(whole);
        }

        return reader.TokenType == JsonTokenType.String && Beats.TryParse(reader.GetString(), out Beats beats)
            ? beats
            : throw new JsonException("A length in quarter notes is a whole number or a fraction such as \"3/2\".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Beats value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Denominator == 1)
        {
            writer.WriteNumberValue(value.Numerator);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
