using MultiModal.Music;
using MultiModal.Page;
using MultiModal.Tools;

namespace MultiModal.Tests.Page;

public sealed class SongTests
{
    [Fact]
    public void Seconds_FollowEveryTempo()
    {
        Score score = SampleSong.River.ToScore() with { Tempos = [new TempoMark(0, 60), new TempoMark(4, 120), new TempoMark(new Beats(13, 2), 30)] };
        SongTiming timing = new(score);

        // 60 a minute: a second a quarter; then half a second; then two.
        Assert.Equal([0, 2.5, 4, 4.5, 5.25, 8.25], new Beats[] { 0, new(5, 2), 4, 5, new(13, 2), 8 }.Select(timing.SecondsAt));
    }

    [Fact]
    public void APhrase_EndsInTheMeasureItsLastNoteEndsIn_CountedWithThePickup()
    {
        // The river song: pickup of one quarter, then bars of four; phrases end at 9, 17, 26 and 35.
        Assert.Equal([2, 4, 7, 9], Find(SamplePiece.River)!.PhraseEnds);
        Assert.Equal([1, 3, 5, 7], Find(SamplePiece.QuietNight)!.PhraseEnds);
    }

    [Fact]
    public void ANoteThatCarriesASyllableOn_LightsTheSameSyllable()
    {
        SongNote[] it = [.. Find(SamplePiece.River)!.Notes.Where(note => note.Start is 12 or 12.5)];

        Assert.Equal(2, it.Length);
        Assert.Equal((it[0].Line, it[0].From, it[0].To), (it[1].Line, it[1].From, it[1].To));
        Assert.Equal("it", "a while when it is gone,"[it[1].From..it[1].To]);
    }

    [Fact]
    public void TheLastSungScore_IsTheOneThatSounds()
    {
        // Given an arrangement that begins a bar before the singer, and a part after it that nobody sings
        Score melody = SampleSong.QuietNight.ToScore(Language.Zh);
        Score arranged = melody with { Parts = [melody.Parts[0] with { Notes = [.. melody.Parts[0].Notes.Select(note => note with { Onset = note.Onset + 4 })] }] };
        Score unsung = melody with { Parts = [melody.Parts[0] with { Notes = [.. melody.Parts[0].Notes.Select(note => note with { Lyrics = [] })] }] };

        Song song = Song.Find([PartOf(melody), PartOf(arranged), PartOf(unsung)], PoemText.Read(SamplePiece.QuietNightPoem))!;

        Assert.Equal(4, song.Notes[0].Start);
        Assert.Contains("z8", song.Abc, StringComparison.Ordinal);
    }

    [Fact]
    public void AbcAlone_IsEngravedWithoutItsHeading()
    {
        Song song = Song.Find([.. SamplePiece.River.Parts.Where(part => part.Artifact.MediaType == MediaTypes.Abc)], PoemText.Read(SamplePiece.RiverPoem))!;

        Assert.Empty(song.Notes);
        Assert.StartsWith("X:1\nM:4/4\n", song.Abc, StringComparison.Ordinal);
    }

    [Fact]
    public void AScoreThatIsNone_IsBadInput()
    {
        ArtifactContentOf("{\"title\":3}", out var part);

        Assert.Throws<BadInputException>(() => Song.Find([part], PoemText.Read("a")));
    }

    private static Song? Find(PageRequest request) => Song.Find(request.Parts, PoemText.Read(request.Text!));

    private static ArtifactContent PartOf(Score score) => SamplePiece.Part("step.score", ArtifactKind.Score, MediaTypes.Score, null, ArtifactJson.Write(score), null);

    private static void ArtifactContentOf(string json, out ArtifactContent part) =>
        part = SamplePiece.Part("step.score", ArtifactKind.Score, MediaTypes.Score, null, System.Text.Encoding.UTF8.GetBytes(json), null);
}
