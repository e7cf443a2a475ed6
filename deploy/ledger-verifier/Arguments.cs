using System.Security.Cryptography;
using System.Text;

namespace LedgerVerifier;

/// <summary>What is checked, and against what was kept elsewhere.</summary>
internal sealed record Arguments(string Export, byte[]? Key, IReadOnlyList<string> KeptHeads)
{
    public static Arguments? Read(string[] args)
    {
        var (export, key, heads) = ((string?)null, (byte[]?)null, (IReadOnlyList<string>)[]);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--key" when i + 1 < args.Length:
                    using (var pem = ECDsa.Create())
                    {
                        pem.ImportFromPem(File.ReadAllText(args[++i]));
                        key = pem.ExportSubjectPublicKeyInfo();
                    }

                    break;
                case "--heads" when i + 1 < args.Length:
                    heads = [.. File.ReadLines(args[++i], Encoding.UTF8).Where(line => line.StartsWith("S\t", StringComparison.Ordinal))];
                    break;
                case var file when export is null && (file == "-" || !file.StartsWith('-')):
                    export = file;
                    break;
                default:
                    return null;
            }
        }

        return export is null ? null : new Arguments(export, key, heads);
    }

    public Stream OpenExport() => Export == "-" ? Console.OpenStandardInput() : File.OpenRead(Export);
}
