// Why the server does not start: one clear text for the console, no stack trace.
namespace AttentionLab.Server.Setup;

public sealed class LabStartException(string message) : Exception(message);
