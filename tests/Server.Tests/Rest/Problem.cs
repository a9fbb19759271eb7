// An error answer of the REST surface, taken apart.
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AttentionLab.Server.Tests.Rest;

/// <param name="Errors">Messages by field.</param>
public sealed record Problem(int Status, string Detail, IReadOnlyDictionary<string, string> Errors)
{
    public static async Task<Problem> Of(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)answer.StatusCode, body.GetProperty("status").GetInt32());
        Assert.DoesNotContain("   at ", body.GetRawText()); // no stack trace
        var errors = body.TryGetProperty("errors", out var fields)
            ? fields.EnumerateObject().ToDictionary(field => field.Name, field => string.Join(" ", field.Value.EnumerateArray().Select(message => message.GetString())))
            : [];
        return new((int)answer.StatusCode, body.GetProperty("detail").GetString()!, errors);
    }

    /// <summary>Sends JSON as it stands, right or wrong.</summary>
    public static async Task<Problem> Post(HttpClient http, string path, string json, string method = "POST")
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request);
        return await Of(answer);
    }
}
