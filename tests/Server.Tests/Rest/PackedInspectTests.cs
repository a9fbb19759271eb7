// The inspect answer in bytes holds what its JSON holds, number for number.
using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class PackedInspectTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task PostInspect_OctetStreamAccepted_PacksTheSameNumbers()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        var request = new { prompt = "The King", step = 2, affinities = false };
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = "The King", Step = 2 });
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/runs/{run.Id}/inspect") { Content = JsonContent.Create(request) };
        message.Headers.Accept.ParseAdd("application/octet-stream, application/problem+json");
        using var answer = await server.Http.SendAsync(message);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        var json = JsonSerializer.Deserialize<JsonElement>(bytes.AsSpan(8, length));
        Assert.Equal(8, json.GetProperty("weights")[2][3].GetProperty("triangle").GetInt32());
        Assert.Equal(0, json.GetProperty("affinities").GetArrayLength());
        var packed = Enumerable.Range(0, (bytes.Length - 8 - length) / 4).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 4 * i)));
        Assert.Equal(inspection.Weights.SelectMany(layer => layer).SelectMany(head => head).SelectMany(row => row), packed);
    }

    [Fact]
    public async Task PostInspect_OctetStreamAcceptedButRefused_ExplainsInWords()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/runs/{run.Id}/inspect") { Content = JsonContent.Create(new { prompt = "" }) };
        message.Headers.Accept.ParseAdd("application/octet-stream, application/problem+json");
        using var answer = await server.Http.SendAsync(message);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("empty", await answer.Content.ReadAsStringAsync());
    }
}
