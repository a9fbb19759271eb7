// Everything the lab is made of, registered once; Program.cs only names it.
using System.IO.Compression;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Circuits;
using AttentionLab.Server.Exchange;
using AttentionLab.Server.Facts;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Live;
using AttentionLab.Server.Racing;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Training;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AttentionLab.Server.Setup;

public static class LabServices
{
    /// <summary>A long step and its estimate may have to end before the last checkpoint is written.</summary>
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(90);

    /// <summary>So that a text pasted whole is answered with the limit on prompts instead of a broken connection.</summary>
    public const int LargestMessage = 4 * 1024 * 1024;

    public static IServiceCollection AddLab(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => LabOptions.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new DataFolder(provider.GetRequiredService<LabOptions>(), provider.GetRequiredService<IHostEnvironment>()));

        services.AddSingleton<EngineShelf>();
        services.AddSingleton<UploadedTexts>();
        services.AddSingleton<CorpusShelf>();
        services.AddSingleton<LearnedPairs>();
        services.AddSingleton<TokenChoices>();
        services.AddSingleton<ITexts, TextFacts>();
        services.AddSingleton<RunPlanner>();
        services.AddSingleton<RunOutliner>();
        services.AddSingleton<MeasuredSteps>();
        services.AddSingleton<SpeedTrials>();
        services.AddSingleton<ExpectedTimes>();
        services.AddSingleton<Trash>();
        services.AddSingleton<DiskMeter>();
        services.AddSingleton<Recording>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RaceStore>();
        services.AddSingleton<TrainingGroups>();

        services.AddSingleton<RunFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<RunFeed>());
        services.AddSingleton<RunOpener>();
        services.AddSingleton<TrainingSession>();
        services.AddSingleton<TrainingService>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainingService>());
        services.AddHostedService<CorpusWarmUp>();
        services.AddSingleton<IRunFiles, RunFiles>();
        services.AddHostedService<TrashClock>();

        services.AddSingleton<RacePlanner>();
        services.AddSingleton<IRaces, RaceLab>();

        services.AddSingleton<SnapshotSource>();
        services.AddSingleton<InferencePool>();
        services.AddSingleton<Inspector>();
        services.AddSingleton<ExactRows>();
        services.AddSingleton<AttentionComparer>();
        services.AddSingleton<CircuitReader>();
        services.AddSingleton<Generator>();
        services.AddSingleton<ILab, Lab>();
        services.AddSingleton<IRunFacts, RunFactSource>();
        services.AddSingleton<IAverages, AverageLesson>();
        services.AddSingleton<IExchange, Exports>();
        services.AddSingleton<Imports>();
        services.AddSingleton<IKeptWeights, KeptWeights>();
        services.AddSingleton<IForks, RunForks>();

        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // of the recording alone, which is the same for everybody
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, FloatPacker.ContentType];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddLabSurface();
        return services;
    }

    private static void AddLabSurface(this IServiceCollection services)
    {
        services.AddSingleton<OwnAddress>();
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownPatience);
        services.ConfigureHttpJsonOptions(options => RestJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = PlainProblems.Explain);
        services.AddExceptionHandler<ProblemWriter>();
        services.AddOpenApi(options => OpenApiShapes.Describe(options)); // a lambda, or the comments of the types are not taken in

        // Only the lab's hub: the circuits of the pages keep their own limits.
        services.AddSignalR()
            .AddHubOptions<LabHub>(options =>
            {
                options.EnableDetailedErrors = true; // wrong arguments are explained; LabHub translates everything else
                options.MaximumReceiveMessageSize = LargestMessage;
            })
            .AddJsonProtocol(options => RestJson.Configure(options.PayloadSerializerOptions));

        services.AddDataProtection().SetApplicationName("AttentionLab");
        // The older header knows no list of sites; the policy that goes with the pages says who may frame them.
        services.AddOptions<AntiforgeryOptions>().Configure<LabOptions>((options, lab) => options.SuppressXFrameOptionsHeader = lab.EmbedIn.Length > 0);
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((options, data, log) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.Keys), log));
    }
}
