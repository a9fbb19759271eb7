// A PyTorch process that makes training steps, or tokens, when asked, under one of the settings that may be its best.
using System.Diagnostics;
using System.Globalization;

namespace AttentionLab.Bench;

internal sealed class PyTorchPeer : IDisposable
{
    public const string Python = "/usr/bin/python3";
    private readonly Process process;

    private PyTorchPeer(Process process, string name) => (this.process, Name, Description) = (process, name, process.StandardOutput.ReadLine());

    public string Name { get; }

    public int Id => process.Id;

    /// <summary>PyTorch's version and threads; null where it did not start.</summary>
    public string? Description { get; }

    /// <summary>Least milliseconds of a step, or of a token, so far.</summary>
    public double Best { get; private set; } = double.PositiveInfinity;

    /// <summary>Mean milliseconds of the last steps that were asked for; NaN where the program does not say.</summary>
    public double Mean { get; private set; } = double.NaN;

    public static string? Unavailable()
    {
        if (!File.Exists(Python)) return $"{Python} is not there";
        using var probe = Process.Start(new ProcessStartInfo(Python, ["-c", "import torch"]) { RedirectStandardError = true })!;
        string error = probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : $"{Python} can't import torch: {error.Trim().Split('\n')[^1]}";
    }

    /// <summary>Every combination of threads and OpenBLAS kernels; which is best depends on the machine and the size.</summary>
    public static IEnumerable<PyTorchPeer> Start(GptConfig model, int batch, string script = "peer_step.py")
    {
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            foreach (string core in new[] { "", "SkylakeX", "SapphireRapids", "Haswell" }) yield return Start(model, batch, threads, core, script);
        }
    }

    /// <summary>The settings that have come out best on processors with AVX-512, for measurements that have to be short.</summary>
    public static IEnumerable<PyTorchPeer> StartFew(GptConfig model, string script)
    {
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            foreach (string core in new[] { "SkylakeX", "SapphireRapids" }) yield return Start(model, 1, threads, core, script);
        }
    }

    /// <summary>With memory that goes back to the system and with memory that stays: which takes less depends on the size.</summary>
    public static IEnumerable<PyTorchPeer> ForMemory(GptConfig model, int batch)
    {
        yield return Start(model, batch, 1, "SkylakeX", "peer_step.py", keepsMemory: false);
        yield return Start(model, batch, 1, "SkylakeX", "peer_step.py");
    }

    /// <summary>For each number of threads the fastest setting in a short trial; the others are closed.</summary>
    public static IEnumerable<PyTorchPeer> Fastest(IEnumerable<PyTorchPeer> settings, int steps)
    {
        var kept = new Dictionary<string, PyTorchPeer>();
        foreach (PyTorchPeer peer in settings)
        {
            peer.Steps(Math.Max(2, steps / 2));
            string threads = peer.Description ?? "";
            if (!kept.TryGetValue(threads, out PyTorchPeer? best))
            {
                kept[threads] = peer;
                continue;
            }
            kept[threads] = peer.Best < best.Best ? peer : best;
            (peer.Best < best.Best ? best : peer).Dispose();
        }
        return kept.Values;
    }

    /// <summary>Has so many made and notes the least time of one.</summary>
    public void Steps(int count)
    {
        process.StandardInput.WriteLine(count.ToString(CultureInfo.InvariantCulture));
        if (process.StandardOutput.ReadLine()?.Split(' ') is not { } answer) return;
        Best = Math.Min(Best, double.Parse(answer[0], CultureInfo.InvariantCulture));
        Mean = answer.Length > 1 ? double.Parse(answer[1], CultureInfo.InvariantCulture) : double.NaN;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(10_000)) process.Kill();
        process.Dispose();
    }

    private static PyTorchPeer Start(GptConfig model, int batch, int threads, string core, string script, bool keepsMemory = true)
    {
        object[] arguments = [model.Layers, model.Heads, model.Channels, model.Context, batch, model.Dropout, model.Vocabulary, threads];
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, script), .. arguments.Select(argument => string.Create(CultureInfo.InvariantCulture, $"{argument}"))])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        start.Environment.Remove("OPENBLAS_CORETYPE");
        if (core.Length > 0) start.Environment["OPENBLAS_CORETYPE"] = core;
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        if (keepsMemory)
        {
            // Memory stays with the process between steps, as it does in our pool.
            start.Environment["MALLOC_MMAP_MAX_"] = "0";
            start.Environment["MALLOC_TRIM_THRESHOLD_"] = "68719476736";
            start.Environment["MALLOC_TOP_PAD_"] = "67108864";
        }
        return new PyTorchPeer(Process.Start(start)!, $"PyTorch, {threads} threads{(core.Length > 0 ? $", OpenBLAS as {core}" : "")}{(keepsMemory ? "" : ", memory given back")}");
    }
}
