// Has the API's description say all that is known of what travels: numbers and choices with a converter of their own, the hub's shapes, and what is always there.
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AttentionLab.Server.Setup;

public static class OpenApiShapes
{
    /// <summary>Says of a property that null in it stands for a number that is not finite, which nobody has to expect there.</summary>
    public const string NotFinite = "x-not-finite";

    /// <summary>What the hub takes and sends and no REST path does.</summary>
    private static readonly Type[] HubAlone = [typeof(FrameRequest), typeof(Frame)];

    public static void Describe(OpenApiOptions options) => options
        .AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context);
            return Task.CompletedTask;
        })
        .AddDocumentTransformer(async (document, context, cancellation) =>
        {
            foreach (var type in HubAlone) document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
            RequireAnswers(document);
        });

    private static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsFraction(type)) BecomeNumber(schema, type);
        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && IsFraction(Nullable.GetUnderlyingType(element) ?? element))
            BecomeNumber((OpenApiSchema)(schema.Items ??= new OpenApiSchema()), Nullable.GetUnderlyingType(element) ?? element);
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(Enum.ToObject(type, value), type, context.JsonTypeInfo.Options)!)];
        }
        if (type == typeof(ProblemDetails)) AddExtensions(schema.Properties!);
        if (context.JsonPropertyInfo is { } property) Describe(schema, property);
    }

    private static void Describe(OpenApiSchema schema, JsonPropertyInfo property)
    {
        if (property is { Set: null, IsGetNullable: false }) schema.Type &= ~JsonSchemaType.Null;
        if (IsFraction(Innermost(property.PropertyType)) && AttributeOf<MaybeNotFiniteAttribute>(property) is null) schema.AddExtension(NotFinite, new JsonNodeExtension("null"));
        if (AttributeOf<AllowedValuesAttribute>(property) is not { } allowed) return;
        schema.Enum = [.. allowed.Values.Select(value => JsonValue.Create((string)value!))];
        if (schema.Type?.HasFlag(JsonSchemaType.Null) == true) schema.Enum.Add(JsonNullSentinel.JsonNull);
    }

    private static T? AttributeOf<T>(JsonPropertyInfo property) where T : Attribute => property.AttributeProvider?.GetCustomAttributes(typeof(T), false).OfType<T>().FirstOrDefault();

    private static bool IsFraction(Type type) => type == typeof(double) || type == typeof(float);

    /// <summary>Null where it is not finite.</summary>
    private static void BecomeNumber(OpenApiSchema schema, Type type)
    {
        schema.Type = JsonSchemaType.Number | JsonSchemaType.Null;
        schema.Format = type == typeof(float) ? "float" : "double";
    }

    /// <summary>What a list of lists is made of.</summary>
    private static Type Innermost(Type type)
    {
        while (type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))) type = type.GetElementType() ?? type.GetGenericArguments()[0];
        return type;
    }

    /// <summary>What Rest/ProblemWriter.cs adds.</summary>
    private static void AddExtensions(IDictionary<string, IOpenApiSchema> problem)
    {
        OpenApiSchema ListOf(JsonSchemaType type) => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = type } };
        problem["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = ListOf(JsonSchemaType.String), Description = "What is wrong, by field." };
        var nearest = ListOf(JsonSchemaType.Integer);
        nearest.Description = "Where a step's weights are not kept: the nearest steps whose weights are.";
        problem["nearest"] = nearest;
        var unknown = ListOf(JsonSchemaType.String);
        unknown.Description = "The characters of a prompt that a run's text does not have, each once.";
        problem["unknown"] = unknown;
    }

    /// <summary>The server leaves nothing out of what it answers; a request may.</summary>
    private static void RequireAnswers(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        var asked = new HashSet<string> { nameof(FrameRequest), nameof(ProblemDetails) };
        var bodies = document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.RequestBody?.Content?.Values ?? []);
        foreach (var body in bodies) Collect(body.Schema, schemas, asked);
        foreach (var (name, schema) in schemas)
            if (!asked.Contains(name) && schema is OpenApiSchema { Properties: { } properties } answer) answer.Required = new HashSet<string>(properties.Keys);
    }

    private static void Collect(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> found)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id }) schema = found.Add(id) && schemas.TryGetValue(id, out var meant) ? meant : null;
        if (schema is null) return;
        Collect(schema.Items, schemas, found);
        foreach (var part in (IEnumerable<IOpenApiSchema>)[.. schema.OneOf ?? [], .. schema.Properties?.Values ?? []]) Collect(part, schemas, found);
    }
}
