// How many threads compute what the calling thread asks for; libtorch keeps that number for each thread.
namespace AttentionLab.Model;

/// <remarks>
/// A number that is set becomes also what every later thread starts with, so each thread says its own before it computes, once it
/// has taken over that start. It says so even where it is the number libtorch has by itself: until someone sets one, MKL may take
/// fewer threads than it is allowed, and what is summed by fewer rounds otherwise.
/// </remarks>
internal static class ComputingThread
{
    [ThreadStatic] private static int said;

    /// <summary>Nothing to start: every thread that computes has helpers of its own, which inherit its niceness when it first needs them.</summary>
    public static void StartAll(int threads)
    {
    }

    /// <summary>For a training.</summary>
    /// <param name="threads">0 leaves the number as it is.</param>
    public static void Trains(int threads)
    {
        if (threads <= 0 || said == threads) return;
        _ = TorchSharp.torch.get_num_threads(); // takes over the start, which would else come with the first product
        TorchSharp.torch.set_num_threads(threads);
        said = threads;
    }

    /// <summary>For a question beside a training: one thread, so that a second team does not fight with the training's for the cores.</summary>
    public static void Answers() => Trains(1);
}
