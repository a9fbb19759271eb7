// What is wrong with interventions for a given model and text, said so that it can be mended.
namespace AttentionLab.Core;

public static class InterventionChecks
{
    /// <summary>Every problem; empty when the pass can be made.</summary>
    /// <param name="tokens">T, as many as the model sees of the text.</param>
    public static IReadOnlyList<ConfigProblem> Problems(this Interventions edits, GptConfig config, int tokens)
    {
        var problems = new List<ConfigProblem>();
        if (edits.Heads.Count > Interventions.MostHeads) problems.Add(new("interventions.heads", $"{RangeText.Number(edits.Heads.Count)} are too many; at most {RangeText.Number(Interventions.MostHeads)} are allowed."));
        if (edits.Cells.Count > Interventions.MostCells) problems.Add(new("interventions.cells", $"{RangeText.Number(edits.Cells.Count)} are too many; at most {RangeText.Number(Interventions.MostCells)} are allowed."));
        if (edits.Tokens.Count > Interventions.MostTokens) problems.Add(new("interventions.tokens", $"{RangeText.Number(edits.Tokens.Count)} are too many; at most {RangeText.Number(Interventions.MostTokens)} are allowed."));
        if (problems.Count > 0) return problems;
        Switches(problems, edits, config);
        for (int i = 0; i < edits.Tokens.Count; i++) Token(problems, $"interventions.tokens[{i}]", edits.Tokens[i], config, tokens);
        if (edits.Tokens.GroupBy(token => token.Position).FirstOrDefault(token => token.Count() > 1)?.Key is { } place)
            problems.Add(new("interventions.tokens", $"Token {place} is replaced more than once; give one replacement for a position."));
        if (!config.Attends)
        {
            if (edits.Heads.Count > 0) problems.Add(new("interventions.heads", $"{Lacks(config)}, so there is no head to knock out."));
            if (edits.Cells.Count > 0) problems.Add(new("interventions.cells", $"{Lacks(config)}, so there is no cell to change."));
            return problems;
        }
        for (int i = 0; i < edits.Heads.Count; i++)
        {
            Head(problems, $"interventions.heads[{i}]", edits.Heads[i].Layer, edits.Heads[i].Head, config);
            problems.Defined($"interventions.heads[{i}].by", edits.Heads[i].Kind);
        }
        for (int i = 0; i < edits.Cells.Count; i++) Cell(problems, $"interventions.cells[{i}]", edits.Cells[i], edits.Of(config), tokens);
        if (problems.Count == 0) Rows(problems, edits, edits.Of(config), tokens);
        return problems;
    }

    private static void Switches(List<ConfigProblem> problems, Interventions edits, GptConfig config)
    {
        if (edits.LiftMask && !(config is { Attends: true, Mask: true }))
            problems.Add(new("interventions.liftMask", config.Attends ? "This model has no mask to lift: every token sees all others already." : $"{Lacks(config)}, so there is no mask to lift."));
        if (edits.DropScale && !(config is { Mixer: Mixer.Attention, Scale: true }))
            problems.Add(new("interventions.dropScale", config switch
            {
                { Attends: false } => $"{Lacks(config)}, so there are no affinities to scale.",
                { Mixer: Mixer.Average } => "A uniform average has no affinities to scale.",
                _ => "This model does not divide its affinities, so there is no scaling to drop.",
            }));
    }

    private static void Token(List<ConfigProblem> problems, string key, TokenReplacement edit, GptConfig config, int tokens)
    {
        Place(problems, key + ".position", edit.Position, tokens, "position", "the text has");
        Place(problems, key + ".id", edit.Id, config.Vocabulary, "token", "the vocabulary has");
    }

    private static void Head(List<ConfigProblem> problems, string key, int layer, int head, GptConfig config)
    {
        Place(problems, key + ".layer", layer, config.Layers, "layer", "the model has");
        Place(problems, key + ".head", head, config.Heads, "head", "each layer has");
    }

    private static void Cell(List<ConfigProblem> problems, string key, CellEdit cell, GptConfig config, int tokens)
    {
        Head(problems, key, cell.Layer, cell.Head, config);
        Place(problems, key + ".query", cell.Query, tokens, "token", "the text has");
        Place(problems, key + ".key", cell.Key, tokens, "token", "the text has");
        problems.Defined(key + ".set", cell.Kind);
        if (cell.Kind == CellEditKind.Scale) problems.Positive(key + ".factor", cell.Factor, Interventions.LargestFactor);
        if (config.Mask && cell.Key > cell.Query && cell.Key < tokens)
            problems.Add(new(key + ".key", $"Token {cell.Query} does not see token {cell.Key}: the mask hides what comes later. Lift the mask, or take a key from 0 to {cell.Query}."));
    }

    /// <summary>A row has to have somewhere to look, and no cell may be changed twice.</summary>
    private static void Rows(List<ConfigProblem> problems, Interventions edits, GptConfig config, int tokens)
    {
        if (edits.Cells.GroupBy(cell => (cell.Layer, cell.Head, cell.Query, cell.Key)).FirstOrDefault(cell => cell.Count() > 1)?.Key is { } twice)
            problems.Add(new("interventions.cells", $"The cell of layer {twice.Layer}, head {twice.Head}, query {twice.Query}, key {twice.Key} (all counted from 0) is changed more than once; give one change for a cell."));
        if (edits.Heads.GroupBy(head => (head.Layer, head.Head)).FirstOrDefault(head => head.Count() > 1)?.Key is { } again)
            problems.Add(new("interventions.heads", $"Layer {again.Layer}, head {again.Head} (both counted from 0) is knocked out more than once; give one way."));
        foreach (var row in edits.Cells.GroupBy(cell => (cell.Layer, cell.Head, cell.Query)))
        {
            int visible = config.Mask ? row.Key.Query + 1 : tokens;
            if (row.Count(cell => cell.Kind == CellEditKind.Forbid) < visible) continue;
            problems.Add(new("interventions.cells", $"Every cell that token {row.Key.Query} sees in layer {row.Key.Layer}, head {row.Key.Head} (all counted from 0) is forbidden; leave it one, or knock the head out."));
        }
    }

    private static void Place(List<ConfigProblem> problems, string key, int value, int count, string what, string has)
    {
        if (value < 0 || value >= count) problems.Add(new(key, $"There is no {what} {value}; {has} {what}s 0 to {count - 1}, counted from 0."));
    }

    private static string Lacks(GptConfig config) => config switch
    {
        { IsTable: true } => "The bigram table has no attention",
        { Mixer: Mixer.Wavenet } => "A fixed tree has no attention",
        _ => "This model has no attention",
    };
}
