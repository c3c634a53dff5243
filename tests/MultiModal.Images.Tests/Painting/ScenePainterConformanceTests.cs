using MultiModal.Images.Painting;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Painting;

public sealed class ScenePainterConformanceTests : PictureGeneratorConformance
{
    protected override IPictureGenerator CreateGenerator() => new ScenePainter();
}
