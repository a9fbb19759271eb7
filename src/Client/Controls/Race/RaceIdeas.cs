// Races that are worth a look, ready to be started or changed.
using AttentionLab.Client.Controls.Train;

namespace AttentionLab.Client.Controls.Race;

/// <param name="Says">What to look for, in a sentence.</param>
public sealed record RaceIdea(string Title, string Says, IReadOnlyList<RaceIdea.Lane> Lanes)
{
    /// <param name="Off">An ingredient that is switched off; null for the preset as it is.</param>
    /// <param name="Engine">Null for the lab's default.</param>
    public sealed record Lane(string Preset, string? Off = null, string? Engine = null)
    {
        public NewRunDraft ToDraft()
        {
            var draft = new NewRunDraft { Preset = Preset, Engine = Engine };
            if (Off is not null) draft.Switches[Off] = false;
            return draft;
        }

        public bool Is(NewRunDraft draft, PresetCatalog catalog)
        {
            var preset = catalog.Presets.FirstOrDefault(preset => preset.Name == Preset);
            return draft.ToRequest(preset) == ToDraft().ToRequest(preset);
        }
    }

    /// <summary>Whether these racers are still this idea's.</summary>
    public bool Is(IReadOnlyList<NewRunDraft> lanes, PresetCatalog catalog) => lanes.Count == Lanes.Count && Lanes.Zip(lanes).All(pair => pair.First.Is(pair.Second, catalog));

    /// <summary>Those whose presets the lab has, on engines that can compute here.</summary>
    public static IEnumerable<RaceIdea> For(PresetCatalog catalog) =>
        All.Where(idea => idea.Lanes.All(lane => catalog.Presets.Any(preset => preset.Name == lane.Preset) && (lane.Engine is null || catalog.Engines.ObstacleOf(lane.Engine) is null)));

    private static IReadOnlyList<RaceIdea> All { get; } =
    [
        new("The whole ladder", "Every rung adds one thing. Which of them lowers the loss, and which only lets the next one work?",
            [new("bigram"), new("average"), new("one-head"), new("many-heads"), new("feed-forward"), new("residual"), new("layer-norm"), new("wavenet")]),
        new("Without mask", "Who sees the future need not predict it: compare the two validation losses, and then read what each racer writes.",
            [new("layer-norm"), new("layer-norm", "mask")]),
        new("With and without scaling", "Without 1/sqrt(d) affinities grow with a head's width. Do its rows put all their weight on one token?",
            [new("one-head"), new("one-head", "scale")]),
        new("One head against four", "The same channels in one head or in four: does it pay to look at several things at once?",
            [new("one-head"), new("many-heads")]),
        new("Deep without residual", "Three blocks that have to rebuild the stream each time, against three that only add to it.",
            [new("residual"), new("residual", "residual")]),
        new("Twins", "Two racers that differ in nothing: their curves lie on each other to the last bit, for only the seed decides.",
            [new("many-heads"), new("many-heads")]),
        new("The two engines side by side", "The same model, batches and seed on TorchSharp and on the managed engine: how long do their curves stay together, and which takes less time a step?",
            [new("small", Engine: EngineNames.TorchSharp), new("small", Engine: EngineNames.Managed)]),
    ];
}
