// What a hub's caller is told when something goes wrong: a refusal's own words, and nothing of our insides.
using System.Runtime.CompilerServices;
using AttentionLab.Server.Storage;
using Microsoft.AspNetCore.SignalR;

namespace AttentionLab.Server.Live;

public static class HubErrors
{
    /// <summary>Passes a stream on and translates what it throws.</summary>
    public static async IAsyncEnumerable<T> Translate<T>(this IAsyncEnumerable<T> items, ILogger log, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var source = items.GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                if (!await source.MoveNextAsync()) yield break;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                yield break; // the viewer left
            }
            catch (Exception e)
            {
                throw Translated(e, log);
            }
            yield return source.Current;
        }
    }

    public static HubException Translated(Exception e, ILogger log)
    {
        if (e is HubException known) return known;
        if (e is LabException refusal) return new HubException(refusal.Message);
        if (DiskFault.Is(e)) return new HubException($"The disk does not serve this: {e.Message}");
        log.LogError(e, "A hub call failed");
        return new HubException("The server could not do this; its log says why.");
    }
}
