// Checkpoints are whole or not there, and there are never more than allowed.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Storage;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ThatBreaksOff_LeavesTheOneBefore()
    {
        var store = Store();
        store.Save(1, stream => stream.WriteByte(1));
        Assert.Throws<IOException>(() => store.Save(1, stream =>
        {
            stream.WriteByte(2);
            throw new IOException("No space left on device");
        }));
        Assert.Throws<IOException>(() => store.Save(2, _ => throw new IOException("No space left on device")));
        var again = Store();
        Assert.Equal([1], again.Steps);
        using var stream = again.Open(1)!;
        Assert.Equal(1, stream.ReadByte());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Save_Many_KeepsFirstAndNewestAndThinsOutTheOld()
    {
        var store = Store();
        for (int step = 100; step <= 3200; step += 100) store.Save(step, stream => stream.WriteByte(0));
        var steps = store.Steps;
        Assert.Equal(5, steps.Count);
        Assert.Equal(100, steps[0]);
        Assert.Equal(3200, steps[^1]);
        var gaps = steps.Zip(steps.Skip(1), (a, b) => b - a).ToList();
        Assert.Equal(gaps.OrderDescending(), gaps);
        Assert.Equal(steps, Store().Steps);
    }

    [Fact]
    public void SetAside_DamagedCheckpoint_LetsTheOneBeforeCount()
    {
        var store = Store();
        store.Save(1, stream => stream.WriteByte(1));
        store.Save(2, stream => stream.WriteByte(2));
        store.SetAside(2);
        Assert.Equal(1, store.Newest);
        Assert.Equal(1, Store().Newest);
    }

    [Fact]
    public void Save_Many_NeverGivesUpTheBest()
    {
        var store = Store(best: 700);
        for (int step = 100; step <= 3200; step += 100) store.Save(step, stream => stream.WriteByte(0));
        Assert.Equal(5, store.Steps.Count);
        Assert.Contains(700, store.Steps);
        Assert.Equal((100, 3200), (store.Steps[0], store.Steps[^1]));
    }

    [Theory]
    [InlineData(1, new[] { 300 })]
    [InlineData(2, new[] { 200, 300 })]
    public void Save_RoomForOneOrTwo_KeepsTheNewestThenTheBest(int keep, int[] kept)
    {
        var store = new CheckpointStore(_folder.Path, keep, steps => steps.Contains(200) ? 200 : null);
        for (int step = 100; step <= 300; step += 100) store.Save(step, stream => stream.WriteByte(0));
        Assert.Equal(kept, store.Steps);
    }

    [Theory]
    [InlineData(DiskMoment.Create)]
    [InlineData(DiskMoment.Write)]
    [InlineData(DiskMoment.Sync)]
    [InlineData(DiskMoment.Rename)]
    public void Save_DiskFullAtAnyStage_LeavesTheOnesBeforeAndNoHalfFile(DiskMoment moment)
    {
        var store = Store();
        store.Save(1, stream => stream.WriteByte(1));
        using (new FaultyDisk(moment, _folder["step-2.safetensors"]))
            Assert.Throws<IOException>(() => store.Save(2, stream => stream.Write([2, 2])));
        Assert.Equal([1], store.Steps);
        Assert.Equal("step-1.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path))));
        store.Save(3, stream => stream.WriteByte(3));
        Assert.Equal([1, 3], Store().Steps);
    }

    [Fact]
    public void Save_RunFolderIsGone_DoesNotMakeItAgain()
    {
        var store = new CheckpointStore(_folder["run/checkpoints"], 5, _ => null);
        Assert.Throws<DirectoryNotFoundException>(() => store.Save(1, stream => stream.WriteByte(1)));
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void Open_FileWasRemoved_IsNotKept()
    {
        var store = Store();
        store.Save(1, stream => stream.WriteByte(1));
        store.Save(2, stream => stream.WriteByte(2));
        File.Delete(_folder["step-2.safetensors"]);
        Assert.Null(store.Open(2));
        store.Save(3, stream => stream.WriteByte(3));
        Assert.Equal([1, 3], store.Steps);
    }

    private CheckpointStore Store(int? best = null) => new(_folder.Path, 5, steps => best is { } step && steps.Contains(step) ? step : null);
}
