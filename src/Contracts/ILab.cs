// What the pages may ask of the lab; the server implements it, pages call it in process.
namespace AttentionLab.Contracts;

/// <summary>The lab as the dashboard sees it. Every call that can be refused throws <see cref="LabException"/>.</summary>
public interface ILab
{
    /// <summary>Presets, what each implies, and the limits of a run's settings.</summary>
    PresetCatalog Presets { get; }

    /// <summary>Texts a run can train on, and why one is not available at the moment.</summary>
    IReadOnlyList<CorpusInfo> Corpora { get; }

    /// <summary>Adds a user's own text (UTF-8, plain).</summary>
    /// <param name="name">Shown in the list of corpora.</param>
    /// <param name="text">UTF-8 bytes; read to its end, at most <see cref="Limits.CorpusBytes"/>.</param>
    Task<CorpusInfo> AddCorpus(string name, Stream text, CancellationToken cancellation = default);

    /// <summary>All runs, newest first.</summary>
    IReadOnlyList<RunInfo> Runs { get; }

    /// <summary>A real run that comes with the lab, to look at before there is one: its curve, samples, heads and some frames, no weights. It is not among <see cref="Runs"/>, and nothing of it can be changed. Null where its file is missing.</summary>
    RunInfo? Recording { get; }

    /// <summary>One run, the recording too, or null when there is none of that id.</summary>
    RunInfo? Find(string id);

    /// <summary>A run changed: at most four times a second for progress, at once for a change of status. Raised on any thread.</summary>
    event Action<RunInfo>? RunChanged;

    /// <summary>A run was deleted. Raised on any thread.</summary>
    event Action<string>? RunDeleted;

    /// <summary>An engine was loaded, or could not be: <see cref="PresetCatalog.Engines"/> says how they stand; or it was timed, which <see cref="Outline"/> tells. Raised on any thread.</summary>
    event Action? EnginesChanged;

    /// <summary>What a run of this request would be: every number, its size, its expected time, and every field that is wrong. Starts nothing; is refused for nothing that a field can be blamed for.</summary>
    Task<RunOutline> Outline(NewRun request, CancellationToken cancellation = default);

    /// <summary>Creates a run and starts training it. Refused while another run is training.</summary>
    Task<RunInfo> Start(NewRun request, CancellationToken cancellation = default);

    /// <summary>Holds training after the step in progress.</summary>
    Task<RunInfo> Pause(string id);

    /// <summary>Goes on with a paused, stopped or interrupted run.</summary>
    Task<RunInfo> Resume(string id);

    /// <summary>Trains exactly <paramref name="count"/> steps and pauses.</summary>
    Task<RunInfo> Step(string id, int count = 1);

    /// <summary>Ends training after the step in progress and keeps everything trained so far.</summary>
    Task<RunInfo> Stop(string id);

    /// <summary>Renames or tags a run, or changes learning rate or probe text while it trains.</summary>
    Task<RunInfo> Change(string id, RunChange change);

    /// <summary>Deletes a run; for some time it can be had back (<see cref="IRunFiles"/>). Refused while it trains.</summary>
    Task Delete(string id);

    /// <summary>Recorded metrics in columns, from a step on.</summary>
    Metrics MetricsOf(string id, int fromStep = 0);

    /// <summary>A run's training loss thinned to what a small picture shows; kept, so that asking again costs nothing.</summary>
    ThinCurve ThinCurveOf(string id);

    /// <summary>One forward pass over a prompt with everything captured. Runs beside training, never in its way.</summary>
    Task<Inspection> Inspect(string id, InspectRequest request, CancellationToken cancellation = default);

    /// <summary>Generates token by token from a snapshot of the weights. Runs beside training, never in its way.</summary>
    IAsyncEnumerable<GeneratedToken> Generate(string id, GenerateRequest request, CancellationToken cancellation = default);
}
