using MultiModal.Music.Melody;

namespace MultiModal.Music.Tests.Melody;

public sealed class RulesMelodyGeneratorTests : MelodyGeneratorRules
{
    protected override IMelodyGenerator Generator { get; } = new RulesMelodyGenerator();

    [Fact]
    public void It_does_not_pretend_to_be_a_model()
    {
        Assert.Equal("melody-rules", Generator.Info.Id);
        Assert.Null(Generator.Info.Model);
    }
}
