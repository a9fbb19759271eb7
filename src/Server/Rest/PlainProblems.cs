// Words for the refusals that routing gives by itself: nothing there, wrong method, wrong kind of body.
namespace AttentionLab.Server.Rest;

public static class PlainProblems
{
    public static void Explain(ProblemDetailsContext problem)
    {
        var request = problem.HttpContext.Request;
        problem.ProblemDetails.Detail ??= problem.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Path}; /openapi/v1.json lists what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Method} is not possible at {request.Path}; allowed is {problem.HttpContext.Response.Headers.Allow}.",
            StatusCodes.Status415UnsupportedMediaType => $"A body of type '{request.ContentType}' is not taken at {request.Path}; send application/json.",
            StatusCodes.Status413PayloadTooLarge => "The body is too large.",
            _ => null,
        };
    }
}
