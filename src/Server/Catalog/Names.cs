// Names that people give to runs.
namespace AttentionLab.Server.Catalog;

public static class Names
{
    public static void Check(string name, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(name)) errors.Add("name", $"The name is empty; it must have 1 to {LabLimits.NameCharacters} characters.");
        else if (name.Trim().Length > LabLimits.NameCharacters) errors.Add("name", RangeText.TooMany("The name has", name.Trim().Length, "characters", LabLimits.NameCharacters));
        else if (name.Any(char.IsControl)) errors.Add("name", "The name holds a line break or another control character; it must be one line.");
    }
}
