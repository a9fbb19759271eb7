// A user's own text: uploaded, checked, kept, trained on.
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public sealed class CorpusTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LabServer _server;

    public CorpusTests() => _server = Server();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Post_PlainText_IsListedAndTrainedOnAndSurvivesARestart()
    {
        string text = string.Concat(Enumerable.Repeat("Ein Käse, zwei Käse; 美味しい\r\n", 40));
        var corpus = await Created(await _server.Http.PostAsync("/api/corpora?name=K%C3%A4se", new StringContent(text, Encoding.UTF8, "text/plain")));
        Assert.Equal("Käse", corpus.Title);
        Assert.Equal("text", corpus.Kind);
        Assert.Equal(text.Length - 40, corpus.Characters); // \r\n becomes \n
        var run = await _server.StartAndFinish(LabServer.Tiny(2) with { Corpus = corpus.Id });
        Assert.Equal(corpus.Vocabulary, run.Model.Vocabulary);
        Assert.Equal("美", (await _server.Lab.Inspect(run.Id, new() { Prompt = "美" })).Tokens[0].Text);

        _server.Dispose();
        using var again = Server();
        Assert.Contains(again.Lab.Corpora, known => known == corpus);
        Assert.Equal("美", (await again.Lab.Inspect(run.Id, new() { Prompt = "美" })).Tokens[0].Text);
    }

    [Theory]
    [InlineData("text.txt")]
    [InlineData("corpus.json")]
    public async Task Post_DiskFull_SaysSoAndLeavesNothing(string file)
    {
        using (new FaultyDisk(DiskMoment.Write, _folder["corpora"], ending: file))
        {
            using var answer = await _server.Http.PostAsync("/api/corpora?name=Tale", new StringContent(new string('a', 30) + "b"));
            var problem = await Problem.Of(answer);
            Assert.Equal((503, $"The text cannot be kept: {FaultyDisk.Full}"), (problem.Status, problem.Detail));
        }
        Assert.Empty(Directory.GetDirectories(_folder["corpora"]));
        Assert.DoesNotContain(_server.Lab.Corpora, corpus => corpus.Kind == "text");
    }

    [Fact]
    public async Task Post_Form_TakesNameAndFile()
    {
        using var form = new MultipartFormDataContent { { new StringContent("A tale"), "name" }, { File(Encoding.UTF8.GetBytes(new string('a', 30) + "b")), "file", "tale.txt" } };
        Assert.Equal("A tale", (await Created(await _server.Http.PostAsync("/api/corpora", form))).Title);
        using var nameless = new MultipartFormDataContent { { File(Encoding.UTF8.GetBytes(new string('c', 30) + "d")), "file", "fable.txt" } };
        Assert.Equal("fable", (await Created(await _server.Http.PostAsync("/api/corpora", nameless))).Title);
    }

    [Fact]
    public async Task Post_SameTextTwice_IsOneCorpus()
    {
        var first = await _server.Lab.AddCorpus("Twice", Text("once upon a time"));
        Assert.Equal(first.Id, (await _server.Lab.AddCorpus("Twice", Text("once upon a time"))).Id);
        Assert.Single(_server.Lab.Corpora, corpus => corpus.Title == "Twice");
    }

    [Fact]
    public async Task Post_NotUtf8_SaysWhichByte()
    {
        using var answer = await _server.Http.PostAsync("/api/corpora?name=latin", Plain([.. "Stra"u8, 0xDF, .. "e"u8]));
        var problem = await Problem.Of(answer);
        Assert.Equal(400, problem.Status);
        Assert.Contains("byte 4", problem.Errors["text"]);
        Assert.Contains("UTF-8", problem.Errors["text"]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n\n", "empty")]
    [InlineData("zip\0file", "zero bytes")]
    public async Task Post_NoText_IsRefused(string text, string message)
    {
        using var answer = await _server.Http.PostAsync("/api/corpora?name=x", Plain(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(message, (await Problem.Of(answer)).Errors["text"]);
    }

    [Fact]
    public async Task Post_TooLarge_IsRefusedWithTheLimit()
    {
        using var plain = await _server.Http.PostAsync("/api/corpora?name=big", Plain(new byte[200_001]));
        var problem = await Problem.Of(plain);
        Assert.Equal(413, problem.Status);
        Assert.Contains("200,000 bytes", problem.Detail);
        using var form = new MultipartFormDataContent { { File(new byte[2_000_000]), "file", "big.txt" } };
        using var answer = await _server.Http.PostAsync("/api/corpora", form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Post_WithoutNameOrFile_IsRefused()
    {
        using var nameless = await _server.Http.PostAsync("/api/corpora", Plain("some text"u8.ToArray()));
        Assert.Contains("needs a name", (await Problem.Of(nameless)).Errors["name"]);
        using var form = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        using var fileless = await _server.Http.PostAsync("/api/corpora", form);
        Assert.Contains("0 files", (await Problem.Of(fileless)).Errors["file"]);
    }

    [Fact]
    public void Corpora_DamagedFolder_IsListedWithTheReason()
    {
        _server.Dispose();
        Directory.CreateDirectory(_folder["corpora/broken"]);
        System.IO.File.WriteAllText(_folder["corpora/broken/corpus.json"], "{");
        using var again = Server();
        Assert.Contains(again.Lab.Corpora, corpus => corpus.Id == "broken" && corpus.Unavailable!.Contains("cannot be read"));
    }

    [Fact]
    public async Task Start_TinyShakespeareThatIsAnotherText_IsRefusedWithWhatToDo()
    {
        _server.Dispose();
        System.IO.File.WriteAllText(_folder["wrong.txt"], "To be or not to be");
        using var again = new LabServer(_folder.Path, ("Lab:TinyShakespeare", _folder["wrong.txt"]));
        var listed = again.Lab.Corpora.Single(corpus => corpus.Id == "tiny-shakespeare");
        Assert.Contains("is not Tiny Shakespeare", listed.Unavailable);
        Assert.Equal("play", again.Lab.Presets.DefaultCorpus);
        Assert.Contains("is not Tiny Shakespeare", again.Lab.Presets.DefaultCorpusReason);
        var problem = await Problem.Post(again.Http, "/api/runs", """{"preset":"tiny","corpus":"tiny-shakespeare"}""");
        Assert.Equal(503, problem.Status);
        Assert.Contains("Lab:TinyShakespeare", problem.Errors["corpus"]);
    }

    private LabServer Server() => new(_folder.Path, ("Lab:MaxUploadBytes", "200000"));

    private static async Task<CorpusInfo> Created(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<CorpusInfo>(RestJson.Options))!;
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent File(byte[] bytes) => new(bytes);

    private static ByteArrayContent Plain(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
}
