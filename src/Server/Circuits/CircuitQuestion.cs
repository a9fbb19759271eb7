// What every question about circuits has in common: a text the model sees, weights, and what is changed.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Circuits;

/// <param name="Ids">The last tokens of the prompt that fit the context (T).</param>
public sealed record CircuitQuestion(Run Run, int[] Ids, int Dropped, int Position, int? Token, Interventions Edits)
{
    /// <summary>The tokens as they are read.</summary>
    public IReadOnlyList<Token> Read => TokensOf(Edits.Of(Ids));

    /// <summary>The tokens as they were written.</summary>
    public IReadOnlyList<Token> Written => TokensOf(Ids);

    public Token TokenOf(int id) => new(id, Run.Tokenizer.TextOf(id));

    /// <exception cref="LabException">Fields are wrong; all but the prompt's are named together.</exception>
    public static CircuitQuestion Of(Run run, string? prompt, InterventionsRequest? interventions, int? position = null, int? token = null, string? text = null, Action<FieldErrors>? more = null)
    {
        int[] ids = Prompts.Encode(prompt, run.Tokenizer); // (T)
        int dropped = Math.Max(0, ids.Length - run.Config.Context);
        ids = ids[dropped..];
        var errors = new FieldErrors();
        if (position < 0 || position >= ids.Length) errors.Add("position", $"There is no token {position}; the model sees tokens 0 to {ids.Length - 1} of this prompt.");
        int? asked = NextTokenChoice.Read(token, text, "token", "text", run.Tokenizer, errors);
        var edits = InterventionReader.Read(interventions, run.Config, run.Tokenizer, ids.Length, errors);
        more?.Invoke(errors);
        errors.ThrowIfAny();
        return new(run, ids, dropped, position ?? ids.Length - 1, asked, edits);
    }

    private IReadOnlyList<Token> TokensOf(int[] ids) => [.. ids.Select(TokenOf)];
}
