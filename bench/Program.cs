// Command line of the benchmarks.
using AttentionLab.Bench;

switch (args.FirstOrDefault())
{
    case "peak": PeakBenchmark.Run(); break;
    case "matmul": MatrixProductBenchmark.Run(args.Skip(1).FirstOrDefault()); break;
    case "attention": AttentionBenchmark.Run(args.Skip(1).ToArray()); break;
    case "fork": ForkJoinBenchmark.Run(); break;
    case "train": StepBenchmark.Train(args.Skip(1).ToArray()); break;
    case "engine": EnginePeer.Serve(args.Skip(1).ToArray()); break;
    case "step": StepBenchmark.Run(args.Skip(1).ToArray()); break;
    case "lecture": LectureBenchmark.Run(args.Skip(1).ToArray()); break;
    case "ladder": LadderBenchmark.Run(args.Skip(1).ToArray()); break;
    case "generate": GenerateBenchmark.Run(args.Skip(1).ToArray()); break;
    case "window": WindowBenchmark.Run(args.Skip(1).ToArray()); break;
    case "write": GenerateBenchmark.Write(args.Skip(1).ToArray()); break;
    case "memory": MemoryBenchmark.Run(args.Skip(1).ToArray()); break;
    case "responsiveness": await ResponsivenessBenchmark.Run(args.Skip(1).ToArray()); break;
    case "race": await RaceBenchmark.Run(args.Skip(1).ToArray()); break;
    case "runs": await RunListBenchmark.Run(args.Skip(1).ToArray()); break;
    case "history": await HistoryBenchmark.Run(args.Skip(1).ToArray()); break;
    case "size": await RunSizeBenchmark.Run(args.Skip(1).ToArray()); break;
    case "scaling": ScalingBenchmark.Run(args.Skip(1).ToArray()); break;
    case "estimates": await EstimateBenchmark.Run(args.Skip(1).ToArray()); break;
    case "record": await RecordingMaker.Run(args.Skip(1).ToArray()); break;
    case "contract": await ContractMaker.Run(); break;
    case "bandwidth": BandwidthBenchmark.Run(args.Skip(1).ToArray()); break;
    default:
        Console.WriteLine($"""
            dotnet run -c Release --project bench -- COMMAND
              peak      the machine's float32 multiply-add rate from registers
              fork      what it costs to share a loop out among two threads
              matmul    matrix products of a GPT step in GFLOP/s and in percent of the peak; optional: part of a shape's name
              attention forward and backward at presets (default small medium) in milliseconds and in percent of the peak
              step      a training step of presets (tiny small medium scaled; default the first three) on both engines next to the same step in PyTorch, quiet and beside a busy loop
              generate  text from presets (default small scaled) with a key-value cache, next to PyTorch with one
              window    what the cache saves at a full context (default scaled), next to PyTorch with a cache and without one, as nanoGPT writes
              write     PRESET CONTEXTS: nothing but text, for a profiler
              bandwidth how fast memory of the given megabytes is read; default 0.5 3.2 43 400
              memory    peak memory of a training step (default small scaled) next to PyTorch; or long: 100,000 steps that must not grow
              responsiveness  SECONDS PRESETS: how fast the server (built before) answers while it trains; default 20 small medium
              race      [STEPS ROUNDS]: four small rungs in a race next to the four one after the other, on the server (built before); default 2000 5
              runs      [COUNT ROUNDS]: how fast the server (built before) starts, lists and measures so many runs, next to none; default 1000 5
              history   [PRESET PAIRS]: steps with everything that a run keeps next to bare steps, in turns; default small 30
              estimates [PRESET STEPS ENGINE]: what measuring a run costs, piece by piece and as a share of all time so far; default small 1000 torchsharp
              record    [ENGINE FILE.zip]: makes the recording that comes with the lab, preset small on Tiny Shakespeare for 2,000 steps; default torchsharp src/Server/Recording/recording.zip
              contract  writes src/Client/Scripts/contract.ts: the types that the server describes at /openapi/v1.json
              size      [PRESET STEPS]: what a run takes on the disk, by a real run on the server (built before); default small 5000
              scaling   [FILE.md FILE.svg]: time of a step against channels, context, batch and threads, as a table and a chart
              train     PRESET STEPS [THREADS]: nothing but steps, for a profiler
              ladder    trains every small rung as the lecture does, next to PyTorch: {LadderBenchmark.Help}
              lecture   trains on Tiny Shakespeare to the lecture's validation loss: {LectureOptions.Help}
            """);
        break;
}
