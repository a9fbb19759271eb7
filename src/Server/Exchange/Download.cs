// An answer that is written piece by piece into a file on the other side.
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace AttentionLab.Server.Exchange;

/// <param name="Full">In any script.</param>
/// <param name="Ascii">For whoever reads no other.</param>
public sealed record DownloadName(string Full, string Ascii)
{
    public DownloadName(string ascii) : this(ascii, ascii) { }
}

/// <param name="name">What the file is called on the disk of whoever fetches it.</param>
/// <param name="write">Writes the file; on a thread of the pool, because zip and safetensors are written synchronously.</param>
internal sealed class Download(DownloadName name, string type, Action<Stream> write) : IResult
{
    private const int Block = 1 << 16;

    public async Task ExecuteAsync(HttpContext context)
    {
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        context.Response.ContentType = type;
        var disposition = new ContentDispositionHeaderValue("attachment") { FileName = name.Ascii };
        if (name.Full != name.Ascii) disposition.FileNameStar = name.Full; // RFC 6266: it goes before the other
        context.Response.Headers.ContentDisposition = disposition.ToString();
        await Task.Run(() =>
        {
            using var buffered = new BufferedStream(new Leaving(context), Block);
            write(buffered);
        }, context.RequestAborted);
    }

    /// <summary>The body, which tells the writer when nobody reads any more.</summary>
    private sealed class Leaving(HttpContext context) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            context.Response.Body.Write(buffer);
        }
    }
}
