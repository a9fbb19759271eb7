// Racing changes nothing: a racer is bit for bit the run it would be alone, and twins stay equal.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Racing;

public class RaceEqualityTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Race_TwinsThatDifferInNothing_StayBitEqual()
    {
        var twin = new NewRacer { Preset = "layer-norm", Model = new() { Dropout = 0.2 } };
        var race = await server.StartAndFinish(RaceRequests.Of(30, twin, twin));
        Assert.NotEqual(race.Runs[0].Name, race.Runs[1].Name);
        RaceRequests.AssertSame(server, race.Runs[0].Id, server, race.Runs[1].Id);
    }

    [Fact]
    public async Task Race_EachRacer_IsBitForBitTheRunItWouldBeAlone()
    {
        NewRacer[] racers =
        [
            new() { Preset = "tiny", Model = new() { Dropout = 0.3 } },
            RaceRequests.Racer("bigram"),
            new() { Preset = "one-head", Model = new() { Dropout = 0.1 } },
            new() { Preset = "many-heads", Model = new() { Scale = false }, Training = new() { LearningRate = 0.01, Optimizer = "muon" } },
        ];
        var request = RaceRequests.Of(25, racers);
        var race = await server.StartAndFinish(request);
        for (int i = 0; i < racers.Length; i++)
        {
            var alone = await server.StartAndFinish(RaceRequests.Alone(request, racers[i]));
            RaceRequests.AssertSame(server, alone.Id, server, race.Runs[i].Id);
        }
    }

    [Fact]
    public async Task Race_RacersOfEqualBatchContextAndSeed_TrainOnTheSameWindows()
    {
        // With a learning rate so small that nothing is learned, two bigram tables tell the same loss only for the same windows.
        var still = new NewRacer { Preset = "bigram", Training = new() { LearningRate = 1e-30, MinLearningRate = 0 } };
        var race = await server.StartAndFinish(RaceRequests.Of(10, still with { Name = "one" }, still with { Name = "other", Training = still.Training! with { Optimizer = "sgd" } }));
        var (one, other) = (server.Lab.MetricsOf(race.Runs[0].Id), server.Lab.MetricsOf(race.Runs[1].Id));
        Assert.Equal(one.TrainLoss, other.TrainLoss);
        Assert.Equal(10, one.TrainLoss.Distinct().Count());
    }
}
