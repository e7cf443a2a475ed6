using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks.Security;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// Signs the heads of the ledger. The key is a file of the installation and never in the database: who can write the database
/// alone can make new hashes, but no head that holds.
/// </summary>
internal sealed class LedgerSigning(KeyFiles keys)
{
    public const int SignatureLength = 64;

    private readonly Lock gate = new();
    private readonly Lazy<ECDsa> key = new(() => keys.SigningKey("ledger"));

    /// <summary>DER, SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey => key.Value.ExportSubjectPublicKeyInfo();

    public string PublicKeyPem => key.Value.ExportSubjectPublicKeyInfoPem();

    /// <summary>The first 16 hexadecimal digits of the public key's SHA-256.</summary>
    public string KeyId => Convert.ToHexStringLower(SHA256.HashData(PublicKey))[..16];

    public byte[] Sign(string head)
    {
        lock (gate)
            return key.Value.SignData(Encoding.UTF8.GetBytes(head), HashAlgorithmName.SHA256);
    }

    public bool Holds(string head, ReadOnlySpan<byte> signature)
    {
        lock (gate)
            return key.Value.VerifyData(Encoding.UTF8.GetBytes(head), signature, HashAlgorithmName.SHA256);
    }
}
