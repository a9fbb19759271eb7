// The time-lapse on disk: what was kept comes back, a torn end costs only what was torn.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Storage;

public sealed class FrameStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AfterReopening_GivesTheSameBytes()
    {
        Filled().Dispose();
        using var store = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10], store.Steps);
        Assert.Equal([5, 5, 5], store.Read(5));
        Assert.Null(store.Read(6));
        Assert.Equal(10, store.Newest()!.Value.Step);
    }

    [Fact]
    public void Add_SameStepAgain_ReplacesTheFrame()
    {
        using (var store = Filled()) store.Add(5, [9]);
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([9], again.Read(5));
        Assert.Equal([0, 5, 10], again.Steps);
    }

    [Fact]
    public void Add_AfterATornEntry_KeepsWhatWasWhole()
    {
        Filled().Dispose();
        File.AppendAllText(_folder["attention.idx"], "torn");
        using (var store = new FrameStore(_folder.Path)) store.Add(15, [1, 2]);
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10, 15], again.Steps);
        Assert.Equal([1, 2], again.Read(15));
    }

    [Fact]
    public void Steps_FrameWhoseBytesAreMissing_IsNotListed()
    {
        Filled().Dispose();
        using (var bin = File.OpenWrite(_folder["attention.bin"])) bin.SetLength(7);
        using var store = new FrameStore(_folder.Path);
        Assert.Equal([0, 5], store.Steps);
    }

    [Fact]
    public void CutAfter_ThenAdded_ReadsTheNewFrames()
    {
        using (var store = Filled())
        {
            store.CutAfter(5);
            store.Add(10, [8, 8]);
        }
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10], again.Steps);
        Assert.Equal([8, 8], again.Read(10));
        Assert.Equal([5, 5, 5], again.Read(5));
    }

    private FrameStore Filled()
    {
        var store = new FrameStore(_folder.Path);
        foreach (byte step in new byte[] { 0, 5, 10 }) store.Add(step, [step, step, step]);
        return store;
    }
}
