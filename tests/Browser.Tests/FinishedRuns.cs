// Runs that are trained to their end before a test looks at them.
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Browser.Tests;

internal static class FinishedRuns
{
    /// <summary>A tiny run of the embedded play, trained to its end.</summary>
    public static Task<RunInfo> Train(this LabInChromium lab, int steps, string? name = null, long seed = 1337) =>
        lab.Finish(service => service.Start(new NewRun { Name = name, Preset = "tiny", Corpus = "play", Steps = steps, Seed = seed, Training = new() { Batch = 4, EvalEvery = 20, EvalBatches = 1 } }));

    /// <summary>What is started, once it is finished and nothing trains any more.</summary>
    public static async Task<RunInfo> Finish(this LabInChromium lab, Func<ILab, Task<RunInfo>> start)
    {
        var service = lab.Services.GetRequiredService<ILab>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string? id = null;
        void Look(RunInfo changed)
        {
            if (id is not null && service.Find(id)?.Status == RunStatus.Finished && service.Runs.All(run => run.Status != RunStatus.Running)) ended.TrySetResult();
        }

        service.RunChanged += Look;
        try
        {
            var started = await start(service);
            id = started.Id;
            Look(started);
            await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
            return service.Find(id)!;
        }
        finally
        {
            service.RunChanged -= Look;
        }
    }
}
