// The lesson's row over REST: worked by the engine, in the shape of any inspection.
using System.Net.Http.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Facts;

public class RowLessonTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task GetRow_OfTheLesson_HidesTheEightAndSharesAThirdEach()
    {
        var lesson = (await server.Http.GetFromJsonAsync<Inspection>("/api/lessons/row", RestJson.Options))!;
        Assert.Equal([1f, 1f, 1f, 8f], lesson.Head!.Raw[2]);
        Assert.Equal([1f / 3, 1f / 3, 1f / 3], lesson.Weights[0][0][2]);
        Assert.Equal([3f, 6f, 0f], lesson.Head.Value.Take(3).Select(value => value[0]));
        Assert.Equal(3, lesson.Head.Output[2][0], 1e-6);
        Assert.True(lesson.Head.Masked);
        Assert.Null(lesson.Head.QueryWeight);
    }
}
