using System.Diagnostics;
using System.Text;
using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

/// <summary>Whatever the bytes are, the answer is a score that keeps the rules or one sentence, soon.</summary>
public class HostileFileTests
{
    private const int Mutations = 10_000;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Formats => [.. ScoreDamage.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_cut_at_any_byte_gives_a_score_or_a_sentence(string format)
    {
        byte[] whole = ScoreDamage.Whole(format);
        for (int length = 0; length < whole.Length; length++)
        {
            ReadOrSentence(whole.AsMemory(0, length), $"cut at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_damaged_file_gives_a_score_that_can_be_written_or_a_sentence(string format)
    {
        byte[] whole = ScoreDamage.Whole(format);
        SeededRandom random = new SeededRandom(20).Fork(format);
        for (int i = 0; i < Mutations; i++)
        {
            Score? score = ReadOrSentence(ScoreDamage.Mutate(whole, random), $"mutation {i}");
            if (score is not null && i % 20 == 0)
            {
                WriteOrSentence(() => MidiWriter.Write(score));
                WriteOrSentence(() => AbcWriter.Write(score));
                WriteOrSentence(() => MusicXmlWriter.Write(score));
            }
        }
    }

    [Fact]
    public void A_midi_file_that_claims_65535_tracks_is_refused() =>
        Refused(Midi(1, 65535, 480), "The MIDI file says that it has 65535 tracks; at most 256 are read.");

    [Fact]
    public void A_midi_file_with_fewer_tracks_than_it_claims_is_read_with_a_warning()
    {
        ScoreReading reading = ScoreReader.Read(Midi(1, 200, 480, [0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 0x2F, 0]));

        Assert.Equal(["The MIDI file says that it has 200 tracks and has 1."], reading.Warnings);
    }

    [Fact]
    public void Ticks_beyond_31_bits_are_refused()
    {
        byte[] step = [0xFF, 0xFF, 0xFF, 0x7F, 0x90, 60, 64];

        Refused(Midi(0, 1, 480, [.. Enumerable.Repeat(step, 9).SelectMany(bytes => bytes)]), "Track 1 of the MIDI file goes beyond tick 2147483647.");
    }

    [Fact]
    public void A_midi_file_of_a_million_bars_is_refused() =>
        Refused(Midi(0, 1, 1, [0, 0x90, 60, 64, 0xFF, 0xFF, 0xFF, 0x7F, 0x80, 60, 0]), "The MIDI file lasts 268435455 quarter notes; at most 200000 are read.");

    [Fact]
    public void A_number_of_five_bytes_is_refused() =>
        Refused(Midi(0, 1, 480, [0x81, 0x81, 0x81, 0x81, 1, 0x90, 60, 64]), "Track 1 of the MIDI file has a number of more than four bytes at offset 0.");

    [Fact]
    public void Smpte_time_format_2_and_a_division_of_zero_are_refused()
    {
        Refused(Midi(0, 1, 0xE728), "The MIDI file counts in SMPTE frames, which have no beats; save it with ticks per quarter note.");
        Refused(Midi(2, 1, 480), "The MIDI file is of format 2 (independent patterns); save it as format 0 or 1.");
        Refused(Midi(0, 1, 0), "The MIDI file says that a quarter note has 0 ticks.");
    }

    [Fact]
    public void Entities_are_never_expanded_and_nothing_outside_is_opened()
    {
        const string Laughs = """
            <!DOCTYPE score-partwise [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <score-partwise><work><work-title>&c;</work-title></work></score-partwise>
            """;
        const string External = """
            <!DOCTYPE score-partwise [<!ENTITY file SYSTEM "file:///etc/passwd">]>
            <score-partwise><work><work-title>&file;</work-title></work></score-partwise>
            """;
        foreach (string xml in (string[])[Laughs, External])
        {
            BadInputException fault = Assert.Throws<BadInputException>(() => ScoreReader.Read(Encoding.UTF8.GetBytes(xml)));
            Assert.StartsWith("The MusicXML file is no well-formed XML: Reference to undeclared entity", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Elements_in_elements_without_end_are_refused() =>
        Refused(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))), "The MusicXML file nests elements more than 64 deep.");

    [Fact]
    public void An_archive_that_unpacks_beyond_the_limit_is_refused()
    {
        byte[] bomb = ScoreDamage.Archive(("score.xml", new byte[3_000_000]));

        BadInputException fault = Assert.Throws<BadInputException>(() => ScoreReader.Read(bomb, new ScoreReadOptions { MaxUnpackedBytes = 1_000_000 }));

        Assert.Equal("The zip archive unpacks to more than 1000000 bytes.", fault.Message);
    }

    [Fact]
    public void An_archive_without_a_score_is_refused()
    {
        Refused(ScoreDamage.Archive(("readme.txt", [1])), "The zip archive holds no MusicXML file.");
        Refused(
            ScoreDamage.Archive(("META-INF/container.xml", Encoding.UTF8.GetBytes("<container><rootfiles><rootfile full-path=\"gone.xml\"/></rootfiles></container>"))),
            "The zip archive lacks the score that its container names.");
    }

    [Theory]
    [InlineData("(99999C", "The ABC file has a tuplet of 99999 notes in the time of 2; both lie between 1 and 64.")]
    [InlineData("C1234567", "The ABC file has a number of more than six digits.")]
    [InlineData("C/99999", "The ABC file has a note length with a denominator outside 1 to 65536.")]
    [InlineData("Z999999", "The ABC file has a rest of 999999 bars; at most 20000 bars are read.")]
    [InlineData("C,,,,,,,,", "The ABC file has a note 'C' outside what MIDI can number.")]
    [InlineData("\"Am", "A line of the ABC file has a quotation mark that is not closed.")]
    [InlineData("[CEG", "A line of the ABC file has a chord that is not closed.")]
    [InlineData("z4 |", "The ABC file has no notes.")]
    [InlineData("[M:7/13]C", "The metre '7/13' of the ABC file is none; write M:4/4 or the like.")]
    public void What_abc_may_not_say_gets_a_sentence(string music, string sentence) =>
        Refused(Encoding.UTF8.GetBytes("X:1\nL:1/8\nM:4/4\nK:C\n" + music), sentence);

    [Fact]
    public void Repeats_that_grow_beyond_the_limit_are_refused()
    {
        string music = string.Concat(Enumerable.Repeat("|:::::::::::::::::::: C8 ::::::::::::::::::::::::::::::|\n", 800));

        Refused(Encoding.UTF8.GetBytes("X:1\nL:1/8\nK:C\n" + music), "The score has more than 20000 bars when its repeats are played.");
    }

    [Fact]
    public void What_is_no_score_is_named_so()
    {
        Refused([], "The score file is empty.");
        Refused("hello"u8.ToArray(), "The file is no score that can be read: it is neither MIDI (MThd), MusicXML, ABC (with an X: or K: field) nor score JSON.");
        Refused("<html><body/></html>"u8.ToArray(), "The XML file is no MusicXML score: its root is 'html', not 'score-partwise' or 'score-timewise'.");
        Refused("MThd"u8.ToArray(), "The MIDI file ends inside its header.");
    }

    [Fact]
    public void A_large_file_is_refused_before_it_is_read()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => ScoreReader.Read(new byte[2000], new ScoreReadOptions { MaxBytes = 1000 }));

        Assert.Equal("The score file has 2000 bytes; at most 1000 are read.", fault.Message);
    }

    private static byte[] Midi(int format, int tracks, int division, params byte[] track) =>
    [
        .. "MThd"u8, 0, 0, 0, 6, 0, (byte)format, (byte)(tracks >> 8), (byte)tracks, (byte)(division >> 8), (byte)division,
        .. "MTrk"u8, 0, 0, (byte)(track.Length >> 8), (byte)track.Length, .. track,
    ];

    private static Score? ReadOrSentence(ReadOnlyMemory<byte> bytes, string what)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return ScoreReader.Read(bytes).Score;
        }
        catch (BadInputException fault)
        {
            Assert.NotEmpty(fault.Message);
            return null;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{what}: {fault.GetType().Name} {fault.Message}", fault);
        }
        finally
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"{what} took {Stopwatch.GetElapsedTime(start)}.");
        }
    }

    private static void WriteOrSentence(Func<byte[]> write)
    {
        try
        {
            Assert.NotEmpty(write());
        }
        catch (BadInputException fault)
        {
            Assert.NotEmpty(fault.Message);
        }
    }

    private static void Refused(byte[] bytes, string sentence) => Assert.Equal(sentence, Assert.Throws<BadInputException>(() => ScoreReader.Read(bytes)).Message);
}
