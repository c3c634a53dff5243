using MultiModal.Testing;
using MultiModal.Testing.Fakes;

namespace MultiModal.Images.Tests;

/// <summary>The fake keeps the rules of the real ones, so tests that use it mean something.</summary>
public sealed class FakePictureGeneratorTests : PictureGeneratorConformance
{
    protected override IPictureGenerator CreateGenerator() => new FakePictureGenerator();
}
