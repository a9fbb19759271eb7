// Tells the API's description that numbers with our own converter are numbers, and may be null when not finite.
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AttentionLab.Server.Setup;

public static class OpenApiNumbers
{
    public static void Describe(OpenApiOptions options) => options.AddSchemaTransformer((schema, context, _) =>
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(double) || type == typeof(float))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.Null;
            schema.Format = type == typeof(float) ? "float" : "double";
        }
        return Task.CompletedTask;
    });
}
