// A head that a request may name: both numbers or none, and both inside the model.
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Circuits;

public static class HeadChoice
{
    public static void Check(int? layer, int? head, GptConfig config, FieldErrors errors)
    {
        if ((layer ?? head) is null) return;
        if (!config.Attends)
        {
            errors.Add("layer", "This model has no attention, so it has no head to show; leave layer and head out.");
            return;
        }
        Within("layer", layer, config.Layers, errors);
        Within("head", head, config.Heads, errors);
    }

    private static void Within(string field, int? value, int count, FieldErrors errors)
    {
        if (value is null) errors.Add(field, "It is missing; layer and head go together.");
        else if (value < 0 || value >= count) errors.Add(field, RangeText.NotAPlace(value.Value, count));
    }
}
