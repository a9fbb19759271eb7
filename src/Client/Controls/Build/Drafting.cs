// What is known of a new run while its form is filled in: the draft, what the lab makes of it, and what the number pointed at would cost doubled.
using AttentionLab.Client.Controls.Train;

namespace AttentionLab.Client.Controls.Build;

/// <summary>Of one drawer; used on its component's context. Tells when there is something new to show.</summary>
/// <param name="changed">After the draft was changed; it can be kept now.</param>
/// <param name="show">After there is another answer to show.</param>
public sealed class Drafting(ILab lab, NewRunDraft draft, Action changed, Action show) : IDisposable
{
    private CancellationTokenSource? _asking, _doubling;

    public NewRunDraft Draft => draft;

    /// <summary>What the lab makes of the draft; null until it has answered.</summary>
    public RunOutline? Outline { get; private set; }

    /// <summary>The same with a number doubled; null while none is pointed at.</summary>
    public RunOutline? Doubled { get; private set; }

    /// <summary>Why the last Start was refused; null when it was not.</summary>
    public LabException? Refusal { get; set; }

    public PresetInfo? Preset => lab.Presets.Presets.FirstOrDefault(preset => preset.Name == draft.Preset);

    public CorpusInfo? Text => lab.Corpora.FirstOrDefault(corpus => corpus.Id == draft.Corpus);

    public Limits Limits => lab.Presets.Limits;

    /// <summary>The model as it was built here; its vocabulary is known when the lab has answered.</summary>
    public GptConfig Model => Preset is { } preset ? draft.ModelOf(preset) with { Vocabulary = Outline is { Parameters: not null, Model: { } model } ? model.Vocabulary : preset.Model.Vocabulary } : new();

    /// <summary>The preset's, which hold where nothing else is typed.</summary>
    public GptConfig UsualModel => Preset?.Model ?? new();

    /// <inheritdoc cref="UsualModel"/>
    public TrainingConfig UsualTraining => Preset?.Training ?? new();

    /// <summary>The training as the lab would take it, what hangs on other numbers included.</summary>
    public TrainingConfig Training => Outline?.Training ?? Preset?.Training ?? new();

    /// <summary>On the chosen engine; null where none is known.</summary>
    public ExpectedTime? TimeOf(RunOutline? outline) => outline?.Times.FirstOrDefault(time => time.Engine == (draft.Engine ?? lab.Presets.Engines.Default));

    public NewRun Request => draft.ToRequest(Preset, Text);

    /// <summary>Of the first of these fields that is wrong; what the lab said of the draft as it is, or of the last Start.</summary>
    public string? ErrorOf(params IEnumerable<string> keys) => keys
        .Select(key => draft.Unreadable.GetValueOrDefault(key) ?? Outline?.Errors.GetValueOrDefault(key) ?? Refusal?.Errors.GetValueOrDefault(key))
        .FirstOrDefault(error => error is not null);

    /// <summary>Everything that is wrong, as a refusal, for controls that show one.</summary>
    public LabException? Wrong => Outline is { Errors.Count: > 0 } outline ? new LabException(Contracts.Refusal.Invalid, outline.Errors.Values.First(), outline.Errors) : Refusal;

    /// <summary>Changes the draft and asks the lab what it makes of it.</summary>
    public Task Change(Action<NewRunDraft> change)
    {
        change(draft);
        (Refusal, Doubled) = (null, null);
        changed();
        return Ask();
    }

    /// <summary>Takes another preset, whose own numbers come along.</summary>
    public Task StartFrom(string preset) => Change(draft =>
    {
        draft.Reset();
        draft.Preset = preset;
    });

    public async Task Ask()
    {
        if (await Answer(draft, Renew(ref _asking)) is not { } outline) return;
        Outline = outline;
        show();
    }

    /// <summary>Says what a change would cost; null says nothing any more.</summary>
    public async Task Weigh(Action<NewRunDraft>? change)
    {
        var token = Renew(ref _doubling);
        Doubled = change is null || Outline?.Parameters is null || draft.Unreadable.Count > 0 ? null : await Answer(draft.With(change), token);
        show();
    }

    public void Dispose()
    {
        _asking?.Cancel();
        _doubling?.Cancel();
    }

    /// <summary>Null where something else is asked by now.</summary>
    private async Task<RunOutline?> Answer(NewRunDraft asked, CancellationToken token)
    {
        try
        {
            var outline = await lab.Outline(asked.ToRequest(Preset, Text), token);
            return token.IsCancellationRequested ? null : outline;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (LabException refusal)
        {
            return token.IsCancellationRequested ? null : new RunOutline { Errors = refusal.Errors };
        }
    }

    private static CancellationToken Renew(ref CancellationTokenSource? source)
    {
        source?.Cancel();
        return (source = new()).Token;
    }
}
