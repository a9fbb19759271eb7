// Whether a text can be a run's probe: every character known, and short enough for the model to see it whole.
namespace AttentionLab.Server.Catalog;

public static class Probes
{
    public static void Check(string probe, ITokenizer tokenizer, int context, FieldErrors errors)
    {
        if (probe.Length == 0)
        {
            errors.Add("probe", $"The probe text is empty; it must have 1 to {context} tokens.");
            return;
        }
        if (Symbols.Unknown(tokenizer, probe) is { } unknown) errors.Add("probe", unknown);
        else if (tokenizer.Encode(probe).Length is var tokens && tokens > context)
            errors.Add("probe", $"The probe text has {RangeText.Number(tokens)} tokens; the model sees {RangeText.Number(context)} at once, so at most {RangeText.Number(context)} are allowed.");
    }
}
