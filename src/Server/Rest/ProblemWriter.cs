// Every error of the REST surface as problem details: a sentence for people, and errors by field.
using System.Text.Json;
using AttentionLab.Server.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace AttentionLab.Server.Rest;

public sealed class ProblemWriter(IProblemDetailsService problems, ILogger<ProblemWriter> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        var details = exception switch
        {
            LabException refusal => From(refusal),
            BadHttpRequestException bad => From(bad, context),
            _ when DiskFault.Is(exception) && !context.RequestAborted.IsCancellationRequested => OfTheDisk(exception, context),
            OperationCanceledException when context.RequestAborted.IsCancellationRequested => new ProblemDetails { Status = StatusCodes.Status499ClientClosedRequest },
            _ => null,
        };
        if (details is null)
        {
            log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            details = new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Detail = "The server could not do this; its log says why." };
        }
        context.Response.StatusCode = details.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }

    private ProblemDetails OfTheDisk(Exception fault, HttpContext context)
    {
        log.LogError("{Method} {Path}: the disk does not serve: {Reason}", context.Request.Method, context.Request.Path, fault.Message);
        return new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Detail = $"The disk does not serve this: {fault.Message}" };
    }

    public static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static ProblemDetails From(LabException refusal)
    {
        var details = new ProblemDetails { Status = StatusOf(refusal.Refusal), Detail = refusal.Message };
        if (refusal.Errors.Count > 0) details.Extensions["errors"] = refusal.Errors.ToDictionary(error => error.Key, error => new[] { error.Value });
        if (refusal.Nearest is { } nearest) details.Extensions["nearest"] = nearest;
        if (refusal.Unknown is { } unknown) details.Extensions["unknown"] = unknown;
        return details;
    }

    private static ProblemDetails From(BadHttpRequestException bad, HttpContext context)
    {
        var details = new ProblemDetails { Status = bad.StatusCode, Detail = bad.Message };
        if (bad.InnerException is JsonException wrong && context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type)
        {
            var (field, message) = JsonProblem.Describe(wrong, type);
            details.Detail = field is null ? message : $"{field}: {message}";
            if (field is not null) details.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [message] };
        }
        return details;
    }
}
