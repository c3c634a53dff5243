using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>Turns ONNX Runtime's messages into a clause for one sentence of ours.</summary>
internal static partial class OrtFault
{
    private const int MaxLength = 300;

    /// <summary>Says whether a fault comes out of ONNX Runtime: its own, or a function that this build of it lacks.</summary>
    public static bool IsOrt(Exception fault)
        => fault is OnnxRuntimeException or EntryPointNotFoundException or NotSupportedException or DllNotFoundException;

    /// <summary>Drops error codes, source locations and line breaks, and keeps at most 300 characters.</summary>
    public static string Shorten(string message)
    {
        string text = Spaces().Replace(Location().Replace(Code().Replace(message, " "), " "), " ").Trim().TrimEnd('.', ';', ' ');
        if (text.Length > MaxLength)
            text = text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…";
        return text.Length == 0 ? "no reason was given" : text;
    }

    [GeneratedRegex(@"\[ErrorCode:\w+\]|\[ONNXRuntimeError\] : \d+ : \w+ :")]
    private static partial Regex Code();

    // A source file of ONNX Runtime with its line, and the C++ signature that follows it up to the end of that line or to the message.
    [GeneratedRegex(@"(?:/|[A-Za-z]:\\)\S*onnxruntime\S*\.(?:cc|cpp|h):\d+ .*? (?:was false\.|ONNXRuntimeError)", RegexOptions.Singleline)]
    private static partial Regex Location();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
