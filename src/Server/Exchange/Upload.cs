// The files of an import request, streamed to the disk as they come.
using AttentionLab.Server.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AttentionLab.Server.Exchange;

/// <param name="Name">As its owner called it, without folders; never part of a path here.</param>
/// <param name="Path">Where it lies.</param>
internal sealed record UploadedFile(string Name, string Path);

internal static class Upload
{
    private const int MostFiles = 6, Block = 1 << 16;

    /// <summary>Reads multipart/form-data with files, or one file as the body.</summary>
    /// <param name="most">Bytes of all files together.</param>
    /// <exception cref="LabException">There is no file, there are too many, or they are too large.</exception>
    /// <exception cref="IOException">The disk takes nothing.</exception>
    public static async Task<IReadOnlyList<UploadedFile>> Read(HttpRequest request, string folder, long most, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null; // counted here
        if (request.ContentLength > most + Block) throw TooLarge(most);
        var files = new List<UploadedFile>();
        long left = most;
        if (!request.HasFormContentType)
        {
            await Save(request.Body, "archive.zip");
        }
        else
        {
            var reader = new MultipartReader(Boundary(request), request.Body);
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition()) continue;
                string name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString();
                await Save(section.Body, name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
            }
        }
        return files.Count > 0 ? files : throw ImportRefusal.Because("The request holds no file; send a run archive, a nanoGPT checkpoint, or a GPT-2 in safetensors.");

        async Task Save(Stream from, string name)
        {
            if (files.Count == MostFiles) throw ImportRefusal.Because($"The request holds more than {MostFiles} files.");
            string path = Path.Combine(folder, $"upload-{files.Count}");
            await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            var block = new byte[Block];
            for (int count; (count = await from.ReadAsync(block, cancellation)) > 0; left -= count)
            {
                if (count > left) throw TooLarge(most);
                DiskMoments.Pass(DiskMoment.Write, path);
                await to.WriteAsync(block.AsMemory(0, count), cancellation);
            }
            files.Add(new(name, path));
        }
    }

    private static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and < 200 } boundary
            ? boundary.ToString()
            : throw ImportRefusal.Because("The form names no boundary between its parts.");

    private static LabException TooLarge(long most) => ImportRefusal.TooLarge($"The files are larger than {RangeText.Number(most)} bytes, the most this server takes (Lab:MaxImportBytes).");
}
