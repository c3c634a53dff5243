using Microsoft.Extensions.DependencyInjection;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tests.Packs;

namespace MultiModal.Onnx.Tests;

public sealed class OnnxRegistrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_container_shares_one_pool_and_closes_its_sessions()
    {
        ServiceProvider services = Services();
        SessionPool pool = services.GetRequiredService<SessionPool>();
        Assert.Same(pool, services.GetRequiredService<SessionPool>());
        using BoundRun run = pool.Open(_folder.Write("m.onnx", OnnxBytes.AddOne())).Bind().Input<float>("x", 1, 4).Output<float>("y", 1, 4).Build();
        run.Run();

        services.Dispose();

        Assert.Throws<ObjectDisposedException>(() => run.Run());
    }

    [Fact]
    public void Options_are_checked_before_anything_opens()
    {
        using ServiceProvider services = new ServiceCollection().AddMultiModalOnnx(options => options.ExecutionProvider = "abacus").BuildServiceProvider();

        Assert.Contains("abacus", Assert.Throws<BadInputException>(() => services.GetRequiredService<SessionPool>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Registering_twice_registers_once()
    {
        IServiceCollection services = new ServiceCollection().AddMultiModalOnnx();
        int count = services.Count;

        Assert.Equal(count, services.AddMultiModalOnnx().Count);
    }

    [Fact]
    public void The_diagnosis_names_versions_providers_and_every_fault_of_the_packs()
    {
        _folder.WritePack("bundled/good", "good");
        _folder.WritePack("bundled/torn", "torn");
        _folder.Write("bundled/torn/model.onnx", "torn");
        _folder.Write("user/odd/pack.json", "{}");
        using ServiceProvider services = Services();

        OnnxDiagnosis diagnosis = services.GetRequiredService<OnnxDiagnostics>().Examine();

        Assert.Null(diagnosis.Runtime.Fault);
        Assert.Matches(@"^\d+\.\d+\.\d+", diagnosis.Runtime.NativeVersion);
        Assert.Matches(@"\d+\.\d+\.\d+", diagnosis.Runtime.ManagedSource);
        Assert.Equal("cpu", diagnosis.ExecutionProviders.Selected);
        Assert.Equal([Path.Combine(_folder.Root, "user"), Path.Combine(_folder.Root, "bundled")], diagnosis.PackFolders);
        Assert.Equal(["odd", "good", "torn"], diagnosis.Packs.Select(pack => pack.Id));
        Assert.Equal([1, 0, 1], diagnosis.Packs.Select(pack => pack.Faults.Count));
        Assert.Contains("was altered", diagnosis.Packs[2].Faults[0], StringComparison.Ordinal);
        Assert.Empty(services.GetRequiredService<OnnxDiagnostics>().Examine(verifyPacks: false).Packs[2].Faults);
    }

    [Fact]
    public void Packs_lie_in_the_home_folder_and_beside_the_program_unless_told_otherwise()
    {
        using ServiceProvider services = new ServiceCollection().AddMultiModalOnnx().BuildServiceProvider();

        Assert.Equal([MultiModalHome.Resolve().Models, Path.Combine(AppContext.BaseDirectory, "models")], services.GetRequiredService<ModelPackLibrary>().Folders);
    }

    [Fact]
    public void A_home_folder_that_the_container_knows_is_the_one_that_is_searched()
    {
        using ServiceProvider services = new ServiceCollection().AddSingleton(new MultiModalHome(_folder.Root)).AddMultiModalOnnx().BuildServiceProvider();

        Assert.Equal(Path.Combine(_folder.Root, "models"), services.GetRequiredService<ModelPackLibrary>().Folders[0]);
    }

    private ServiceProvider Services() => new ServiceCollection()
        .AddMultiModalOnnx(options =>
        {
            options.ExecutionProvider = "cpu";
            options.UserModelsFolder = Path.Combine(_folder.Root, "user");
            options.BundledModelsFolder = Path.Combine(_folder.Root, "bundled");
        })
        .BuildServiceProvider();
}
