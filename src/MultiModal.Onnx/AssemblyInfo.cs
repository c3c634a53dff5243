using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("MultiModal.Onnx.Tests")]
