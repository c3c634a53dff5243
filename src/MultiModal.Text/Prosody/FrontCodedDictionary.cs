using System.Buffers.Binary;
using System.Reflection;
using System.Text;

namespace MultiModal.Text;

/// <summary>
/// A read-only map from words to lists of symbols (phonemes, pinyin), searched in place: nothing is unpacked to look a word up.
/// </summary>
/// <remarks>
/// Little-endian: count, block size, number of symbols; each symbol as length and UTF-8; the offset of each block; the blocks.
/// Keys are sorted by their UTF-8 bytes; an entry is the number of bytes shared with the key before it in the block, the number
/// of bytes that follow, those bytes, the number of symbols, and the symbols' numbers (two bytes each where there are over 255).
/// </remarks>
internal sealed class FrontCodedDictionary
{
    private readonly byte[] _bytes;
    private readonly string[] _symbols;
    private readonly int _blockSize;
    private readonly int _offsets;
    private readonly int _body;
    private readonly int _blocks;

    private FrontCodedDictionary(byte[] bytes)
    {
        _bytes = bytes;
        Count = Number(0);
        _blockSize = Number(4);
        _symbols = new string[Number(8)];
        int at = 12;
        for (int index = 0; index < _symbols.Length; index++)
        {
            _symbols[index] = Encoding.UTF8.GetString(bytes, at + 1, bytes[at]);
            at += 1 + bytes[at];
        }

        _offsets = at;
        _blocks = (Count + _blockSize - 1) / _blockSize;
        _body = at + (4 * _blocks);
    }

    /// <summary>Gets the number of words.</summary>
    public int Count { get; }

    private int SymbolBytes => _symbols.Length > 255 ? 2 : 1;

    /// <summary>Loads a dictionary that the build embedded in this assembly.</summary>
    public static FrontCodedDictionary Load(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The build left out the resource '{resource}'.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new FrontCodedDictionary(bytes);
    }

    /// <summary>Returns the symbols of a word, or null when it is not there.</summary>
    public string[]? Find(string word)
    {
        if (word.Length is 0 or > 64)
        {
            return null;
        }

        Span<byte> key = stackalloc byte[Encoding.UTF8.GetMaxByteCount(word.Length)];
        key = key[..Encoding.UTF8.GetBytes(word, key)];
        int low = 0;
        int high = _blocks - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (FirstKey(middle).SequenceCompareTo(key) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return FindInBlock(low, key);
    }

    /// <summary>Says whether a word is there.</summary>
    public bool Contains(string word) => Find(word) is not null;

    /// <summary>Lists all words in order.</summary>
    public IEnumerable<string> Words()
    {
        byte[] current = new byte[256];
        for (int block = 0; block < _blocks; block++)
        {
            int at = BlockStart(block);
            int entries = Math.Min(_blockSize, Count - (block * _blockSize));
            for (int entry = 0; entry < entries; entry++)
            {
                int shared = _bytes[at];
                int fresh = _bytes[at + 1];
                _bytes.AsSpan(at + 2, fresh).CopyTo(current.AsSpan(shared));
                at += 2 + fresh;
                at += 1 + (_bytes[at] * SymbolBytes);
                yield return Encoding.UTF8.GetString(current, 0, shared + fresh);
            }
        }
    }

    private string[]? FindInBlock(int block, ReadOnlySpan<byte> key)
    {
        int at = BlockStart(block);
        int entries = Math.Min(_blockSize, Count - (block * _blockSize));
        Span<byte> current = stackalloc byte[512];
        for (int entry = 0; entry < entries; entry++)
        {
            int shared = _bytes[at];
            int fresh = _bytes[at + 1];
            _bytes.AsSpan(at + 2, fresh).CopyTo(current[shared..]);
            at += 2 + fresh;
            int order = current[..(shared + fresh)].SequenceCompareTo(key);
            if (order == 0)
            {
                return Symbols(at);
            }

            if (order > 0)
            {
                return null;
            }

            at += 1 + (_bytes[at] * SymbolBytes);
        }

        return null;
    }

    private string[] Symbols(int at)
    {
        string[] found = new string[_bytes[at]];
        for (int index = 0; index < found.Length; index++)
        {
            int number = SymbolBytes == 1
                ? _bytes[at + 1 + index]
                : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 1 + (2 * index)));
            found[index] = _symbols[number];
        }

        return found;
    }

    private ReadOnlySpan<byte> FirstKey(int block)
    {
        int at = BlockStart(block);
        return _bytes.AsSpan(at + 2, _bytes[at + 1]);
    }

    private int BlockStart(int block) => _body + Number(_offsets + (4 * block));

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));
}
