using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;
using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis;

/// <summary>The players of a rendering: it gives notes to voices, lets them go, and mixes a block of all that sounds.</summary>
internal sealed class Stage
{
    /// <summary>How many notes sound at once; another one silences the oldest that has been let go, or the oldest.</summary>
    public const int MostVoices = 160;

    private const int FadeBlocks = 4;
    private readonly int _sampleRateHz;
    private readonly Score _score;
    private readonly TableShelf _tables;
    private readonly SeededRandom _random;
    private readonly Dictionary<(int Part, Patch Patch), Channel> _channels = new(PatchKeyComparer.Instance);
    private readonly List<Channel> _channelList = [];
    private readonly List<Player> _players = [];
    private readonly Dictionary<Type, Stack<Voice>> _idle = [];
    private readonly Stack<Player> _idlePlayers = [];
    private readonly float[] _scratchLeft = new float[Voice.BlockFrames];
    private readonly float[] _scratchRight = new float[Voice.BlockFrames];

    /// <summary>Initializes a new instance of the <see cref="Stage"/> class.</summary>
    public Stage(Score score, int sampleRateHz, ulong seed)
    {
        _score = score;
        _sampleRateHz = sampleRateHz;
        _tables = new TableShelf(sampleRateHz);
        _random = new SeededRandom(seed);
    }

    /// <summary>Gets a value indicating whether nothing sounds.</summary>
    public bool IsSilent => _players.Count == 0;

    /// <summary>Starts a note within the block that is rendered next.</summary>
    /// <param name="note">The note.</param>
    /// <param name="offset">Where in the block it starts.</param>
    public void Start(in TimedNote note, int offset)
    {
        Stroke stroke = new(note.Midi, note.Velocity, _random.NextUInt64());
        Part part = _score.Parts[note.Part];

        // What lies above the highest frequency of the recording cannot be heard in it.
        bool tooHigh = !part.IsPercussion && stroke.Hz > 0.45 * _sampleRateHz;
        if (tooHigh || !MakeRoom())
            return;

        Patch instrument = (part.IsPercussion ? DrumKit.Find(note.Midi) : GeneralMidi.Find(part.Program)).For(note.Midi, _sampleRateHz);
        Voice voice = Take(instrument);
        instrument.Start(voice, stroke, _tables);
        Player player = _idlePlayers.Count > 0 ? _idlePlayers.Pop() : new Player();
        player.Begin(voice, ChannelOf(note.Part, instrument), offset, note.End);
        _players.Add(player);
    }

    /// <summary>Adds the block that begins at a frame to the mix and to what is sent to the reverb.</summary>
    public void Render(int frame, Span<float> left, Span<float> right, Span<float> sendLeft, Span<float> sendRight)
    {
        int kept = 0;
        for (int i = 0; i < _players.Count; i++)
        {
            Player player = _players[i];
            if (!player.IsReleased && player.End < frame + player.Offset + Voice.BlockFrames)
                player.Release();

            if (Play(player))
                _players[kept++] = player;
            else
                Retire(player);
        }

        _players.RemoveRange(kept, _players.Count - kept);
        foreach (Channel channel in _channelList)
            channel.Flush(left, right, sendLeft, sendRight);
    }

    private bool Play(Player player)
    {
        (Memory<float> left, Memory<float> right) = player.Channel!.At(player.Offset);
        player.Channel.Touch();
        if (player.Fading == 0)
            return player.Voice!.Render(left.Span, right.Span);

        // A silenced voice fades over a few blocks.
        _scratchLeft.AsSpan().Clear();
        _scratchRight.AsSpan().Clear();
        bool sounds = player.Voice!.Render(_scratchLeft, _scratchRight);
        float from = (float)player.Fading / FadeBlocks;
        float to = (float)(player.Fading - 1) / FadeBlocks;
        Blocks.AddRamped(left.Span, _scratchLeft, from, to);
        Blocks.AddRamped(right.Span, _scratchRight, from, to);
        return sounds && --player.Fading > 0;
    }

    private bool MakeRoom()
    {
        if (_players.Count < MostVoices)
            return true;

        // Twice as many may sound for the few milliseconds of a fade; beyond that nobody would hear one more.
        Player? oldest = _players.Find(player => player.Fading == 0 && player.IsReleased) ?? _players.Find(player => player.Fading == 0);
        if (oldest is not null && _players.Count < 2 * MostVoices)
        {
            oldest.Fading = FadeBlocks;
            return true;
        }

        return false;
    }

    private Channel ChannelOf(int part, Patch patch)
    {
        if (!_channels.TryGetValue((part, patch), out Channel? channel))
        {
            channel = new Channel(patch, _score.Parts[part].Pan, _sampleRateHz);
            _channels.Add((part, patch), channel);
            _channelList.Add(channel);
        }

        return channel;
    }

    private Voice Take(Patch patch) => _idle.TryGetValue(patch.VoiceType, out Stack<Voice>? voices) && voices.Count > 0
        ? voices.Pop()
        : patch.CreateVoice(_sampleRateHz);

    private void Retire(Player player)
    {
        Voice voice = player.Voice!;
        if (!_idle.TryGetValue(voice.GetType(), out Stack<Voice>? voices))
        {
            voices = new Stack<Voice>();
            _idle.Add(voice.GetType(), voices);
        }

        voices.Push(voice);
        _idlePlayers.Push(player);
    }

    /// <summary>A voice at work.</summary>
    private sealed class Player
    {
        public Voice? Voice { get; private set; }

        public Channel? Channel { get; private set; }

        public int Offset { get; private set; }

        public int End { get; private set; }

        public bool IsReleased { get; private set; }

        public int Fading { get; set; }

        public void Begin(Voice voice, Channel channel, int offset, int end)
        {
            Voice = voice;
            Channel = channel;
            Offset = offset;
            End = end;
            IsReleased = false;
            Fading = 0;
        }

        public void Release()
        {
            IsReleased = true;
            Voice!.Release();
        }
    }
}
