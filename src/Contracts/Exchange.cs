// What can be taken out of a run as a file.
namespace AttentionLab.Contracts;

/// <summary>What goes in and out of the lab as files. Files are fetched and sent over REST (docs/protocol.md).</summary>
public interface IExchange
{
    /// <summary>The files that a run can be had as, what each holds and how large it is.</summary>
    /// <exception cref="LabException">There is no such run.</exception>
    IReadOnlyList<ExportOffer> ExportsOf(string id);
}

/// <summary>A file that can be made of a run.</summary>
/// <param name="File">The last part of its address: /api/runs/{id}/export/{file}.</param>
/// <param name="Title">For people.</param>
/// <param name="Contains">What is in it, in a sentence.</param>
/// <param name="Bytes">About how large it is; null where that is known only when it is made.</param>
/// <param name="Missing">Why it cannot be had at the moment; null when it can.</param>
public sealed record ExportOffer(string File, string Title, string Contains, long? Bytes, string? Missing);
