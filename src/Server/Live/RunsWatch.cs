// A viewer's stream of runs: all of them first, then each as it changes; only a run's newest state waits to be read.
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AttentionLab.Server.Live;

public static class RunsWatch
{
    public static async IAsyncEnumerable<RunInfo> Watch(ILab lab, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var waiting = new ConcurrentDictionary<string, RunInfo>();
        var pulse = new Pulse();
        void Note(RunInfo run)
        {
            waiting[run.Id] = run;
            pulse.Beat();
        }

        lab.RunChanged += Note;
        try
        {
            foreach (var run in lab.Runs) yield return run;
            while (true)
            {
                var beat = pulse.Next();
                foreach (var id in waiting.Keys)
                    if (waiting.TryRemove(id, out var run)) yield return run;
                await beat.WaitAsync(cancellation);
            }
        }
        finally
        {
            lab.RunChanged -= Note;
        }
    }
}
