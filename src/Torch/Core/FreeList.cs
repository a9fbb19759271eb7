// Objects of one kind that are done with, kept by a thread to be used again: a training step makes no garbage of them.
namespace TorchSharp;

/// <remarks>
/// Only what never leaves the engine goes in, put there by its only owner. Each thread has lists of its own: what one thread
/// made, another may retire and use again.
/// </remarks>
internal sealed class FreeList<T> where T : class
{
    private const int Most = 4096;

    private T?[] kept = new T?[64];
    private int count;

    /// <summary>One to be used again; null when there is none.</summary>
    public T? Take()
    {
        if (count == 0) return null;
        var item = kept[--count];
        kept[count] = null;
        return item;
    }

    /// <summary>False when there are enough: the collector takes it.</summary>
    public bool Keep(T item)
    {
        if (count == kept.Length)
        {
            if (count >= Most) return false;
            Array.Resize(ref kept, 2 * count);
        }
        kept[count++] = item;
        return true;
    }
}
