// The time-lapse on disk: what was kept comes back, a torn end costs only what was torn.
using AttentionLab.Server.Live;
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
        Assert.Equal(Frame(5), store.Read(5));
        Assert.Null(store.Read(6));
        Assert.Equal(10, store.Newest()!.Value.Step);
    }

    [Fact]
    public void Add_SameStepAgain_ReplacesTheFrame()
    {
        using (var store = Filled()) store.Add(5, Frame(5, 9));
        using var again = new FrameStore(_folder.Path);
        Assert.Equal(Frame(5, 9), again.Read(5));
        Assert.Equal([0, 5, 10], again.Steps);
    }

    [Fact]
    public void Add_AfterATornEntry_KeepsWhatWasWhole()
    {
        Filled().Dispose();
        File.AppendAllText(_folder["attention.idx"], "torn");
        using (var store = new FrameStore(_folder.Path)) store.Add(15, Frame(15));
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10, 15], again.Steps);
        Assert.Equal(Frame(15), again.Read(15));
    }

    [Fact]
    public void Steps_FrameWhoseBytesAreMissing_IsNotListed()
    {
        Filled().Dispose();
        using (var bin = File.OpenWrite(_folder["attention.bin"])) bin.SetLength(bin.Length - 1);
        using var store = new FrameStore(_folder.Path);
        Assert.Equal([0, 5], store.Steps);
    }

    [Fact]
    public void CutAfter_ThenAdded_ReadsTheNewFrames()
    {
        using (var store = Filled())
        {
            store.CutAfter(5);
            store.Add(10, Frame(10, 8));
        }
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10], again.Steps);
        Assert.Equal(Frame(10, 8), again.Read(10));
        Assert.Equal(Frame(5), again.Read(5));
    }

    [Fact]
    public void Read_FrameThatWasOverwritten_SaysSoAndSpoilsNoOther()
    {
        Filled().Dispose();
        using (var bin = File.OpenWrite(_folder["attention.bin"]))
        {
            bin.Position = 2 * Frame(0).Length;
            bin.Write(new byte[Frame(0).Length]);
        }
        using var store = new FrameStore(_folder.Path);
        Assert.Contains("step 10 is damaged", Assert.Throws<LabException>(() => store.Read(10)).Message);
        Assert.Equal((5, true), (store.Newest()!.Value.Step, store.Newest()!.Value.Bytes.SequenceEqual(Frame(5))));
    }

    [Fact]
    public void Steps_IndexOfGarbage_KeepsWhatIsWhole()
    {
        Filled().Dispose();
        byte[] index = File.ReadAllBytes(_folder["attention.idx"]);
        index.AsSpan(16, 16).Fill(0xff);
        File.WriteAllBytes(_folder["attention.idx"], index);
        using var store = new FrameStore(_folder.Path);
        Assert.Equal([0, 10], store.Steps);
    }

    [Theory]
    [InlineData("attention.bin")]
    [InlineData("attention.idx")]
    public void Add_AfterAFileWasRemoved_WritesAllOfItAnew(string removed)
    {
        using (var store = Filled())
        {
            File.Delete(_folder[removed]);
            Assert.Equal(Frame(5), store.Read(5));
            store.Add(15, Frame(15));
        }
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10, 15], again.Steps);
        Assert.All(again.Steps, step => Assert.Equal(Frame(step), again.Read(step)));
    }

    [Theory]
    [InlineData("attention.bin")]
    [InlineData("attention.idx")]
    public void Add_DiskFull_LeavesNothingOfTheFrameAndTakesTheNext(string full)
    {
        using (var store = Filled())
        {
            using (new FaultyDisk(DiskMoment.Append, _folder[full]))
                Assert.Throws<IOException>(() => store.Add(15, Frame(15)));
            Assert.Equal([0, 5, 10], store.Steps);
            Assert.Equal(3 * Frame(0).Length, new FileInfo(_folder["attention.bin"]).Length);
            store.Add(20, Frame(20));
        }
        using var again = new FrameStore(_folder.Path);
        Assert.Equal([0, 5, 10, 20], again.Steps);
        Assert.Equal(Frame(20), again.Read(20));
    }

    private FrameStore Filled()
    {
        var store = new FrameStore(_folder.Path);
        foreach (int step in new[] { 0, 5, 10 }) store.Add(step, Frame(step));
        return store;
    }

    /// <summary>Of one head that looks at one token.</summary>
    private static byte[] Frame(int step, float weight = 1) => FramePacker.Pack(step, [[[weight]]], masked: true);
}
