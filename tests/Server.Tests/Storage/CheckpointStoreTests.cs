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
        var store = new CheckpointStore(_folder.Path, 5);
        store.Save(1, stream => stream.WriteByte(1));
        Assert.Throws<IOException>(() => store.Save(1, stream =>
        {
            stream.WriteByte(2);
            throw new IOException("No space left on device");
        }));
        Assert.Throws<IOException>(() => store.Save(2, _ => throw new IOException("No space left on device")));
        var again = new CheckpointStore(_folder.Path, 5);
        Assert.Equal([1], again.Steps);
        using var stream = again.Open(1)!;
        Assert.Equal(1, stream.ReadByte());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Save_Many_KeepsFirstAndNewestAndThinsOutTheOld()
    {
        var store = new CheckpointStore(_folder.Path, 5);
        for (int step = 100; step <= 3200; step += 100) store.Save(step, stream => stream.WriteByte(0));
        var steps = store.Steps;
        Assert.Equal(5, steps.Count);
        Assert.Equal(100, steps[0]);
        Assert.Equal(3200, steps[^1]);
        var gaps = steps.Zip(steps.Skip(1), (a, b) => b - a).ToList();
        Assert.Equal(gaps.OrderDescending(), gaps);
        Assert.Equal(steps, new CheckpointStore(_folder.Path, 5).Steps);
    }

    [Fact]
    public void SetAside_DamagedCheckpoint_LetsTheOneBeforeCount()
    {
        var store = new CheckpointStore(_folder.Path, 5);
        store.Save(1, stream => stream.WriteByte(1));
        store.Save(2, stream => stream.WriteByte(2));
        store.SetAside(2);
        Assert.Equal(1, store.Newest);
        Assert.Equal(1, new CheckpointStore(_folder.Path, 5).Newest);
    }
}
