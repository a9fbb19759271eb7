// Names that no other scene has: only someone who looks back can spell them again.
namespace AttentionLab.Core;

internal static class PlayNames
{
    private static readonly string[] Starts =
    [
        "A", "Be", "Ca", "Da", "E", "Fi", "Ga", "Ho", "I", "Ja", "Ke", "Lo", "Mi", "Ne", "O", "Pa", "Qua", "Ro", "Sa", "The", "U", "Vi", "Wy",
        "Xa", "Yo", "Zu", "Bru", "Cle", "Dra", "Fle", "Gri", "Kla", "Pri", "Sto", "Tri", "Swi", "Qui", "Xe", "Zo", "Ju",
    ];

    private static readonly string[] Middles =
    [
        "ba", "de", "fa", "go", "la", "li", "lo", "ma", "mi", "na", "no", "ra", "ri", "ro", "sa", "ta", "ti", "va", "ve", "za", "qui", "xi", "jo", "rve", "nda", "lpha",
    ];

    private static readonly string[] Ends =
    [
        "bert", "cus", "dan", "dor", "fax", "gar", "lan", "las", "lin", "mar", "mund", "na", "nix", "nor", "phin", "quin", "ra", "rick", "ris", "ron", "sel", "stan", "thel", "tor", "vane", "wen", "wick", "zel",
    ];

    public static string Invent(DrawSequence draw)
    {
        string name = draw.OneOf(Starts);
        if (draw.Chance(1, 2)) name += draw.OneOf(Middles);
        return name + draw.OneOf(Ends);
    }
}
