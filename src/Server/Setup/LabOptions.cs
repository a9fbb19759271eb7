// The lab's settings: section Lab of the configuration, read and checked once at start.
using System.Globalization;
using System.Text;

namespace AttentionLab.Server.Setup;

/// <summary>What a host can set. Every wrong value is reported at start, with its key and what is allowed.</summary>
public sealed record LabOptions
{
    public const string Section = "Lab";

    /// <summary>The environment variable that names a copy of Tiny Shakespeare when Lab:TinyShakespeare does not.</summary>
    public const string TinyShakespeareVariable = "ATTENTIONLAB_TINYSHAKESPEARE";

    public const int MostThreads = 1024;

    /// <summary>Folder of runs, uploads and keys; relative to the content root.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Path of a copy of Tiny Shakespeare; null fetches it when first asked for.</summary>
    public string? TinyShakespeare { get; init; }

    /// <summary>The engine of runs that name none: torchsharp, managed, or auto, which is TorchSharp where it loads.</summary>
    public string Engine { get; init; } = "auto";

    /// <summary>Where TorchSharp computes: cpu, cuda, or auto, which is CUDA where libtorch finds it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Folder for the copy of TorchSharp's library that an older Linux needs; null takes the user's cache.</summary>
    public string? Cache { get; init; }

    /// <summary>Threads a training step may use; 0 takes every core.</summary>
    public int Threads { get; init; }

    /// <summary>How far training gives way to web requests on Linux: 0 not at all, 19 wholly. Elsewhere its threads are below normal.</summary>
    public int Niceness { get; init; } = 10;

    /// <summary>Largest text that can be uploaded.</summary>
    public int MaxUploadBytes { get; init; } = 20_000_000;

    /// <summary>Largest run or model that can be imported, packed or unpacked.</summary>
    public int MaxImportBytes { get; init; } = 2_000_000_000;

    /// <summary>Longest time between two checkpoints of a training run.</summary>
    public int CheckpointSeconds { get; init; } = 30;

    /// <summary>Checkpoints kept per run: the newest, and older ones ever further apart.</summary>
    public int KeptCheckpoints { get; init; } = 5;

    /// <summary>Days for which a deleted run can be had back; 0 removes it at once.</summary>
    public int DeletedDays { get; init; } = 7;

    /// <summary>Most bytes of deleted runs; above it the oldest are removed, an hour after they were deleted at the earliest.</summary>
    public int MaxDeletedBytes { get; init; } = 2_000_000_000;

    /// <summary>Sites whose pages may show the lab in a frame, such as "https://blog.example"; several with blanks between. Its own may always.</summary>
    public string EmbedIn { get; init; } = "";

    /// <summary>Where browsers find the lab behind a proxy, such as "https://lab.example"; null takes the address that a request names.</summary>
    public string? PublicOrigin { get; init; }

    /// <exception cref="LabStartException">One line for each setting that is wrong.</exception>
    public static LabOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var problems = new List<string>();
        var defaults = new LabOptions();
        foreach (var key in section.GetChildren().Select(child => child.Key))
            if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
                problems.Add($"{Section}:{key} is not a setting. Known: {string.Join(", ", Keys.Select(known => $"{Section}:{known}"))}.");
        var options = new LabOptions
        {
            Data = Text(section, nameof(Data)) ?? defaults.Data,
            TinyShakespeare = Text(section, nameof(TinyShakespeare)) ?? Text(configuration, TinyShakespeareVariable),
            Engine = OneOf(section, nameof(Engine), defaults.Engine, ["auto", .. EngineNames.All], problems),
            Device = OneOf(section, nameof(Device), defaults.Device, ["auto", "cpu", "cuda"], problems),
            Cache = Text(section, nameof(Cache)),
            Threads = Whole(section, nameof(Threads), defaults.Threads, 0, MostThreads, problems),
            Niceness = Whole(section, nameof(Niceness), defaults.Niceness, 0, 19, problems),
            MaxUploadBytes = Whole(section, nameof(MaxUploadBytes), defaults.MaxUploadBytes, 1_000, 1_000_000_000, problems),
            MaxImportBytes = Whole(section, nameof(MaxImportBytes), defaults.MaxImportBytes, 1_000, int.MaxValue, problems),
            CheckpointSeconds = Whole(section, nameof(CheckpointSeconds), defaults.CheckpointSeconds, 1, 3600, problems),
            DeletedDays = Whole(section, nameof(DeletedDays), defaults.DeletedDays, 0, 3650, problems),
            MaxDeletedBytes = Whole(section, nameof(MaxDeletedBytes), defaults.MaxDeletedBytes, 0, int.MaxValue, problems),
            KeptCheckpoints = Whole(section, nameof(KeptCheckpoints), defaults.KeptCheckpoints, 1, 1000, problems),
            EmbedIn = Text(section, nameof(EmbedIn)) ?? defaults.EmbedIn,
            PublicOrigin = Text(section, nameof(PublicOrigin)),
        };
        foreach (var site in options.EmbedIn.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (!IsOrigin(site))
                problems.Add($"{Section}:EmbedIn holds '{site}'; allowed are addresses of sites as browsers write them, such as https://blog.example, with blanks between them.");
        if (options.PublicOrigin is { } origin && !IsOrigin(origin))
            problems.Add($"{Section}:PublicOrigin is '{origin}'; allowed is the address of a site as browsers write it, without a path, such as https://lab.example or https://lab.example:8443.");
        if (options.TinyShakespeare is { } path && !File.Exists(path))
            problems.Add($"{Section}:TinyShakespeare (or {TinyShakespeareVariable}) is '{path}': there is no such file. Give the path of the text, or leave it out to have it fetched when it is first used.");
        return problems.Count == 0 ? options : throw new LabStartException(string.Join(Environment.NewLine, problems));
    }

    private static readonly string[] Keys = [.. typeof(LabOptions).GetProperties().Where(p => p.CanWrite).Select(p => p.Name)];

    private static string? Text(IConfiguration section, string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key]!.Trim();

    private static string OneOf(IConfiguration section, string key, string otherwise, IReadOnlyList<string> allowed, List<string> problems)
    {
        if (Text(section, key) is not { } text) return otherwise;
        if (allowed.Contains(text)) return text;
        problems.Add($"{Section}:{key} is '{text}'; allowed are {string.Join(", ", allowed)}.");
        return otherwise;
    }

    /// <summary>Scheme, name and port as a browser writes them: no path, no usual port, small ASCII letters.</summary>
    private static bool IsOrigin(string text) =>
        Ascii.IsValid(text) && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) == text;

    private static int Whole(IConfiguration section, string key, int otherwise, int least, int most, List<string> problems)
    {
        if (Text(section, key) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most) return value;
        problems.Add($"{Section}:{key} is '{text}'; allowed is a whole number {RangeText.Between(least, most)}.");
        return otherwise;
    }
}
