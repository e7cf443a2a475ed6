using LedgerVerifier;

if (Arguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine("""
        usage: ledger-verifier EXPORT [--key PUBLIC.pem] [--heads KEPT.tsv]
          EXPORT   the file of GET /api/subsidy/ledger/export, or - for standard input
          --key    the public key as you keep it yourself; without it the key in the export is believed
          --heads  a file of GET /api/subsidy/ledger/heads kept from earlier: every head in it must be in the export
        Ends with 0 when all is well, 1 when something is wrong, 2 when it could not be checked.
        """);
    return 2;
}

try
{
    using var export = arguments.OpenExport();
    var verdict = Verifier.Check(export, arguments.Key, arguments.KeptHeads);
    Console.WriteLine(verdict);
    return verdict.Ok ? 0 : 1;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
