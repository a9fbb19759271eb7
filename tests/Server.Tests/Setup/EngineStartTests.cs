// When libtorch comes into the server's process, and what happens where it cannot.
using System.Diagnostics;
using System.Net.Http.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Setup;

public sealed class EngineStartTests : IDisposable
{
    private const string Auto = "auto";

    private static readonly string? Libtorch = AppContext.GetData("AttentionLab.Libtorch") as string;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_Managed_NeverLoadsLibtorch()
    {
        using var server = await ServerProcess.Start(_folder.Path, "--Lab:Engine", EngineNames.Managed);
        await server.Http.GetStringAsync("/");
        string run = await server.StartEndless();
        await server.Until(run, 5);
        Assert.Equal(("Managed engine", false), (EngineOf(await Ready(server)), HasLibtorch(server)));
    }

    [Fact]
    public async Task Start_Auto_LoadsLibtorchAfterTheFirstPageAndNotBefore()
    {
        using var server = await ServerProcess.Start(_folder.Path, "--Lab:Engine", Auto);
        var ready = await Ready(server);
        if (Libtorch is null)
        {
            Assert.Equal("Managed engine", EngineOf(ready)); // there is none for this system
            return;
        }
        Assert.Equal("TorchSharp 0.107 (not loaded yet)", ready.Engine);
        await server.Http.GetStringAsync("/api/presets");
        Assert.False(HasLibtorch(server));
        await server.Http.GetStringAsync("/");
        using var patience = new CancellationTokenSource(LabServer.Patience);
        while ((ready = await Ready(server)).Engine.EndsWith("(not loaded yet)", StringComparison.Ordinal)) await Task.Delay(20, patience.Token);
        Assert.Equal((null, true), (ready.EngineReason, HasLibtorch(server)));
        Assert.StartsWith("TorchSharp 0.107 (cpu, ", ready.Engine);
    }

    [Fact]
    public async Task Start_TorchSharpThatIsNotThere_IsRefusedInALine()
    {
        var (code, error) = await ServerProcess.RefusalOn(Directory.CreateDirectory(_folder["nothing"]).FullName, _folder["data"], "--Lab:Engine", EngineNames.TorchSharp);
        Assert.Equal(1, code);
        Assert.StartsWith("Lab:Engine is torchsharp, which cannot compute here: ", error);
        Assert.EndsWith("Allowed here: auto, managed.", error);
        Assert.Single(error.Split('\n'));
    }

    [LinuxFact]
    public async Task Start_DamagedLibtorch_SaysSoAndTrainsOnTheManagedEngine()
    {
        string damaged = Directory.CreateDirectory(_folder["libtorch"]).FullName;
        foreach (string file in Libtorch!.Split('|').SelectMany(Directory.GetFiles))
        {
            string here = Path.Combine(damaged, Path.GetFileName(file));
            if (Path.GetFileName(file) == "libtorch_cpu.so") File.WriteAllBytes(here, Beginning(file));
            else File.CreateSymbolicLink(here, file);
        }
        using var server = await ServerProcess.StartOn(damaged, _folder["data"], "--Lab:Engine", Auto);
        Assert.Equal("TorchSharp 0.107 (not loaded yet)", (await Ready(server)).Engine);

        string run = await server.StartEndless();
        await server.Until(run, 5);
        Assert.Equal(EngineNames.Managed, (await server.Get(run)).GetProperty("engine").GetString());
        var ready = await Ready(server);
        Assert.Equal(("ready", "Managed engine"), (ready.Status, EngineOf(ready)));
        Assert.Contains("libtorch_cpu.so is damaged: it has 1000000 of ", ready.EngineReason);
        var refused = await Problem.Post(server.Http, "/api/runs", """{"preset":"tiny","corpus":"play","engine":"torchsharp"}""");
        Assert.Contains("libtorch_cpu.so is damaged", refused.Errors["engine"]);
        Assert.EndsWith("Allowed here: managed.", refused.Errors["engine"]);
        await server.Until(run, (await server.Get(run)).GetProperty("step").GetInt32() + 5); // nothing that trains is disturbed
        Assert.Equal(System.Net.HttpStatusCode.OK, (await server.Http.GetAsync("/")).StatusCode);
    }

    private static async Task<Readiness> Ready(ServerProcess server) => (await server.Http.GetFromJsonAsync<Readiness>("/readyz", RestJson.Options))!;

    private static string EngineOf(Readiness ready) => ready.Engine.Split(" (")[0];

    private static bool HasLibtorch(ServerProcess server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.Modules.Cast<ProcessModule>().Any(module => module.ModuleName.Contains("torch_cpu", StringComparison.Ordinal));
    }

    private static byte[] Beginning(string file)
    {
        var bytes = new byte[1_000_000];
        using var whole = File.OpenRead(file);
        whole.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A test of how libraries are loaded on Linux for x64; elsewhere it is skipped and says so.</summary>
    private sealed class LinuxFactAttribute : Xunit.FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (Libtorch is null || !OperatingSystem.IsLinux()) Skip = "There is no libtorch of Linux here.";
        }
    }
}
