// What a request changes of a preset.
using System.Reflection;

namespace AttentionLab.Server.Catalog;

public static class Overrides
{
    /// <remarks>A head that scores with the embeddings has no bias: where that is left out, it follows.</remarks>
    public static GptConfig Apply(GptConfig preset, ModelOverrides asked, FieldErrors errors) =>
        Apply(preset with { }, asked is { TiedHead: true, HeadBias: null } ? asked with { HeadBias = false } : asked, "model", errors);

    public static TrainingConfig Apply(TrainingConfig preset, TrainingOverrides asked, FieldErrors errors) => Apply(preset with { }, asked, "training", errors);

    /// <summary>Numbers that hang on another follow it where the request leaves them out: the last learning rate stays in proportion to the highest, the warm-up is at most a tenth of the steps.</summary>
    public static TrainingConfig Follow(TrainingConfig training, TrainingConfig preset, TrainingOverrides asked)
    {
        if (asked.MinLearningRate is null && training.LearningRate > 0 && training.LearningRate != preset.LearningRate)
            training = training with { MinLearningRate = preset.MinLearningRate / preset.LearningRate * training.LearningRate };
        if (asked.Warmup is null && training.Steps < preset.Steps)
            training = training with { Warmup = Math.Min(training.Warmup, training.Steps / 10) };
        return training;
    }

    /// <summary>Sets every setting that is asked for by the one of the same name; a choice by its name in JSON.</summary>
    private static T Apply<T>(T copy, object asked, string section, FieldErrors errors) where T : class
    {
        foreach (var wish in asked.GetType().GetProperties())
        {
            var setting = typeof(T).GetProperty(wish.Name)!;
            if (wish.GetValue(asked) is not { } value) continue;
            if (!setting.PropertyType.IsEnum) setting.SetValue(copy, value);
            else if (Enum.GetValuesAsUnderlyingType(setting.PropertyType).Cast<int>().Select(number => Enum.ToObject(setting.PropertyType, number)).FirstOrDefault(choice => NameOf(choice) == (string)value) is { } chosen) setting.SetValue(copy, chosen);
            else errors.Add($"{section}.{FieldName(wish)}", $"'{value}' is not known; it must be one of {string.Join(", ", Enum.GetNames(setting.PropertyType).Select(name => name.ToLowerInvariant()))}.");
        }
        return copy;
    }

    private static string NameOf(object choice) => choice.ToString()!.ToLowerInvariant();

    private static string FieldName(PropertyInfo wish) => char.ToLowerInvariant(wish.Name[0]) + wish.Name[1..];
}
