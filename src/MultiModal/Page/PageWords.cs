namespace MultiModal.Page;

/// <summary>The page's own words, in the language of the poem.</summary>
internal sealed record PageWords
{
    /// <summary>Gets the words of English pages.</summary>
    public static PageWords English { get; } = new()
    {
        Untitled = "Untitled",
        Player = "Player",
        Play = "Play",
        Pause = "Pause",
        Position = "Position",
        PositionOf = "{0} of {1}",
        Volume = "Volume",
        Mute = "Mute",
        Unmute = "Unmute",
        Score = "The song",
        ScoreOf = "Lead sheet of “{0}”",
        NeedsScript = "The engraved score needs JavaScript; the notes are also in the files below.",
        Files = "Files",
        Making = "How this was made",
        MakingIntro = "Each part, what made it, and what it takes to make it again.",
        By = "Made by {0} with the tool {1}.",
        NoModel = "No model took part.",
        Model = "Model: {0}.",
        Weights = "Weights: SHA-256 {0}.",
        Licence = "Licence of the weights: {0}.",
        Seed = "Seed: {0}.",
        Given = "Given by the person who asked.",
        Words = "The words",
        Engraver = "The score is engraved in the browser by abcjs, © 2009–2026 Paul Rosen and Gregory Dyke, MIT licence; its text is in this page's source.",
        Separator = ": ",
        Kinds = new Dictionary<ArtifactKind, string>
        {
            [ArtifactKind.Text] = "Words",
            [ArtifactKind.Image] = "Picture",
            [ArtifactKind.Score] = "Music",
            [ArtifactKind.Audio] = "Sound",
            [ArtifactKind.Motion] = "Dance",
            [ArtifactKind.Critique] = "Judgement",
            [ArtifactKind.Document] = "Document",
        },
    };

    /// <summary>Gets the words of Chinese pages.</summary>
    public static PageWords Chinese { get; } = new()
    {
        Untitled = "无题",
        Player = "播放器",
        Play = "播放",
        Pause = "暂停",
        Position = "进度",
        PositionOf = "{0}，共 {1}",
        Volume = "音量",
        Mute = "静音",
        Unmute = "取消静音",
        Score = "曲谱",
        ScoreOf = "《{0}》曲谱",
        NeedsScript = "显示曲谱需要 JavaScript；音符亦见下列文件。",
        Files = "文件",
        Making = "这件作品是怎样做成的",
        MakingIntro = "每一部分由什么做成，以及再做一次需要什么。",
        By = "由 {0} 以工具 {1} 做成。",
        NoModel = "没有用到模型。",
        Model = "模型：{0}。",
        Weights = "权重：SHA-256 {0}。",
        Licence = "权重许可：{0}。",
        Seed = "种子：{0}。",
        Given = "由委托人提供。",
        Words = "诗文",
        Engraver = "曲谱由 abcjs 在浏览器中排印，© 2009–2026 Paul Rosen、Gregory Dyke，MIT 许可，全文见本页源码。",
        Separator = "：",
        Kinds = new Dictionary<ArtifactKind, string>
        {
            [ArtifactKind.Text] = "文字",
            [ArtifactKind.Image] = "图画",
            [ArtifactKind.Score] = "乐谱",
            [ArtifactKind.Audio] = "声音",
            [ArtifactKind.Motion] = "舞蹈",
            [ArtifactKind.Critique] = "评语",
            [ArtifactKind.Document] = "文档",
        },
    };

    /// <summary>Gets the title of what has none.</summary>
    public required string Untitled { get; init; }

    /// <summary>Gets the name of the player.</summary>
    public required string Player { get; init; }

    /// <summary>Gets the label of the play button.</summary>
    public required string Play { get; init; }

    /// <summary>Gets its label while playing.</summary>
    public required string Pause { get; init; }

    /// <summary>Gets the label of the slider along the sound.</summary>
    public required string Position { get; init; }

    /// <summary>Gets how that slider is read aloud: {0} the time reached, {1} the length.</summary>
    public required string PositionOf { get; init; }

    /// <summary>Gets the label of the volume slider.</summary>
    public required string Volume { get; init; }

    /// <summary>Gets the label of the mute button.</summary>
    public required string Mute { get; init; }

    /// <summary>Gets its label while muted.</summary>
    public required string Unmute { get; init; }

    /// <summary>Gets the heading over the score.</summary>
    public required string Score { get; init; }

    /// <summary>Gets the description of the score: {0} the title.</summary>
    public required string ScoreOf { get; init; }

    /// <summary>Gets what is shown where scripts do not run.</summary>
    public required string NeedsScript { get; init; }

    /// <summary>Gets the heading over the files.</summary>
    public required string Files { get; init; }

    /// <summary>Gets the heading of the fold-out on provenance.</summary>
    public required string Making { get; init; }

    /// <summary>Gets its first sentence.</summary>
    public required string MakingIntro { get; init; }

    /// <summary>Gets who made a part: {0} the provider, {1} the tool.</summary>
    public required string By { get; init; }

    /// <summary>Gets the sentence for parts without a model.</summary>
    public required string NoModel { get; init; }

    /// <summary>Gets the sentence on the model: {0} its id.</summary>
    public required string Model { get; init; }

    /// <summary>Gets the sentence on the weights: {0} the start of their hash.</summary>
    public required string Weights { get; init; }

    /// <summary>Gets the sentence on the weights' licence: {0} the licence.</summary>
    public required string Licence { get; init; }

    /// <summary>Gets the sentence on the seed: {0} the seed.</summary>
    public required string Seed { get; init; }

    /// <summary>Gets the sentence for parts that no tool made.</summary>
    public required string Given { get; init; }

    /// <summary>Gets the heading of the words among the parts.</summary>
    public required string Words { get; init; }

    /// <summary>Gets the notice of the score engraver.</summary>
    public required string Engraver { get; init; }

    /// <summary>Gets what stands between a name and its value.</summary>
    public required string Separator { get; init; }

    /// <summary>Gets the names of the kinds of parts.</summary>
    public required IReadOnlyDictionary<ArtifactKind, string> Kinds { get; init; }
}
