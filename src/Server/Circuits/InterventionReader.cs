// Turns the interventions of a request into those of the model, and says which of their fields are wrong.
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Circuits;

public static class InterventionReader
{
    private const string Root = "interventions";

    /// <summary>What is wrong goes to the errors; then the answer is not to be used.</summary>
    /// <param name="tokens">T, as many as the model sees.</param>
    public static Interventions Read(InterventionsRequest? request, GptConfig config, ITokenizer tokenizer, int tokens, FieldErrors errors)
    {
        if (request is null) return Interventions.None;
        var before = new FieldErrors();
        var edits = new Interventions
        {
            Heads = [.. Each(request.Heads, "heads", before, Knockout)],
            Cells = [.. Each(request.Cells, "cells", before, Cell)],
            Tokens = [.. Each(request.Tokens, "tokens", before, (change, field, missing) => Change(change, field, tokenizer, missing))],
            LiftMask = request.LiftMask ?? false,
            DropScale = request.DropScale ?? false,
        };
        if (before.Any) errors.Add(before);
        else errors.Add(edits.Problems(config, tokens));
        return edits;
    }

    private static HeadKnockout Knockout(KnockoutChoice choice, string field, FieldErrors errors)
    {
        var kind = choice.By switch
        {
            null or "zero" => KnockoutKind.Zero,
            "mean" => KnockoutKind.Mean,
            _ => Unknown(KnockoutKind.Zero, $"{field}.by", choice.By, "zero or mean", errors),
        };
        return new(Given(choice.Layer, $"{field}.layer", errors), Given(choice.Head, $"{field}.head", errors), kind);
    }

    private static CellEdit Cell(CellChoice choice, string field, FieldErrors errors)
    {
        var kind = choice.Set switch
        {
            "forbid" => CellEditKind.Forbid,
            "force" => CellEditKind.Force,
            "scale" => CellEditKind.Scale,
            _ => Unknown(CellEditKind.Forbid, $"{field}.set", choice.Set, "forbid, force or scale", errors),
        };
        if (kind == CellEditKind.Scale && choice.Factor is null) errors.Add($"{field}.factor", "It is missing; give what the weight is multiplied by, above 0.");
        if (kind != CellEditKind.Scale && choice.Factor is not null) errors.Add($"{field}.factor", $"A factor belongs to scale; leave it out of {choice.Set}.");
        return new(Given(choice.Layer, $"{field}.layer", errors), Given(choice.Head, $"{field}.head", errors), Given(choice.Query, $"{field}.query", errors),
            Given(choice.Key, $"{field}.key", errors), kind, choice.Factor ?? 1);
    }

    private static TokenReplacement Change(TokenChange change, string field, ITokenizer tokenizer, FieldErrors errors)
    {
        int? id = NextTokenChoice.Read(change.Id, change.Text, $"{field}.id", $"{field}.text", tokenizer, errors);
        if (id is null && change is { Id: null, Text: null }) errors.Add($"{field}.text", "It is missing; give the token to read instead, by text or id.");
        return new(Given(change.Position, $"{field}.position", errors), id ?? 0);
    }

    private static IEnumerable<TResult> Each<T, TResult>(IReadOnlyList<T?>? list, string name, FieldErrors errors, Func<T, string, FieldErrors, TResult> read)
        where T : class
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            string field = $"{Root}.{name}[{i}]";
            if (list![i] is { } entry) yield return read(entry, field, errors);
            else errors.Add(field, "It is null; give an object or leave it out.");
        }
    }

    private static int Given(int? value, string field, FieldErrors errors)
    {
        if (value is null) errors.Add(field, "It is missing; give a whole number from 0 on.");
        return value ?? 0;
    }

    private static T Unknown<T>(T instead, string field, string? given, string allowed, FieldErrors errors)
    {
        errors.Add(field, given is null ? $"It is missing; it must be {allowed}." : $"'{given}' is not known; it must be {allowed}.");
        return instead;
    }
}
