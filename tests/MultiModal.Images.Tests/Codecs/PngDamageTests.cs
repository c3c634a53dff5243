using MultiModal.Images.Codecs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>Damaged files end in a picture or one sentence; never in a crash, a hang or much memory.</summary>
public sealed class PngDamageTests
{
    private const int Mutations = 20_000;

    [Fact]
    public void A_file_cut_off_at_any_byte_is_refused()
    {
        foreach (byte[] file in PngDamage.Samples)
        {
            for (int length = 0; length < file.Length; length++)
            {
                Assert.Throws<BadInputException>(() => PngReader.Read(file.AsMemory(0, length)));
                Assert.Throws<BadInputException>(() => ApngReader.Read(file.AsMemory(0, length)));
            }
        }
    }

    [Fact]
    public void Seeded_mutations_are_read_or_refused_within_little_memory()
    {
        SeededRandom random = new(2026);
        PngReadOptions options = new() { MaxPixels = 1 << 20 };
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] file = PngDamage.Mutate(PngDamage.Samples[i % PngDamage.Samples.Count], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            refused += PngDamage.TryRead(file, options) ? 0 : 1;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }

        Assert.InRange(refused, Mutations / 4, Mutations - (Mutations / 100)); // some get through, some do not
    }
}
