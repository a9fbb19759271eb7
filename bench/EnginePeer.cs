// One of the lab's engines in a process of its own that makes training steps when asked: engines share no threads, and each can wait in its own way.
using System.Diagnostics;
using System.Globalization;
using AttentionLab.Engines.Managed;
using AttentionLab.Engines.TorchSharp;

namespace AttentionLab.Bench;

internal sealed class EnginePeer : IDisposable
{
    private readonly Process process;

    /// <param name="waiting">Environment that says how libgomp's threads wait; none for the lab's own way.</param>
    public EnginePeer(string name, string engine, string preset, int threads, params (string Key, string Value)[] waiting)
    {
        Name = name;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["engine", engine, preset, threads.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (key, value) in waiting) start.Environment[key] = value;
        process = Process.Start(start)!;
        _ = process.StandardOutput.ReadLine();
    }

    public string Name { get; }

    /// <summary>The fastest step so far, with its parts.</summary>
    public Answer Best { get; private set; } = new(double.PositiveInfinity, 0, default, 0);

    /// <summary>Mean milliseconds of the last steps that were asked for.</summary>
    public double Mean { get; private set; }

    /// <summary>Has so many made.</summary>
    public void Steps(int count)
    {
        process.StandardInput.WriteLine(count.ToString(CultureInfo.InvariantCulture));
        double[] answer = [.. process.StandardOutput.ReadLine()!.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        Mean = answer[1];
        if (answer[0] < Best.Step) Best = new(answer[0], answer[1], new(answer[2], answer[3], answer[4], answer[5]), (long)answer[6]);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(10_000)) process.Kill();
        process.Dispose();
    }

    /// <summary>The process itself: engine, preset, threads.</summary>
    public static void Serve(string[] arguments)
    {
        int threads = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        string cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "attentionlab");
        var engine = arguments[0] == EngineNames.Managed ? ManagedEngine.Create() : TorchSharpEngine.Load("cpu", cache).Engine;
        engine.StartThreads(threads);
        var (corpus, preset) = (PlayCorpus.Load(), Presets.Find(arguments[1])!);
        using var trainer = engine.Train(preset.Model with { Vocabulary = corpus.Tokenizer.Vocabulary }, preset.Training, corpus, 1337, threads);
        for (int i = 0; i < 3 || i < 3000 / preset.Model.Channels && i < 40; i++) trainer.Step();
        Console.WriteLine(engine.Name);
        while (Console.ReadLine() is { } line) Console.WriteLine(Measure(trainer, int.Parse(line, CultureInfo.InvariantCulture)));
    }

    private static string Measure(ITrainer trainer, int steps)
    {
        var (best, sum, parts) = (double.PositiveInfinity, 0.0, default(StepTimes));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            var result = trainer.Step();
            double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            sum += took;
            if (took < best) (best, parts) = (took, result.Times);
        }
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / steps;
        return string.Create(CultureInfo.InvariantCulture, $"{best} {sum / steps} {parts.Forward} {parts.Backward} {parts.Clip} {parts.Update} {allocated}");
    }

    /// <param name="Step">Milliseconds.</param>
    /// <param name="Parts">Of that step.</param>
    /// <param name="Allocated">Managed bytes a step.</param>
    internal sealed record Answer(double Step, double Mean, StepTimes Parts, long Allocated);
}
