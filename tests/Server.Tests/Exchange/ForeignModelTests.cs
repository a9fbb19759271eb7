// A model of nanoGPT or Hugging Face that was uploaded is a run like others: looked into, generated with, kept, taken out again.
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Exchange;

public sealed class ForeignModelTests(LabServer server) : IClassFixture<LabServer>
{
    private static readonly string[] Gpt2 = ["model.safetensors", "config.json", "vocab.json", "merges.txt"];

    [Fact]
    public async Task Import_NanoGptWithItsCharacters_CanBeInspectedAndGeneratedWith()
    {
        var run = await Created(Form("nanogpt.pt", "meta.pkl"));
        Assert.Equal("nanoGPT checkpoint nanogpt.pt", run.Name);
        Assert.Equal(run.Name, run.Origin);
        Assert.Equal((RunStatus.Finished, 250, 250, 1.875), (run.Status, run.Step, run.Steps, run.ValLoss));
        Assert.True(run.HasWeights);
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = "To be" });
        Assert.Equal(["T", "o", " ", "b", "e"], inspection.Tokens.Select(token => token.Text));
        Assert.Equal((2, 4), (inspection.Layers, inspection.Heads));
        using var generated = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/generate", new { prompt = "To be", tokens = 30 });
        Assert.Equal(30, (await generated.Content.ReadFromJsonAsync<Generation>(RestJson.Options))!.Tokens.Count);
        Assert.Equal([250], server.Run(run.Id).Frames.Steps);
        Assert.Empty(server.Lab.MetricsOf(run.Id).Step);
    }

    [Fact]
    public async Task Import_Gpt2OfHuggingFace_ReadsItsTokensAndComesThroughAnArchive()
    {
        var run = await Created(Form(Gpt2), "?name=Little%20sister");
        Assert.Equal("Little sister", run.Name);
        Assert.Equal("GPT-2 of Hugging Face model.safetensors", run.Origin);
        var before = await server.Lab.Inspect(run.Id, new() { Prompt = "to be, or not" });
        Assert.Equal("to be, or not", string.Concat(before.Tokens.Select(token => token.Text)));
        Assert.Contains(before.Tokens, token => token.Text == " be");
        using var other = new LabServer();
        using var archive = new ByteArrayContent(await server.Http.GetByteArrayAsync($"/api/runs/{run.Id}/export/run.zip"));
        using var answer = await other.Http.PostAsync("/api/runs/import", archive);
        var again = (await answer.Content.ReadFromJsonAsync<RunInfo>(RestJson.Options))!;
        Assert.Equal((run.Name, run.Origin), (again.Name, again.Origin));
        var after = await other.Lab.Inspect(again.Id, new() { Prompt = "to be, or not" });
        Assert.Equal(before.Next, after.Next);
    }

    [Fact]
    public async Task Resume_OfAForeignModel_IsRefused()
    {
        var run = await Created(Form("nanogpt-plain.pt", "meta.pkl"));
        Assert.Equal(65, run.Model.Vocabulary); // padded to 72 in the file
        Assert.Equal(409, (await Problem.Post(server.Http, $"/api/runs/{run.Id}/resume", "{}")).Status);
    }

    [Theory]
    [InlineData("nanogpt.pt", "vocab.json and merges.txt")]
    [InlineData("nanogpt.pt vocab.json", "merges.txt is missing")]
    [InlineData("nanogpt.pt vocab.json merges.txt", "do not belong together")]
    [InlineData("model.safetensors", "config.json")]
    [InlineData("model.safetensors config.json meta.pkl", "do not belong together")]
    [InlineData("config.json vocab.json", "none of this")]
    public async Task Import_WithoutWhatItNeeds_SaysWhatIsMissing(string files, string said)
    {
        int before = server.Lab.Runs.Count;
        using var form = Form(files.Split(' '));
        using var answer = await server.Http.PostAsync("/api/runs/import", form);
        var problem = await Problem.Of(answer);
        Assert.Equal(400, problem.Status);
        Assert.Contains(said, problem.Errors["file"]);
        Assert.Equal(before, server.Lab.Runs.Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(server.Data, "runs"), ".importing-*"));
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'echo'\ntR.", "os.system")]
    [InlineData("N.", "no nanoGPT checkpoint")]
    [InlineData("(", "damaged")]
    public async Task Import_HostilePickle_IsRefusedAndNotRun(string pickle, string said)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("ckpt/data.pkl").Open()) entry.Write(Encoding.Latin1.GetBytes(pickle));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(zip.ToArray()), "file", "ckpt.pt" } };
        using var answer = await server.Http.PostAsync("/api/runs/import", form);
        Assert.Contains(said, (await Problem.Of(answer)).Errors["file"]);
    }

    [Fact]
    public async Task Import_CompressedWeights_AreRefusedAsABomb()
    {
        var packed = new MemoryStream();
        using (var from = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "foreign", "nanogpt.pt")))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                bool isWeight = entry.FullName.Contains("/data/");
                using var copy = to.CreateEntry(entry.FullName, isWeight ? CompressionLevel.SmallestSize : CompressionLevel.NoCompression).Open();
                if (isWeight) copy.Write(new byte[entry.Length]);
                else using (var original = entry.Open()) original.CopyTo(copy);
            }
        }
        var refused = await Refusal(packed.ToArray(), "ckpt.pt", "meta.pkl");
        Assert.Equal(400, refused.Status);
        Assert.Contains("is compressed, which torch.save never does", refused.Errors["file"]);
    }

    [Fact]
    public async Task Import_NoFileAtAll_SaysSo()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        using var answer = await server.Http.PostAsync("/api/runs/import", form);
        Assert.Contains("holds no file", (await Problem.Of(answer)).Errors["file"]);
    }

    private async Task<Problem> Refusal(byte[] file, string name, params string[] others)
    {
        using var form = Form(others);
        form.Add(new ByteArrayContent(file), "file", name);
        using var answer = await server.Http.PostAsync("/api/runs/import", form);
        return await Problem.Of(answer);
    }

    private static MultipartFormDataContent Form(params string[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (string file in files) form.Add(new ByteArrayContent(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Goldens", "foreign", file))), "file", file);
        return form;
    }

    private async Task<RunInfo> Created(HttpContent content, string query = "")
    {
        using var answer = await server.Http.PostAsync("/api/runs/import" + query, content);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RunInfo>(RestJson.Options))!;
    }
}
