// What the engine holds when the collector has freed all it can.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Autograd;

internal static class SettledMemory
{
    private const int Alike = 4, Most = 100;

    /// <summary>Bytes in use, read when several collections in a row have freed nothing more: what a thread worked on last goes a moment after the thread.</summary>
    public static long Bytes()
    {
        long bytes = -1;
        for (int alike = 0, i = 0; alike < Alike && i < Most; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(1);
            long now = NativeMemoryPool.BytesInUse;
            alike = now == bytes ? alike + 1 : 0;
            bytes = now;
        }
        return bytes;
    }
}
