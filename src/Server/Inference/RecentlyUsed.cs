// A small shelf of what was used last; the one longest unused goes when it is full.
using System.Diagnostics.CodeAnalysis;

namespace AttentionLab.Server.Inference;

/// <summary>Thread-safe.</summary>
public sealed class RecentlyUsed<TKey, TValue>(int capacity) where TKey : notnull where TValue : class
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_gate)
        {
            var node = Find(key);
            value = node?.Value.Value;
            if (node is null || value is null) return false;
            _order.Remove(node);
            _order.AddFirst(node);
            return true;
        }
    }

    /// <summary>Puts a value on the shelf.</summary>
    /// <returns>What had to go for it.</returns>
    public IReadOnlyList<TValue> Add(TKey key, TValue value)
    {
        lock (_gate)
        {
            var gone = new List<TValue>();
            if (Find(key) is { } old)
            {
                _order.Remove(old);
                if (!ReferenceEquals(old.Value.Value, value)) gone.Add(old.Value.Value);
            }
            _order.AddFirst((key, value));
            while (_order.Count > capacity)
            {
                gone.Add(_order.Last!.Value.Value);
                _order.RemoveLast();
            }
            return gone;
        }
    }

    private LinkedListNode<(TKey Key, TValue Value)>? Find(TKey key)
    {
        for (var node = _order.First; node is not null; node = node.Next)
            if (node.Value.Key.Equals(key)) return node;
        return null;
    }
}
