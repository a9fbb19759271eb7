// Curves survive: every step is kept, a torn line is mended, what is trained again replaces what was there.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Storage;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder["metrics.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_ManySteps_AreAllReadBackBitForBit()
    {
        var random = new Random(1);
        var losses = Enumerable.Range(0, 2000).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-20, 20))).ToArray();
        using (var log = new MetricsLog(File))
            for (int i = 0; i < losses.Length; i++) log.Add(Step(i + 1, losses[i]));
        using var again = new MetricsLog(File);
        Assert.Equal(losses, again.From(0).TrainLoss);
        Assert.Equal(Enumerable.Range(1, losses.Length), again.From(0).Step);
    }

    [Fact]
    public void Thinned_StepsAddedAndCut_IsMadeAnewOnlyThen()
    {
        using var log = Filled(10);
        var thin = log.Thinned();
        Assert.Same(thin, log.Thinned());
        log.CutAfter(5);
        Assert.Equal([1, 2, 3, 4, 5], log.Thinned().Step);
        log.Add(Step(6, 0.5));
        Assert.Equal(0.5, log.Thinned().TrainLoss[^1]);
    }

    [Fact]
    public void From_AStep_LeavesOutWhatCameBefore()
    {
        using var log = Filled(10);
        Assert.Equal([8, 9, 10], log.From(8).Step);
        Assert.Equal([10], log.From(8).Eval.Step);
    }

    [Fact]
    public void Add_AnEarlyEstimate_IsMarkedWithItsBatchesForGood()
    {
        using (var log = new MetricsLog(File))
        {
            log.Add(new LossEstimate(1, 4, 4) { Batches = 2 });
            log.Add(new LossEstimate(250, 3, 3));
        }
        Assert.Contains("\"batches\":2", System.IO.File.ReadAllLines(File)[0]);
        Assert.DoesNotContain("batches", System.IO.File.ReadAllLines(File)[1]);
        using var again = new MetricsLog(File);
        Assert.Equal([2, null], again.From(0).Eval.Batches);
        Assert.Equal([null], again.From(2).Eval.Batches);
        again.CutAfter(1);
        again.Add(new LossEstimate(250, 3, 3));
        Assert.Equal([2, null], again.From(0).Eval.Batches);
    }

    [Fact]
    public void From_LinesOfBeforeEarlyEstimates_HasNoColumnForThem()
    {
        System.IO.File.WriteAllText(File, "{\"step\":0,\"eval\":{\"trainLoss\":4,\"valLoss\":4},\"time\":1}\n");
        using var log = new MetricsLog(File);
        Assert.Equal([0], log.From(0).Eval.Step);
        Assert.Null(log.From(0).Eval.Batches);
    }

    [Theory]
    [InlineData("{\"step\":11,\"trainLo")]
    [InlineData("{\"step\":11,\"trainLoss\":1.5,\"learningRate\":0.1,\"gradientNorm\":1,\"tokensPerSecond\":1}")]
    public void Add_AfterATornLine_CutsItOffAndKeepsTheRest(string torn)
    {
        Filled(10).Dispose();
        System.IO.File.AppendAllText(File, torn);
        using (var log = new MetricsLog(File))
        {
            Assert.Equal(10, log.LastStep);
            log.Add(Step(11, 0.5));
        }
        using var again = new MetricsLog(File);
        Assert.Equal(Enumerable.Range(1, 11), again.From(0).Step);
        Assert.Equal(0.5, again.From(11).TrainLoss[0]);
        Assert.Equal(0, again.Unreadable);
    }

    [Fact]
    public void From_ALineOfGarbageInTheMiddle_KeepsAllOthers()
    {
        Filled(3).Dispose();
        System.IO.File.AppendAllText(File, "\u0001\u0002 not json\n{\"step\":4,\"trainLoss\":1}\n");
        using var log = new MetricsLog(File);
        Assert.Equal([1, 2, 3, 4], log.From(0).Step);
        Assert.Equal(1, log.Unreadable);
    }

    [Fact]
    public void CutAfter_ThenTrainedAgain_HoldsEachStepOnce()
    {
        using (var log = Filled(10))
        {
            log.CutAfter(6);
            log.Add(Step(7, 70));
        }
        using var again = new MetricsLog(File);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], again.From(0).Step);
        Assert.Equal(70, again.From(7).TrainLoss[0]);
        Assert.Equal([0], again.From(0).Eval.Step);
    }

    [Fact]
    public void Read_AfterACut_SendsTheStepsAgain()
    {
        using var log = Filled(10);
        var cursor = log.CursorAt(0);
        Assert.Equal(10, log.Read(ref cursor, 100)!.Step.Count);
        Assert.Null(log.Read(ref cursor, 100));
        log.CutAfter(6);
        foreach (int step in Enumerable.Range(7, 6)) log.Add(Step(step, 1));
        Assert.Equal([7, 8, 9, 10, 11, 12], log.Read(ref cursor, 100)!.Step);
    }

    [Fact]
    public void Read_LongHistory_ComesInPiecesWithoutGaps()
    {
        using var log = Filled(10);
        var cursor = log.CursorAt(3);
        Assert.Equal([3, 4, 5, 6], log.Read(ref cursor, 4)!.Step);
        Assert.Equal([7, 8, 9, 10], log.Read(ref cursor, 4)!.Step);
        Assert.Null(log.Read(ref cursor, 4));
    }

    [Fact]
    public void Add_LossThatIsNoNumber_IsKeptAsSuch()
    {
        using (var log = Filled(1)) log.Add(Step(2, double.NaN));
        using var again = new MetricsLog(File);
        Assert.Equal([1, double.NaN], again.From(0).TrainLoss);
        Assert.Null(again.Last.TrainLoss);
    }

    [Theory]
    [InlineData(DiskMoment.Append)]
    [InlineData(DiskMoment.Sync)]
    public void Sync_DiskFull_KeepsTheStepsAndWritesThemLater(DiskMoment moment)
    {
        using (var log = Filled(3))
        {
            using (new FaultyDisk(moment, File))
            {
                Assert.Throws<IOException>(() =>
                {
                    log.Add(Step(4, 4));
                    log.Sync();
                });
                Assert.Throws<IOException>(() =>
                {
                    log.Add(Step(5, 5));
                    log.Sync();
                });
            }
            Assert.Equal(5, log.LastStep);
            log.Add(Step(6, 6));
        }
        using var again = new MetricsLog(File);
        Assert.Equal([1, 2, 3, 4, 5, 6], again.From(0).TrainLoss);
        Assert.Equal(0, again.Unreadable);
    }

    [Theory]
    [InlineData(DiskMoment.Create)]
    [InlineData(DiskMoment.Write)]
    [InlineData(DiskMoment.Sync)]
    [InlineData(DiskMoment.Rename)]
    public void CutAfter_DiskFull_IsMadeUpForWithTheNextStep(DiskMoment moment)
    {
        using (var log = Filled(10))
        {
            using (new FaultyDisk(moment, File)) Assert.Throws<IOException>(() => log.CutAfter(6));
            using (var kept = new MetricsLog(File)) Assert.Equal(10, kept.LastStep); // what was saved is not damaged
            log.Add(Step(7, 70));
        }
        using var again = new MetricsLog(File);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], again.From(0).Step);
        Assert.Equal(70, again.From(7).TrainLoss[0]);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Add_AfterTheFileWasRemoved_WritesAllOfItAnew()
    {
        using (var log = Filled(3))
        {
            System.IO.File.Delete(File);
            log.Add(Step(4, 4));
        }
        using var again = new MetricsLog(File);
        Assert.Equal([1, 2, 3, 4], again.From(0).TrainLoss);
        Assert.Equal([0, 3], again.From(0).Eval.Step);
    }

    [Fact]
    public void Sync_FolderIsGone_KeepsEverythingUntilItIsBack()
    {
        using (var log = Filled(3))
        {
            Directory.Delete(_folder.Path, recursive: true);
            Assert.Throws<DirectoryNotFoundException>(log.Sync);
            Assert.Throws<DirectoryNotFoundException>(() => log.Add(Step(4, 4)));
            Directory.CreateDirectory(_folder.Path);
            log.Sync();
        }
        using var again = new MetricsLog(File);
        Assert.Equal([1, 2, 3, 4], again.From(0).TrainLoss);
    }

    private static StepResult Step(int step, double loss) => new(step, loss, 0.1, 1, 1000, double.IsFinite(loss));

    private MetricsLog Filled(int steps)
    {
        var log = new MetricsLog(File);
        log.Add(new LossEstimate(0, 4, 4));
        for (int step = 1; step <= steps; step++) log.Add(Step(step, step));
        log.Add(new LossEstimate(steps, 3, 3));
        return log;
    }
}
