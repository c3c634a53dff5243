namespace MultiModal.Onnx.Runtime;

/// <summary>Which ONNX Runtime the program carries.</summary>
/// <param name="NativeVersion">The version of the native library, such as <c>1.30.0</c>; null when it could not be loaded.</param>
/// <param name="ManagedSource">Where the C# API comes from, with its version: an npm package's source, or a NuGet package.</param>
/// <param name="Fault">Why the native library could not be loaded: one sentence with the next thing to try; null when it was.</param>
public sealed record OnnxRuntimeInfo(string? NativeVersion, string ManagedSource, string? Fault);
