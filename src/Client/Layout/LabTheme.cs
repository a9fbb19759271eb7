// The lab's colours, type and sizes as MudBlazor takes them. Both colour schemes are sent with the page, each under its own selector, so that neither flashes.
using MudBlazor;
using MudBlazor.Services;

namespace AttentionLab.Client.Layout;

/// <summary>The colours of pictures and other things that MudBlazor has no name for stand in wwwroot/css/app.css, which takes the rest from here.</summary>
public static class LabTheme
{
    private static readonly string[] Sans = ["Inter Variable", "Inter", "Segoe UI", "system-ui", "sans-serif"];

    /// <summary>What holds unless the page is dark.</summary>
    public static MudTheme Light { get; } = Theme(":root");

    /// <summary>Comes after <see cref="Light"/> in the page, so that it holds where the document says dark.</summary>
    public static MudTheme Dark { get; } = Theme(":root[data-theme=\"dark\"]");

    /// <summary>Messages: at the bottom left, one after another, none that covers what it is about.</summary>
    public static void Snackbars(MudServicesConfiguration services)
    {
        var bar = services.SnackbarConfiguration;
        bar.PositionClass = Defaults.Classes.Position.BottomLeft;
        bar.PreventDuplicates = false;
        bar.NewestOnTop = false;
        bar.MaxDisplayedSnackbars = 4;
        bar.SnackbarVariant = Variant.Filled;
        bar.VisibleStateDuration = 8_000;
        bar.ShowTransitionDuration = bar.HideTransitionDuration = 150;
    }

    private static MudTheme Theme(string selector) => new()
    {
        PseudoCss = new() { Scope = selector },
        PaletteLight = new PaletteLight
        {
            Primary = "#0f766e",
            PrimaryDarken = "#0b5f59",
            PrimaryLighten = "#dcefec",
            PrimaryContrastText = "#ffffff",
            Secondary = "#b93c0a",
            SecondaryLighten = "#fdeadd",
            SecondaryContrastText = "#ffffff",
            Tertiary = "#3730a3",
            TertiaryLighten = "#e4e4fb",
            TertiaryContrastText = "#ffffff",
            Info = "#3730a3",
            InfoLighten = "#e4e4fb",
            Success = "#11692f",
            SuccessLighten = "#e0f2e5",
            Warning = "#92400e",
            WarningLighten = "#fdf0d3",
            Error = "#b91c1c",
            ErrorLighten = "#fde8e6",
            Dark = "#17202b",
            DarkContrastText = "#ffffff",
            TextPrimary = "#17202b",
            TextSecondary = "#4c5663",
            TextDisabled = "#626b77",
            ActionDefault = "#4c5663",
            ActionDisabled = "#626b77",
            ActionDisabledBackground = "#efeee9",
            Background = "#f6f5f1",
            BackgroundGray = "#efeee9",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            DrawerText = "#17202b",
            DrawerIcon = "#4c5663",
            AppbarBackground = "#ffffff",
            AppbarText = "#17202b",
            LinesDefault = "#dedcd5",
            LinesInputs = "#83888e",
            TableLines = "#dedcd5",
            TableHover = "#f6f5f1",
            Divider = "#dedcd5",
            DividerLight = "#efeee9",
            Skeleton = "#efeee9",
            OverlayDark = "rgba(23,32,43,.42)",
            HoverOpacity = .06,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#4fd1c1",
            PrimaryDarken = "#7be0d3",
            PrimaryLighten = "#133b39",
            PrimaryContrastText = "#06211f",
            Secondary = "#fb923c",
            SecondaryLighten = "#41260f",
            SecondaryContrastText = "#231303",
            Tertiary = "#a5b4fc",
            TertiaryLighten = "#282a52",
            TertiaryContrastText = "#10122e",
            Info = "#a5b4fc",
            InfoLighten = "#282a52",
            InfoContrastText = "#10122e",
            Success = "#4ade80",
            SuccessLighten = "#12351f",
            SuccessContrastText = "#04210f",
            Warning = "#fbbf24",
            WarningLighten = "#3a2a08",
            WarningContrastText = "#231a03",
            Error = "#f87171",
            ErrorLighten = "#3a1a17",
            ErrorContrastText = "#2b0707",
            Dark = "#eef2f4",
            DarkContrastText = "#0f141a",
            TextPrimary = "#eef2f4",
            TextSecondary = "#b9c3cc",
            TextDisabled = "#97a3ae",
            ActionDefault = "#b9c3cc",
            ActionDisabled = "#97a3ae",
            ActionDisabledBackground = "#11171e",
            Background = "#0f141a",
            BackgroundGray = "#11171e",
            Surface = "#171e26",
            DrawerBackground = "#171e26",
            DrawerText = "#eef2f4",
            DrawerIcon = "#b9c3cc",
            AppbarBackground = "#171e26",
            AppbarText = "#eef2f4",
            LinesDefault = "#2b3642",
            LinesInputs = "#76828f",
            TableLines = "#2b3642",
            TableHover = "#1e2731",
            Divider = "#2b3642",
            DividerLight = "#1e2731",
            Skeleton = "#1e2731",
            OverlayDark = "rgba(0,0,0,.6)",
            HoverOpacity = .08,
        },
        LayoutProperties = new() { DefaultBorderRadius = "8px", AppbarHeight = "56px", DrawerWidthRight = "360px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = ".875rem", FontWeight = "400", LineHeight = "1.43", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "1.75rem", FontWeight = "600", LineHeight = "1.29", LetterSpacing = "-.01em" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "-.005em" },
            H6 = new H6Typography { FontFamily = Sans, FontSize = "1rem", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = ".875rem", LineHeight = "1.43", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = ".8125rem", LineHeight = "1.54", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Sans, FontSize = "1rem", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = ".875rem", FontWeight = "600", LineHeight = "1.43", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = ".8125rem", LineHeight = "1.4", LetterSpacing = "normal" },
        },
    };
}
