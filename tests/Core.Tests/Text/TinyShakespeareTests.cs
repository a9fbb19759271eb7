// Where Tiny Shakespeare cannot be had, the message says why and what to do.
using System.Net;

namespace AttentionLab.Core.Tests;

public sealed class TinyShakespeareTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tiny-shakespeare").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Unavailable_NothingThere_SaysThatItIsFetchedAndHowElse()
    {
        string reason = new TinyShakespeare(null, folder).Unavailable()!;
        Assert.Contains("fetched", reason);
        Assert.Contains("ATTENTIONLAB_TINYSHAKESPEARE", reason);
    }

    [Fact]
    public void Unavailable_PathMissing_NamesThePath()
    {
        string path = Path.Combine(folder, "nowhere.txt");
        Assert.Contains(path, new TinyShakespeare(path, folder).Unavailable());
    }

    [Fact]
    public async Task Load_PathHoldsAnotherText_SaysWhatItFound()
    {
        string path = Path.Combine(folder, "other.txt");
        File.WriteAllText(path, "abc");
        var tiny = new TinyShakespeare(path, folder);
        Assert.Contains("3 bytes", tiny.Unavailable());
        var error = await Assert.ThrowsAsync<ModelException>(() => tiny.Load());
        Assert.Equal("corpus", error.Key);
        Assert.Contains("ba7816bf8f01cfea", error.Message);
    }

    [Fact]
    public async Task Load_PathMissing_SaysWhatToDo()
    {
        var tiny = new TinyShakespeare(Path.Combine(folder, "nowhere.txt"), folder);
        Assert.Contains("Lab:TinyShakespeare", (await Assert.ThrowsAsync<ModelException>(() => tiny.Load())).Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "", "404")]
    [InlineData(HttpStatusCode.OK, "<html>", "6 bytes")]
    public async Task Load_ServerAnswersWrongly_KeepsNothingAndSaysWhy(HttpStatusCode status, string body, string part)
    {
        using var http = new HttpClient(new FixedAnswer(() => new(status) { Content = new StringContent(body) }));
        var error = await Assert.ThrowsAsync<ModelException>(() => new TinyShakespeare(null, folder, http).Load());
        Assert.Contains(part, error.Message);
        Assert.Contains("embedded play", error.Message);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Load_NoNetwork_SaysWhatToDo()
    {
        using var http = new HttpClient(new FixedAnswer(() => throw new HttpRequestException("no route")));
        var error = await Assert.ThrowsAsync<ModelException>(() => new TinyShakespeare(null, folder, http).Load());
        Assert.Contains("no route", error.Message);
        Assert.Contains("ATTENTIONLAB_TINYSHAKESPEARE", error.Message);
    }

    [Fact]
    public async Task Load_Cancelled_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TinyShakespeare(null, folder).Load(stop.Token));
    }

    private sealed class FixedAnswer(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal(TinyShakespeare.Address, request.RequestUri!.ToString());
            return Task.FromResult(answer());
        }
    }
}
