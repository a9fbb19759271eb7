// How many threads compute what the calling thread asks for.
namespace AttentionLab.Model;

internal static class ComputingThread
{
    /// <summary>Starts the engine's threads, which all who compute share: with the first work that is large enough. They inherit this thread's niceness.</summary>
    public static void StartAll(int threads)
    {
        Trains(threads);
        using var cells = TorchSharp.torch.ones(1 << 20); // (2^20)
        cells.add_(1); // (2^20)
    }

    /// <summary>For a training.</summary>
    /// <param name="threads">0 leaves the number as it is.</param>
    public static void Trains(int threads)
    {
        if (threads > 0) TorchSharp.torch.set_num_threads(threads);
    }

    /// <summary>For a question beside a training: the engine's threads are shared by all who compute, so nothing changes.</summary>
    public static void Answers()
    {
    }
}
