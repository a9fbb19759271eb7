// A server that cannot start says why in a line and ends with exit code 1.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Setup;

public sealed class StartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DataFolderThatCannotBeWritten_SaysSoWithoutAStackTrace()
    {
        File.WriteAllText(_folder["file"], "");
        var (code, error) = await ServerProcess.Refusal(Path.Combine(_folder["file"], "data"));
        Assert.Equal(1, code);
        Assert.Contains("cannot be written", error);
        Assert.Contains("Lab:Data", error);
        Assert.Single(error.Split('\n'));
    }

    [Fact]
    public async Task Start_DataFolderOfARunningServer_IsRefused()
    {
        using var first = await ServerProcess.Start(_folder.Path);
        var (code, error) = await ServerProcess.Refusal(_folder.Path);
        Assert.Equal(1, code);
        Assert.Contains($"in use by another AttentionLab server (process {first.Id} on {Environment.MachineName}, since ", error);
        Assert.Contains("Stop that one, or give this one its own folder with Lab:Data", error);
        Assert.Single(error.Split('\n'));
    }

    [Fact]
    public async Task Keep_FolderWasRemovedAndAnotherServerTookThePlace_IsRefused()
    {
        using var mine = new DataFolder(_folder["data"]);
        Directory.Delete(mine.Root, recursive: true);
        mine.Keep();
        Assert.True(Directory.Exists(mine.Runs));
        var (code, _) = await ServerProcess.Refusal(mine.Root); // the place is taken again
        Assert.Equal(1, code);

        Directory.Delete(mine.Root, recursive: true);
        using var other = await ServerProcess.Start(mine.Root);
        var refusal = Assert.Throws<LabException>(mine.Keep);
        Assert.Equal(Refusal.Unavailable, refusal.Refusal);
        Assert.Contains($"(process {other.Id} on ", refusal.Message);
    }

    [Fact]
    public async Task Start_WrongSettings_NamesEach()
    {
        var (code, error) = await ServerProcess.Refusal(_folder.Path, "--Lab:Threads", "all", "--Lab:MaxUploadBytes", "0");
        Assert.Equal(1, code);
        Assert.Equal(2, error.Split('\n').Length);
        Assert.Contains("Lab:Threads is 'all'", error);
        Assert.Contains("Lab:MaxUploadBytes is '0'", error);
    }

    [Fact]
    public async Task Start_AddressInUse_SaysHowToChooseAnother()
    {
        using var first = await ServerProcess.Start(_folder["first"]);
        var (code, error) = await ServerProcess.Refusal(_folder["second"], "--urls", first.Http.BaseAddress!.ToString());
        Assert.Equal(1, code);
        Assert.Contains("--urls", error);
        Assert.Single(error.Split('\n'));
    }
}
