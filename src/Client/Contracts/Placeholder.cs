namespace AttentionLab.Client.Contracts; internal static class Placeholder;
