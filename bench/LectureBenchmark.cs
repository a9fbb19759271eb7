// Trains within the lecture's limits on Tiny Shakespeare until the validation loss is the lecture's; can be killed and goes on.
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static class LectureBenchmark
{
    private const long LargestModel = 10_800_000;
    private const int LongestContext = 256;
    private const long Seed = 1337;

    public static void Run(string[] arguments)
    {
        try
        {
            Run(LectureOptions.Parse(arguments));
        }
        catch (Exception error) when (error is ArgumentException or ModelException)
        {
            Console.WriteLine(error.Message);
            Environment.ExitCode = 1;
        }
    }

    private static void Run(LectureOptions options)
    {
        if (options.Model.ParameterCount > LargestModel || options.Model.Context > LongestContext)
            throw new ArgumentException($"The lecture's limits are {LargestModel} parameters and context {LongestContext}; this model has {options.Model.ParameterCount} and {options.Model.Context}.");
        if (options.Threads > 0) ForkJoin.Threads = options.Threads;
        var corpus = new TinyShakespeare(options.TextPath, Path.GetTempPath()).Load().GetAwaiter().GetResult();
        var progress = LectureProgress.Open(options.Folder);
        using Trainer trainer = progress.Resume(options.Model, options.Training, corpus, Seed);
        Say($"{options.Model.Layers} layers, {options.Model.Heads} heads, {options.Model.Channels} channels, context {options.Model.Context}, dropout {options.Model.Dropout}: {options.Model.ParameterCount} parameters");
        Say($"{options.Training.Optimizer}, learning rate {options.Training.LearningRate} to {options.Training.MinLearningRate} over {options.Training.Steps} steps, warm-up {options.Training.Warmup}, weight decay {options.Training.WeightDecay}, batch {options.Training.Batch}, {ForkJoin.Threads} threads");
        Say($"validation loss over all {corpus.Validation.Length - 1} tokens after the first of the validation part, in windows of {options.Model.Context}; target {options.Target}");
        Say("step | tokens | training s | processor s | validation s | fastest step ms | train loss | validation loss");
        Train(trainer, options, corpus, progress);
    }

    private static void Train(Trainer trainer, LectureOptions options, Corpus corpus, LectureProgress progress)
    {
        double sum = 0, milliseconds = double.PositiveInfinity;
        int counted = 0;
        while (trainer.StepsDone < options.Training.Steps)
        {
            long started = Stopwatch.GetTimestamp();
            TimeSpan used = Environment.CpuUsage.TotalTime;
            StepResult step = trainer.Step();
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            progress.ProcessorSeconds += (Environment.CpuUsage.TotalTime - used).TotalSeconds;
            if (!step.IsFinite) throw new InvalidOperationException($"Loss or gradient were not finite at step {step.Step}.");
            progress.TrainingSeconds += seconds;
            milliseconds = Math.Min(milliseconds, 1000 * seconds);
            sum += step.Loss;
            counted++;
            bool last = step.Step == options.Training.Steps;
            if (!last && step.Step % options.Training.EvalEvery != 0) continue;

            long validating = Stopwatch.GetTimestamp();
            double loss = ValidationLoss.Of(trainer.Model, corpus);
            progress.ValidationSeconds += Stopwatch.GetElapsedTime(validating).TotalSeconds;
            long tokens = (long)step.Step * options.Training.Batch * options.Model.Context;
            Say($"{step.Step} | {tokens} | {progress.TrainingSeconds:F0} | {progress.ProcessorSeconds:F0} | {progress.ValidationSeconds:F0} | {milliseconds:F0} | {sum / counted:F4} | {loss:F4}");
            progress.Save(trainer);
            if (loss <= options.Target)
            {
                Say($"Reached {loss:F4} <= {options.Target} after {step.Step} steps, {tokens} tokens, {progress.TrainingSeconds:F0} s of training ({progress.ProcessorSeconds:F0} s of processor time) and {progress.ValidationSeconds:F0} s of validation.");
                return;
            }
            (sum, counted, milliseconds) = (0, 0, double.PositiveInfinity);
        }
        Say($"Not reached within {options.Training.Steps} steps.");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Say(string line) => Console.WriteLine(line);
}
