// What a racer is called when nobody gave it a name: its preset, and what is different from it.
using System.Globalization;
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Racing;

public static class LaneNames
{
    /// <summary>A name for each racer, all different.</summary>
    /// <param name="presets">Of each racer.</param>
    /// <param name="engines">Named where the racers have different ones.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<NewRacer> racers, IReadOnlyList<Preset> presets, EngineChoice engines)
    {
        bool differ = racers.Select(racer => racer.Engine ?? engines.Default).Distinct().Count() > 1;
        var names = new List<string>();
        foreach (var (racer, preset) in racers.Zip(presets))
        {
            string name = string.IsNullOrWhiteSpace(racer.Name) ? Describe(racer, preset, differ ? engines.TitleOf(racer.Engine ?? engines.Default) : null) : racer.Name.Trim(), unique = name;
            for (int twin = 2; names.Contains(unique); twin++) unique = $"{name} ({twin})";
            names.Add(unique);
        }
        return names;
    }

    private static string Describe(NewRacer racer, Preset preset, string? engine)
    {
        var differences = Differences(racer, preset);
        string name = string.Join(", ", (engine is null ? differences : differences.Prepend(engine)).Prepend(preset.Title));
        return name.Length <= LabLimits.NameCharacters - 4 ? name : preset.Title; // room to tell twins apart
    }

    private static IEnumerable<string> Differences(NewRacer racer, Preset preset)
    {
        var (model, training) = (racer.Model ?? new(), racer.Training ?? new());
        var titles = Ingredients.Of(preset.Model).ToDictionary(ingredient => ingredient.Name, ingredient => ingredient.Title);
        foreach (var (name, asked, usual) in new[]
        {
            ("mask", model.Mask, preset.Model.Mask), ("scale", model.Scale, preset.Model.Scale), ("residual", model.Residual, preset.Model.Residual),
            ("layerNorm", model.LayerNorm, preset.Model.LayerNorm), ("feedForward", model.FeedForward, preset.Model.FeedForward), ("positions", model.Positions, preset.Model.Positions),
        })
            if (asked is { } on && on != usual) yield return $"{(on ? "with" : "without")} {titles[name]}";
        foreach (var (asked, usual, one, many) in new[]
        {
            (model.Heads, preset.Model.Heads, "head", "heads"), (model.Layers, preset.Model.Layers, "layer", "layers"), (model.Channels, preset.Model.Channels, "channel", "channels"),
        })
            if (asked is { } count && count != usual) yield return $"{count} {(count == 1 ? one : many)}";
        if (model.Dropout is { } dropout && dropout != preset.Model.Dropout) yield return $"dropout {Text(dropout)}";
        if (model.Mixer is { } mixer && mixer != Settings.NameOf(preset.Model.Mixer)) yield return $"mixer {mixer}";
        if (model.Activation is { } activation && activation != Settings.NameOf(preset.Model.Activation)) yield return activation;
        if (training.Optimizer is { } optimizer && optimizer != Settings.NameOf(preset.Training.Optimizer)) yield return optimizer;
        if (training.LearningRate is { } rate && rate != preset.Training.LearningRate) yield return $"learning rate {Text(rate)}";
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
